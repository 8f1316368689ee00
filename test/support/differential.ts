/**
 * The same SDK calls on the local account and on moto, compared call by call.
 *
 * A case is a script; every call of it goes to both, one backend after the other, and what they answer
 * is compared after masking what no two runs share: ids, times, tokens. Where moto is known to do
 * something else, a `Deviation` says what and why; one that makes no difference fails.
 */
import { type Deviation, isAllowed, without } from './deviations.ts'
import { masked } from './masked.ts'

type Fields = Readonly<Record<string, unknown>>

/** One answer, as the script sees it: raw output, or the error's code. */
export interface Answer {
  readonly code?: string
  // biome-ignore lint/suspicious/noExplicitAny: each script knows what it asked for
  readonly output: any
}

export interface Backend {
  readonly name: 'local' | 'moto'
  readonly send: (operation: string, input: Fields) => Promise<Answer>
}

/** `call` sends; a step that both must refuse in the same way is a call like any other. */
export type Script = (call: Call) => Promise<void>

export type Call = (operation: string, input?: Fields) => Promise<Answer['output']>

export interface Step {
  readonly operation: string
  readonly input: unknown
  readonly answer: unknown
}

/** Sends through an SDK client: `operation` is looked up among the commands of its package. */
export function sdkBackend(
  name: Backend['name'],
  // biome-ignore lint/suspicious/noExplicitAny: any client of the SDK
  client: { send: (command: any) => Promise<unknown> },
  commands: Readonly<Record<string, unknown>>,
): Backend {
  return {
    name,
    send: async (operation, input) => {
      const Command = commands[`${operation}Command`] as new (input: Fields) => unknown
      if (Command === undefined) throw new Error(`The client has no ${operation}.`)
      try {
        const { $metadata: _, ...output } = (await client.send(new Command(input))) as Fields
        return { output: await read(output) }
      } catch (error) {
        return { code: codeOf(error), output: {} }
      }
    },
  }
}

/** Bodies are streams. */
async function read(output: Fields): Promise<Fields> {
  const { Body } = output as { Body?: { transformToString: () => Promise<string> } }
  return Body === undefined ? output : { ...output, Body: await Body.transformToString() }
}

/** What is no answer of the service is a fault of the test. */
function codeOf(error: unknown): string {
  const { name, Code, $metadata } = error as { name: string; Code?: string; $metadata?: object }
  if ($metadata === undefined || !('httpStatusCode' in $metadata)) throw error
  return Code ?? name
}

/** Every step of the script on one backend. */
export async function play(script: Script, backend: Backend): Promise<readonly Step[]> {
  const steps: Step[] = []
  await script(async (operation, input = {}) => {
    const { code, output } = await backend.send(operation, input)
    const answer = code === undefined ? masked(output) : { code }
    steps.push({ operation, input: masked(input), answer })
    return output
  })
  return steps
}

export interface Difference {
  readonly at: number
  readonly operation: string
  readonly input: unknown
  readonly local: unknown
  readonly moto: unknown
}

/** Steps that differ in spite of the deviations; marks the deviations that were needed. */
export function differences(
  name: string,
  local: readonly Step[],
  moto: readonly Step[],
  deviations: readonly Deviation[],
  needed: Set<Deviation>,
): readonly Difference[] {
  const found: Difference[] = []
  for (const [at, ours] of local.entries()) {
    const theirs = moto[at]
    const { operation, input } = ours
    const known = deviations.filter(
      (deviation) =>
        deviation.operations.includes(operation) &&
        (deviation.in === undefined || deviation.in === name),
    )
    if (same(ours.answer, theirs?.answer)) continue
    if (known.some((deviation) => allowed(deviation, ours, theirs, needed))) continue
    const fields = known.filter(({ field }) => field !== undefined)
    const helped = fields.filter(
      (deviation) =>
        !same(without(ours.answer, [deviation]), ours.answer) ||
        !same(without(theirs?.answer, [deviation]), theirs?.answer),
    )
    if (same(without(ours.answer, fields), without(theirs?.answer, fields))) {
      for (const deviation of helped) needed.add(deviation)
    } else {
      found.push({ at, operation, input, local: ours.answer, moto: theirs?.answer })
    }
  }
  return found
}

function allowed(
  deviation: Deviation,
  ours: Step,
  theirs: Step | undefined,
  needed: Set<Deviation>,
): boolean {
  const is = isAllowed(deviation, ours.answer, theirs?.answer)
  if (is) needed.add(deviation)
  return is
}

const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other)
