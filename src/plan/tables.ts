/** The tables, on demand: what an alert remembers, what IAM looked like, what responders did. */
import type { TableName } from './arns.ts'
import { functionsOf } from './functions/functions.ts'
import type { Manifest } from './manifest.ts'

/** Keys are text. */
export interface TablePlan {
  readonly name: TableName
  readonly hash: string
  readonly range?: string
  /** The attribute that says when an item may go, in seconds since 1970; what has none can be restored. */
  readonly timeToLive?: string
  readonly why: string
}

const tables: readonly TablePlan[] = [
  {
    name: 'state',
    hash: 'key',
    timeToLive: 'expires',
    why: 'counts, repeats, and what was sent',
  },
  {
    name: 'snapshots',
    hash: 'entity',
    range: 'at',
    why: 'what stood there before a change',
  },
  {
    name: 'responses',
    hash: 'id',
    why: 'what responders did, and how to undo it',
  },
]

/** Those that a function of the stage reads or writes. */
export function tablesOf(manifest: Manifest): readonly TablePlan[] {
  const used = new Set(functionsOf(manifest).flatMap((each) => each.tables))
  return tables.filter(({ name }) => used.has(name))
}
