/** The DynamoDB tables: the memory of alerts, the snapshots of IAM, the records of responses. */
import {
  CreateTableCommand,
  type KeySchemaElement,
  PutResourcePolicyCommand,
  UpdateContinuousBackupsCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb'
import { tableArn } from '../../plan/arns.ts'
import { policy } from '../../plan/policy/statement.ts'
import { type TablePlan, tablesOf } from '../../plan/tables.ts'
import type { DeploymentContext } from './context.ts'

/** Creates the tables. */
export async function makeTables(context: DeploymentContext): Promise<void> {
  for (const table of tablesOf(context.manifest)) await make(context, table)
}

async function make(
  { clients, manifest }: DeploymentContext,
  { name, hash, range, timeToLive, policy: statements }: TablePlan,
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
  await client.send(
    new PutResourcePolicyCommand({
      ResourceArn: tableArn(manifest, name),
      Policy: policy(statements),
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
