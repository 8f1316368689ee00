/**
 * The DynamoDB tables, billed on demand: the memory of alerts, the snapshots of IAM, the records of
 * responses.
 */
import * as aws from '@pulumi/aws'
import type { Manifest } from '../src/plan/manifest.ts'
import { policy } from '../src/plan/policy/statement.ts'
import { type TablePlan, tablesOf } from '../src/plan/tables.ts'

/** Creates the tables of the stage. */
export function makeTables(manifest: Manifest): void {
  for (const table of tablesOf(manifest)) makeTable(manifest, table)
}

/**
 * A table. It is encrypted with the key that DynamoDB owns. A key in KMS would cost money for each
 * request, and a principal that disables it would silence every alert. The state table has no
 * point-in-time recovery, because its items expire within days. The other tables hold the only copy
 * of their data.
 */
function makeTable(
  manifest: Manifest,
  { name, hash, range, timeToLive, policy: statements }: TablePlan,
): void {
  const table = new aws.dynamodb.Table(
    `table-${name}`,
    {
      region: manifest.home,
      name: `${manifest.prefix}-${name}`,
      billingMode: 'PAY_PER_REQUEST',
      hashKey: hash,
      ...(range === undefined ? {} : { rangeKey: range }),
      attributes: [hash, ...(range === undefined ? [] : [range])].map((key) => ({
        name: key,
        type: 'S',
      })),
      ...(timeToLive === undefined ? {} : { ttl: { attributeName: timeToLive, enabled: true } }),
      pointInTimeRecovery: { enabled: timeToLive === undefined },
      deletionProtectionEnabled: manifest.protect,
    },
    { retainOnDelete: manifest.protect },
  )
  new aws.dynamodb.ResourcePolicy(`table-${name}-policy`, {
    region: manifest.home,
    resourceArn: table.arn,
    policy: policy(statements),
    // DynamoDB refuses a policy that denies its author the next one. The deployment that names
    // another deploying role is such a case.
    confirmRemoveSelfResourceAccess: true,
  })
}
