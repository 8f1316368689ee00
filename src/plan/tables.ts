/**
 * The DynamoDB tables, billed on demand: the memory of alerts, the snapshots of IAM, the records of
 * responses.
 */
import { type TableName, tableArn } from './arns.ts'
import { functionsOf } from './functions/functions.ts'
import type { Manifest } from './manifest.ts'
import { guardTable } from './policy/guards.ts'
import type { Statement } from './policy/statement.ts'

/** A table. Its keys are strings. */
export interface TablePlan {
  readonly name: TableName
  readonly hash: string
  readonly range?: string
  /**
   * The attribute with the expiry of an item, in seconds since 1970. A table without one has
   * point-in-time recovery.
   */
  readonly timeToLive?: string
  readonly why: string
  readonly policy: readonly Statement[]
}

const tables: readonly Omit<TablePlan, 'policy'>[] = [
  {
    name: 'state',
    hash: 'key',
    timeToLive: 'expires',
    why: 'the memory of rules, and the alerts that were sent',
  },
  {
    name: 'snapshots',
    hash: 'entity',
    range: 'at',
    why: 'the state of IAM before each change',
  },
  {
    name: 'responses',
    hash: 'id',
    why: 'responses, and how to undo them',
  },
]

/** The tables that a function of the stage reads or writes. */
export function tablesOf(manifest: Manifest): readonly TablePlan[] {
  const used = new Set(functionsOf(manifest).flatMap((each) => each.tables))
  return tables
    .filter(({ name }) => used.has(name))
    .map((table) => ({ ...table, policy: guardTable(manifest, tableArn(manifest, table.name)) }))
}
