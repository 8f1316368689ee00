/** Makes the calls of a responder's steps. */
import type { Step } from '../../src/respond/contract/responder.ts'
import type { InTime } from '../support/invocation.ts'
import { refusedOr } from './refused.ts'

/** Any client of the SDK. */
interface Client {
  send(command: never, options: { readonly abortSignal: AbortSignal }): Promise<unknown>
}

/** By the names that steps have for them: `iam:CreateUser`. */
type Commands = Readonly<Record<string, new (input: never) => unknown>>

/** Names of errors that are no refusal. */
interface Errors {
  /** They pass by themselves. */
  readonly passing?: (call: string) => readonly string[]
  /** The call was made before; whether it was shows what is there afterwards. */
  readonly madeBefore?: readonly string[]
}

/**
 * Makes a step's call: `region` of its input says where (empty for the client where it does not), the
 * rest is the input of the command. Throws `CallRefused` where AWS refuses it for good.
 */
export const executor =
  (
    client: (region: string) => Client,
    commands: Commands,
    { signal }: InTime,
    { passing = () => [], madeBefore = [] }: Errors = {},
  ) =>
  async ({ call, input: { region, ...input } }: Step): Promise<void> => {
    const Command = commands[call]
    if (Command === undefined) throw new Error(`no step is called ${call}`)
    const options = { abortSignal: signal() }
    try {
      await client(String(region ?? '')).send(new Command(input as never) as never, options)
    } catch (error) {
      if (madeBefore.includes((error as Error).name)) return
      throw refusedOr(error, passing(call))
    }
  }
