/** Makes the calls of a responder's steps. */
import type { Step } from '../../src/respond/contract/responder.ts'
import type { InTime } from '../support/invocation.ts'
import { asCallRefused } from './call-refused.ts'

/** Any client of the SDK. */
interface Client {
  send(command: never, options: { readonly abortSignal: AbortSignal }): Promise<unknown>
}

/** Commands by their names in steps: `iam:CreateUser`. */
type Commands = Readonly<Record<string, new (input: never) => unknown>>

/** Names of errors that are not refusals. */
interface Errors {
  /** Errors that are temporary. */
  readonly passing?: (call: string) => readonly string[]
  /** Errors which mean that the call has already taken effect. It counts as made; `follow` reads next. */
  readonly madeBefore?: readonly string[]
}

/**
 * Makes a step's call. `region` of its input selects the client and is not sent; without it the
 * client is that of ''. The other fields are the input of the command. Throws `CallRefused` where
 * AWS refuses the call for good.
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
    if (Command === undefined) throw new Error(`unknown step ${call}`)
    const options = { abortSignal: signal() }
    try {
      await client(String(region ?? '')).send(new Command(input as never) as never, options)
    } catch (error) {
      if (madeBefore.includes((error as Error).name)) return
      throw asCallRefused(error, passing(call))
    }
  }
