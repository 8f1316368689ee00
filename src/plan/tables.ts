/** The tables, on demand: what an alert remembers, what IAM looked like, what responders did. */
import type { TableName } from './arns.ts'
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

export function tablesOf({ functions, responders }: Manifest): readonly TablePlan[] {
  const remembers = functions.includes('detect') || functions.includes('alarm')
  const responds = responders.length > 0
  const state = {
    name: 'state',
    hash: 'key',
    timeToLive: 'expires',
    why: 'counts, repeats, and what was sent',
  } as const
  const snapshots = {
    name: 'snapshots',
    hash: 'entity',
    range: 'at',
    why: 'what stood there before a change',
  } as const
  const responses = {
    name: 'responses',
    hash: 'id',
    why: 'what responders did, and how to undo it',
  } as const
  return [
    ...(remembers ? [state] : []),
    ...(responds || functions.includes('snapshot-iam') ? [snapshots] : []),
    ...(responds ? [responses] : []),
  ]
}
