/** Where moto is known to answer otherwise than AWS, as data. */

export interface Deviation {
  readonly operations: readonly string[]
  /** What AWS does, and what moto does instead. */
  readonly why: string
  /** A member whose value is not compared, wherever it stands in the answer. */
  readonly field?: string
  /** The whole answer: ours and theirs, by code, `ok` for an answer without error. */
  readonly codes?: readonly [ours: string, theirs: string]
  /** Only in this case. */
  readonly in?: string
}

/** Whether the deviation excuses the whole answer. */
export function isAllowed({ codes }: Deviation, local: unknown, moto: unknown): boolean {
  if (codes === undefined) return false
  return codeOf(local) === codes[0] && codeOf(moto) === codes[1]
}

const codeOf = (answer: unknown): string =>
  typeof answer === 'object' && answer !== null && 'code' in answer ? String(answer.code) : 'ok'

/** The answer without the members that the deviations name. */
export function without(answer: unknown, deviations: readonly Deviation[]): unknown {
  const names = new Set(deviations.map(({ field }) => field))
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(strip).sort(byText)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name]) => !names.has(name))
        .map(([name, member]) => [name, strip(member)]),
    )
  }
  return strip(answer)
}

/** What is left of two lists may stand in another order than before. */
const byText = (one: unknown, other: unknown): number =>
  JSON.stringify(one) < JSON.stringify(other) ? -1 : 1
