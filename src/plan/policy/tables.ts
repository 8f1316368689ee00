/** Statements that allow calls of DynamoDB. */
import { type TableName, tableArn } from '../arns.ts'
import type { Manifest } from '../manifest.ts'
import { allow, type Statement } from './statement.ts'

/** Calls of DynamoDB on one table, e.g. `allowTable(manifest, 'state', 'GetItem', 'PutItem')`. */
export const allowTable = (
  manifest: Manifest,
  name: TableName,
  ...calls: readonly string[]
): Statement =>
  allow(
    calls.map((call) => `dynamodb:${call}`),
    [tableArn(manifest, name)],
  )
