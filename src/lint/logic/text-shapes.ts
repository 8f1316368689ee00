/**
 * The text operators as shapes, to compare them: runs of characters with any text between them, as
 * in a wildcard. `prefix: Delete` is `Delete*`; an exact text is a shape without a gap.
 *
 * `isWithin` and `areApart` are certain if true. False means that it could not be shown.
 */
import { foldCase } from '../../ir/letter-case.ts'
import type { OperatorCheck } from '../../ir/predicate.ts'
import { fitsRuns, wildcardRuns } from '../../ir/wildcard.ts'

export interface Shape {
  readonly runs: readonly string[]
  readonly anyCase: boolean
}

/** Every text. */
export const anyText: Shape = { runs: ['', ''], anyCase: false }

/** The texts that pass an operator, or undefined if they have no shape. */
export function shapeOf(check: OperatorCheck): Shape | undefined {
  switch (check.op) {
    case 'equals':
      return typeof check.value === 'string' ? exactly([check.value]) : undefined
    case 'equals-ignore-case':
      return inAnyCase([check.text])
    case 'prefix':
      return exactly([check.text, ''])
    case 'prefix-ignore-case':
      return inAnyCase([check.text, ''])
    case 'suffix':
      return exactly(['', check.text])
    case 'suffix-ignore-case':
      return inAnyCase(['', check.text])
    case 'contains':
      return exactly(['', check.text, ''])
    case 'contains-ignore-case':
      return inAnyCase(['', check.text, ''])
    case 'wildcard':
      return exactly(wildcardRuns(check.pattern))
    case 'wildcard-ignore-case':
      return inAnyCase(wildcardRuns(check.pattern))
    case 'matches':
    case 'cidr':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
    case 'exists':
    case 'same-as':
    case 'policy':
      return undefined
  }
}

const exactly = (runs: readonly string[] | undefined): Shape | undefined =>
  runs && { runs, anyCase: false }

const inAnyCase = (runs: readonly string[] | undefined): Shape | undefined =>
  runs && { runs: runs.map(foldCase), anyCase: true }

/** Stands for a gap of the inner shape, which only a gap of the outer one may swallow. */
const gap = '\ue000'

/** Whether every text of one shape surely is one of the other. */
export function isWithin(inner: Shape, outer: Shape): boolean {
  if (inner.anyCase && !outer.anyCase && inner.runs.some((run) => /\p{L}/u.test(run))) return false
  if (outer.runs.some((run) => run.includes(gap))) return false
  const runs = outer.anyCase ? inner.runs.map(foldCase) : inner.runs
  return fitsRuns(runs.join(gap), outer.runs)
}

/** Whether surely no text is of both shapes. */
export function areApart(a: Shape, b: Shape): boolean {
  const anyCase = a.anyCase || b.anyCase
  const [one, other] = [a, b].map(({ runs }) => (anyCase ? runs.map(foldCase) : runs)) as [
    readonly string[],
    readonly string[],
  ]
  if (one.length === 1) return !fitsRuns(one[0] ?? '', other)
  if (other.length === 1) return !fitsRuns(other[0] ?? '', one)
  return (
    startsApart(one[0] ?? '', other[0] ?? '') || endsApart(one.at(-1) ?? '', other.at(-1) ?? '')
  )
}

const startsApart = (a: string, b: string): boolean => !a.startsWith(b) && !b.startsWith(a)
const endsApart = (a: string, b: string): boolean => !a.endsWith(b) && !b.endsWith(a)

/** Whether a check tests how a text ends, and not the whole text. */
export function testsEnd(check: OperatorCheck): boolean {
  const runs = shapeOf(check)?.runs ?? []
  return runs.length > 1 && runs.at(-1) !== ''
}
