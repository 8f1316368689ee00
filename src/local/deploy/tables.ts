/** The tables: what an alert remembers, what IAM looked like, what responders did. */
import {
  CreateTableCommand,
  type KeySchemaElement,
  UpdateContinuousBackupsCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb'
import type { Deploying } from './deploying.ts'

interface Shape {
  readonly hash: string
  readonly range?: string
  readonly timeToLive?: string
}

export async function makeTables(deploying: Deploying): Promise<void> {
  const { functions, responders } = deploying.manifest
  if (functions.includes('detect') || functions.includes('alarm'))
    await make(deploying, 'state', { hash: 'key', timeToLive: 'expires' })
  if (functions.includes('snapshot-iam') || responders.length > 0)
    await make(deploying, 'snapshots', { hash: 'entity', range: 'at' })
  if (responders.length > 0) await make(deploying, 'responses', { hash: 'id' })
}

async function make(
  { clients, manifest }: Deploying,
  name: string,
  { hash, range, timeToLive }: Shape,
): Promise<void> {
  const client = clients.in('dynamodb', manifest.home)
  const TableName = `${manifest.prefix}-${name}`
  const keys: KeySchemaElement[] = [
    { AttributeName: hash, KeyType: 'HASH' },
    ...(range === undefined ? [] : [{ AttributeName: range, KeyType: 'RANGE' } as const]),
  ]
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keys,
      AttributeDefinitions: keys.map(({ AttributeName }) => ({
        AttributeName,
        AttributeType: 'S',
      })),
    }),
  )
  if (timeToLive !== undefined)
    await client.send(
      new UpdateTimeToLiveCommand({
        TableName,
        TimeToLiveSpecification: { AttributeName: timeToLive, Enabled: true },
      }),
    )
  else
    await client.send(
      new UpdateContinuousBackupsCommand({
        TableName,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      }),
    )
}
