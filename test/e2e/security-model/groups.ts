/** Groups of calls: the columns of the tables. */
import type { Call } from './ask.ts'
import type { Kind, Resource } from './stage.ts'

/** Calls on the resources of a kind. */
export interface Group {
  readonly head: string
  readonly kind: Kind
  /** Only these of the kind; all of them by default. */
  readonly only?: (resource: Resource) => boolean
  readonly calls: readonly Call[]
}

export const calls = (prefix: string, ...names: readonly string[]): readonly Call[] =>
  names.map((name) => ({ action: `${prefix}:${name}` }))

const isOpen = ({ name }: Resource): boolean => name === 'answers'
const object = (arn: string): string => `${arn}/AWSLogs/111122223333/CloudTrail/file.json.gz`

export const sending = calls('sqs', 'SendMessage')
export const receiving = calls(
  'sqs',
  'ReceiveMessage',
  'DeleteMessage',
  'ChangeMessageVisibility',
  'PurgeQueue',
  'StartMessageMoveTask',
)
const changingQueue = calls('sqs', 'SetQueueAttributes', 'DeleteQueue', 'AddPermission')
export const publishing = calls('sns', 'Publish')
const subscribing = calls('sns', 'Subscribe')
const changingTopic = calls('sns', 'SetTopicAttributes', 'DeleteTopic', 'AddPermission')
const reading = calls('dynamodb', 'GetItem', 'Query', 'Scan', 'PartiQLSelect')
export const writing = calls(
  'dynamodb',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'PartiQLInsert',
  'PartiQLUpdate',
  'PartiQLDelete',
)
const changingTable = calls(
  'dynamodb',
  'PutResourcePolicy',
  'DeleteResourcePolicy',
  'DeleteTable',
  'UpdateTable',
  'UpdateTimeToLive',
)
export const writingFiles = [{ action: 's3:PutObject', on: object }]
const deletingFiles = ['s3:DeleteObject', 's3:DeleteObjectVersion'].map((action) => ({
  action,
  on: object,
}))
const changingBucket = calls('s3', 'PutBucketPolicy', 'DeleteBucketPolicy', 'DeleteBucket')

/** What is in the queues, topics, tables and files. */
export const dataGroups: readonly Group[] = [
  { head: 'send to `answers`', kind: 'queue', only: isOpen, calls: sending },
  {
    head: 'send to other queues',
    kind: 'queue',
    only: (each) => !isOpen(each),
    calls: sending,
  },
  { head: 'receive, delete, purge, move messages', kind: 'queue', calls: receiving },
  { head: 'publish', kind: 'topic', calls: publishing },
  { head: 'write tables', kind: 'table', calls: writing },
  { head: 'write trail files', kind: 'bucket', calls: writingFiles },
  { head: 'read tables', kind: 'table', calls: reading },
]

/** Changes and removals of these resources and of their policies. */
export const changeGroups: readonly Group[] = [
  { head: 'queues', kind: 'queue', calls: changingQueue },
  { head: 'topics', kind: 'topic', calls: changingTopic },
  { head: 'subscribe', kind: 'topic', calls: subscribing },
  { head: 'tables', kind: 'table', calls: changingTable },
  { head: 'trail files', kind: 'bucket', calls: deletingFiles },
  { head: 'trail bucket', kind: 'bucket', calls: changingBucket },
]

/** The ARN of a mapping does not name the function. Policies compare the function that it feeds. */
const mapping = (action: string): Call => ({
  action,
  on: (arn) =>
    action.includes('Create') ? '*' : arn.replace(/:function:.*/, ':event-source-mapping:0123abcd'),
  context: (arn) => ({ 'lambda:FunctionArn': arn }),
})

/** Passes a role to a service. */
export const passing = (to: string): Call => ({
  action: 'iam:PassRole',
  context: () => ({ 'iam:PassedToService': to }),
})

/** Calls that no policy of ours limits. */
export const openGroups: readonly Group[] = [
  { head: 'call functions', kind: 'function', calls: calls('lambda', 'InvokeFunction') },
  {
    head: 'change functions',
    kind: 'function',
    calls: [
      ...calls('lambda', 'UpdateFunctionCode', 'UpdateFunctionConfiguration'),
      ...calls('lambda', 'PutFunctionConcurrency', 'DeleteFunction'),
      mapping('lambda:CreateEventSourceMapping'),
      mapping('lambda:UpdateEventSourceMapping'),
    ],
  },
  { head: 'pass our roles to a function', kind: 'role', calls: [passing('lambda.amazonaws.com')] },
  { head: 'put events', kind: 'bus', calls: calls('events', 'PutEvents') },
  {
    head: 'change rules',
    kind: 'rule',
    calls: calls('events', 'PutRule', 'PutTargets', 'DisableRule'),
  },
  {
    head: 'put metrics',
    kind: 'alarm',
    calls: [
      {
        action: 'cloudwatch:PutMetricData',
        on: () => '*',
        context: () => ({ 'cloudwatch:namespace': 'Tripline' }),
      },
    ],
  },
  {
    head: 'change alarms',
    kind: 'alarm',
    calls: calls('cloudwatch', 'SetAlarmState', 'DeleteAlarms', 'PutMetricAlarm'),
  },
  {
    head: "write the trail's log",
    kind: 'log group',
    calls: [{ action: 'logs:PutLogEvents', on: (arn) => `${arn}:log-stream:made-up` }],
  },
  {
    head: 'stop the trail',
    kind: 'trail',
    calls: calls('cloudtrail', 'StopLogging', 'DeleteTrail'),
  },
  {
    head: 'change our roles',
    kind: 'role',
    calls: calls('iam', 'PutRolePolicy', 'UpdateAssumeRolePolicy'),
  },
]
