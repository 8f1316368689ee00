/** The tables, on demand: what an alert remembers, what IAM looked like, what responders did. */
import * as aws from '@pulumi/aws'
import type { Manifest } from '../src/plan/manifest.ts'
import type { TableName } from './names.ts'

export function makeTables(manifest: Manifest): void {
  const { functions, responders } = manifest
  if (functions.includes('detect') || functions.includes('alarm'))
    makeTable(manifest, 'state', { hash: 'key', timeToLive: 'expires' })
  if (functions.includes('snapshot-iam') || responders.length > 0)
    makeTable(manifest, 'snapshots', { hash: 'entity', range: 'at' })
  if (responders.length > 0) makeTable(manifest, 'responses', { hash: 'id' })
}

interface Shape {
  readonly hash: string
  readonly range?: string
  readonly timeToLive?: string
}

/**
 * Encrypted with the key that DynamoDB owns: one of KMS would be paid for by the request, and whoever
 * disables it would silence every alert.
 * State is not worth a restore (it is forgotten within days); the others are the only record there is.
 */
function makeTable(manifest: Manifest, name: TableName, { hash, range, timeToLive }: Shape): void {
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
