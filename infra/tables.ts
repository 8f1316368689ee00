/** The tables, on demand: what an alert remembers, what IAM looked like, what responders did. */
import * as aws from '@pulumi/aws'
import type { Manifest } from '../src/plan/manifest.ts'
import { type TablePlan, tablesOf } from '../src/plan/tables.ts'

export function makeTables(manifest: Manifest): void {
  for (const table of tablesOf(manifest)) makeTable(manifest, table)
}

/**
 * Encrypted with the key that DynamoDB owns: one of KMS would be paid for by the request, and whoever
 * disables it would silence every alert.
 * State is not worth a restore (it is forgotten within days); the others are the only record there is.
 */
function makeTable(manifest: Manifest, { name, hash, range, timeToLive }: TablePlan): void {
  new aws.dynamodb.Table(
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
}
