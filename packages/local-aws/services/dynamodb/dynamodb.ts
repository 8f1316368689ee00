/** DynamoDB, implemented by dynalite. */
import type { Call, Operation, OperationsOf, Service } from '../../call.ts'
import { AwsError } from '../../errors.ts'
import { dynamoDbDemands } from './demands.ts'
import { policyOperations } from './policies.ts'
import { tablesOf } from './tables.ts'

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/logging-using-cloudtrail.html */
const items = [
  'BatchGetItem',
  'BatchWriteItem',
  'DeleteItem',
  'GetItem',
  'PutItem',
  'Query',
  'Scan',
  'UpdateItem',
]
const tables = ['CreateTable', 'DescribeTable', 'ListTables', 'UpdateTable']

type Sdk = typeof import('@aws-sdk/client-dynamodb')
type Command = Parameters<InstanceType<Sdk['DynamoDBClient']>['send']>[0]

/** Forwards an operation to dynalite, and returns its answer or its error. */
const passedOn =
  (operation: string): Operation =>
  async (input: object, call: Call) => {
    const sdk = await import('@aws-sdk/client-dynamodb')
    const { client } = await tablesOf(call.cloud, call.region).dynalite
    const commands = sdk as unknown as Readonly<Record<string, new (input: object) => Command>>
    const make = commands[`${operation}Command`]
    if (make === undefined) throw new Error(`There is no ${operation} of DynamoDB.`)
    try {
      const { $metadata, ...answer } = await client.send(new make(input))
      return withOwner(answer, call)
    } catch (fault) {
      if (!(fault instanceof sdk.DynamoDBServiceException)) throw fault
      throw new AwsError(fault.name, fault.message, fault.$metadata.httpStatusCode ?? 400)
    }
  }

/**
 * Replaces the owner in an answer: dynalite's only account is 000000000000, its only region
 * us-east-1.
 */
const withOwner = (answer: object, call: Call): object =>
  JSON.stringify(answer).includes('arn:aws:dynamodb:') ? withOwnArns(answer, call) : answer

function withOwnArns(value: object, call: Call): object {
  const owner = `arn:aws:dynamodb:${call.region.name}:${call.account.id}:`
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      if (name.endsWith('Arn') && typeof member === 'string')
        return [name, member.replace(/^arn:aws:dynamodb:[^:]*:\d*:/, owner)]
      if (name !== 'TableDescription' && name !== 'Table') return [name, member]
      return [name, withOwnArns(member, call)]
    }),
  )
}

async function existing(name: string, call: Call): Promise<void> {
  await passedOn('DescribeTable')({ TableName: name }, call)
}

const settings = {
  DeleteTable: async (input, call) => {
    const answer = await passedOn('DeleteTable')(input, call)
    tablesOf(call.cloud, call.region).policies.delete(input.TableName)
    return answer ?? {}
  },

  UpdateTimeToLive: async ({ TableName, TimeToLiveSpecification }, call) => {
    await existing(TableName, call)
    const { timeToLive } = tablesOf(call.cloud, call.region)
    const { AttributeName, Enabled } = TimeToLiveSpecification
    if (timeToLive.has(TableName) === Enabled)
      throw new AwsError(
        'ValidationException',
        `TimeToLive is already ${Enabled ? 'enabled' : 'disabled'}`,
      )
    if (Enabled) timeToLive.set(TableName, AttributeName ?? '')
    else timeToLive.delete(TableName)
    return { TimeToLiveSpecification: { AttributeName, Enabled } }
  },

  DescribeTimeToLive: async ({ TableName }, call) => {
    await existing(TableName, call)
    const AttributeName = tablesOf(call.cloud, call.region).timeToLive.get(TableName)
    return {
      TimeToLiveDescription:
        AttributeName === undefined
          ? { TimeToLiveStatus: 'DISABLED' }
          : { TimeToLiveStatus: 'ENABLED', AttributeName },
    }
  },

  UpdateContinuousBackups: async ({ TableName, PointInTimeRecoverySpecification }, call) => {
    await existing(TableName, call)
    const { recoverable } = tablesOf(call.cloud, call.region)
    if (PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled) recoverable.add(TableName)
    else recoverable.delete(TableName)
    return backupsOf(TableName, call)
  },

  DescribeContinuousBackups: async ({ TableName }, call) => {
    await existing(TableName, call)
    return backupsOf(TableName, call)
  },
} as const satisfies OperationsOf<Sdk>

const backupsOf = (table: string, call: Call) => ({
  ContinuousBackupsDescription: {
    ContinuousBackupsStatus: 'ENABLED' as const,
    PointInTimeRecoveryDescription: {
      PointInTimeRecoveryStatus: tablesOf(call.cloud, call.region).recoverable.has(table)
        ? ('ENABLED' as const)
        : ('DISABLED' as const),
    },
  },
})

export const dynamodb: Service = {
  signingName: 'dynamodb',
  eventSource: 'dynamodb.amazonaws.com',
  protocol: 'json1.0',
  isGlobal: false,
  model: () => import('@aws-sdk/client-dynamodb'),
  operations: {
    ...Object.fromEntries([...tables, ...items].map((name) => [name, passedOn(name)])),
    ...settings,
    ...policyOperations(existing),
  },
  demands: dynamoDbDemands,
  trail: { category: (operation) => (items.includes(operation) ? 'data' : 'management') },
}
