/** The tables of docs/security-model.md. */
import { ask, type Subject } from './ask.ts'
import type { Group } from './groups.ts'
import { type Resource, withoutOurs } from './stage.ts'

/** A table in Markdown. */
export const markdown = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

/** The cells of each subject, in the order of the groups. */
export type Matrix = ReadonlyMap<string, readonly Cell[]>

/** Asks about each group of calls for each subject. */
export async function matrixOf(
  subjects: Iterable<readonly [string, Subject]>,
  groups: readonly Group[],
  resources: readonly Resource[],
): Promise<Matrix> {
  const matrix = new Map<string, readonly Cell[]>()
  for (const [name, subject] of subjects) {
    const cells: Cell[] = []
    for (const group of groups) cells.push(await cellOf(subject, group, resources))
    matrix.set(name, cells)
  }
  return matrix
}

/** A table with a column for each group. Subjects with the same cells share a row. */
export function matrixTable(matrix: Matrix, groups: readonly Group[]): string {
  const rows = new Map<string, string[]>()
  for (const [name, cells] of matrix) {
    const row = cells.join(' | ')
    rows.set(row, [...(rows.get(row) ?? []), name])
  }
  return markdown(
    ['who', ...groups.map(({ head }) => head)],
    [...rows].map(([row, all]) => [all.join(', '), row]),
  )
}

/** The words of the cells, with their meaning. */
export type Cell = '**yes**' | '**some**' | 'denied' | '–'

/**
 * Whether somebody may make the calls of a group on the resources of its kind. What the judge denies
 * it is asked again without our policies: `denied` are calls that were allowed then.
 */
export async function cellOf(
  subject: Subject,
  { kind, only = () => true, calls }: Group,
  resources: readonly Resource[],
): Promise<Cell> {
  const asked = resources
    .filter((each) => each.kind === kind && only(each))
    .flatMap((to) => calls.map((call) => ({ to, call })))
  if (asked.length === 0) throw new Error(`the stage has no ${kind} to ask about`)
  const refused: typeof asked = []
  for (const each of asked)
    if ((await ask(subject, each.call, each.to)) === 'no') refused.push(each)
  if (refused.length === 0) return '**yes**'
  if (refused.length < asked.length) return '**some**'
  for (const { call, to } of refused) {
    const before = { ...to, policy: withoutOurs(to.policy) }
    if ((await ask(subject, call, before)) === 'yes') return 'denied'
  }
  return '–'
}

/** The names of resources, e.g. `` `events`, `receipts` ``. */
export const names = (resources: readonly Pick<Resource, 'name'>[]): string =>
  resources.length === 0 ? '–' : resources.map(({ name }) => `\`${name}\``).join(', ')
