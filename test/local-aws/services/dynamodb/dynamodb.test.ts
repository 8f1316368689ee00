/** Tables by dynalite, each account's and region's its own, and what dynalite does not know. */
import {
  CreateTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateContinuousBackupsCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Local, startLocal } from '../../../../src/simulate/local.ts'

const [one, other] = ['111111111111', '222222222222'] as const
const TableName = 'tripline-state'

let local: Local
beforeEach(async () => {
  local = await startLocal({ accounts: [one, other], startAt: new Date('2026-11-21T08:00:00Z') })
})
afterEach(() => local.stop())

const client = (account: string, region = 'eu-west-1') =>
  new DynamoDBClient(local.config(local.root(account), region))

const make = (dynamo: DynamoDBClient) =>
  dynamo.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'key', AttributeType: 'S' }],
    }),
  )

test('an item comes back as it was put, and a condition holds', async () => {
  const dynamo = client(one)
  await make(dynamo)
  const Item = {
    key: { S: 'a' },
    deep: {
      L: [{ M: { n: { N: '1' }, none: { NULL: true }, bytes: { B: Buffer.from([1, 255]) } } }],
    },
    names: { SS: ['x', 'y'] },
  }
  await dynamo.send(new PutItemCommand({ TableName, Item }))
  const { Item: back } = await dynamo.send(
    new GetItemCommand({ TableName, Key: { key: Item.key } }),
  )
  expect(JSON.stringify(back?.deep)).toBe(
    JSON.stringify({
      L: [{ M: { n: { N: '1' }, none: { NULL: true }, bytes: { B: { 0: 1, 1: 255 } } } }],
    }),
  )
  expect(back?.names).toEqual(Item.names)
  const condition = {
    ConditionExpression: 'attribute_not_exists(#names)',
    ExpressionAttributeNames: { '#names': 'names' },
  }
  await expect(
    dynamo.send(new PutItemCommand({ TableName, Item, ...condition })),
  ).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' })
})

test('a table is in one region of one account, and says so', async () => {
  await make(client(one))
  const { Table } = await client(one).send(new DescribeTableCommand({ TableName }))
  expect(Table?.TableArn).toBe(`arn:aws:dynamodb:eu-west-1:${one}:table/${TableName}`)
  for (const elsewhere of [client(one, 'us-east-1'), client(other)])
    await expect(elsewhere.send(new DescribeTableCommand({ TableName }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
})

test('time to live and recovery are settings of a table that is there', async () => {
  const dynamo = client(one)
  const TimeToLiveSpecification = { AttributeName: 'expires', Enabled: true }
  const live = new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification })
  await expect(dynamo.send(live)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  await make(dynamo)
  await dynamo.send(live)
  await expect(dynamo.send(live)).rejects.toMatchObject({ name: 'ValidationException' })
  const { TimeToLiveDescription } = await dynamo.send(new DescribeTimeToLiveCommand({ TableName }))
  expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' })
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true }
  await dynamo.send(
    new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }),
  )
  const { ContinuousBackupsDescription } = await dynamo.send(
    new DescribeContinuousBackupsCommand({ TableName }),
  )
  expect(
    ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus,
  ).toBe('ENABLED')
})
