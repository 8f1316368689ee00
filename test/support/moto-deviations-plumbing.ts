/** Where moto 5.2 is known to answer otherwise than AWS: SQS, SNS, EventBridge, Logs, CloudWatch. */
import type { Deviation } from './deviations.ts'

const ownPort = 'a queue lives at the address of the server that has it'
const ownClock = 'the local account drives its own clock'

export const sqsDeviations: readonly Deviation[] = [
  { operations: ['CreateQueue', 'GetQueueUrl'], field: 'QueueUrl', why: ownPort },
  { operations: ['ListQueues'], field: 'QueueUrls', why: ownPort },
  {
    operations: ['ListQueues'],
    field: 'NextToken',
    why: 'AWS answers MaxResults queues and a token; moto answers all of them',
  },
  { operations: ['ReceiveMessage'], field: 'ReceiptHandle', why: 'each makes handles of its own' },
  { operations: ['GetQueueAttributes'], field: 'CreatedTimestamp', why: ownClock },
  { operations: ['GetQueueAttributes'], field: 'LastModifiedTimestamp', why: ownClock },
  {
    operations: ['SendMessage'],
    codes: ['InvalidMessageContents', 'ok'],
    why: 'AWS refuses characters that XML does not have; moto takes them',
  },
  {
    operations: ['ChangeMessageVisibility'],
    codes: ['InvalidParameterValue', 'ReceiptHandleIsInvalid'],
    why: 'AWS says that the message does not exist; moto forgets the handle with the message',
  },
  {
    operations: ['ChangeMessageVisibility'],
    codes: ['AWS.SimpleQueueService.MessageNotInflight', 'ok'],
    why: 'AWS documents that a message that is not in flight has no timeout; moto hides it again',
  },
]

const unchecked = 'AWS refuses it; moto takes it'

export const snsDeviations: readonly Deviation[] = [
  {
    operations: ['GetTopicAttributes'],
    field: 'EffectiveDeliveryPolicy',
    why: 'how AWS repeats HTTP deliveries; the local account delivers those into an inbox',
  },
  { operations: ['Publish'], codes: ['InvalidParameter', 'ok'], why: unchecked },
  {
    operations: ['Publish'],
    codes: ['ParameterValueInvalid', 'InvalidParameter'],
    why: 'AWS names a bad message attribute by a code of its own; moto does not',
  },
]

export const eventBridgeDeviations: readonly Deviation[] = [
  {
    operations: ['PutPermission'],
    codes: ['ValidationException', 'InvalidParameterValue'],
    why: 'AWS answers a constraint of the API as ValidationException; moto has a code that is none',
  },
  {
    operations: ['ListEventBuses'],
    field: 'CreationTime',
    why: 'AWS tells it in lists as well; moto only in DescribeEventBus',
  },
  {
    operations: ['ListEventBuses'],
    field: 'LastModifiedTime',
    why: 'AWS tells it in lists as well; moto only in DescribeEventBus',
  },
  { operations: ['PutRule'], codes: ['ValidationException', 'ok'], why: unchecked },
  {
    operations: ['PutEvents'],
    codes: ['ok', 'ResourceNotFoundException'],
    why: 'AWS takes an event for a bus that is not there and drops it; moto refuses the call',
  },
  {
    operations: ['PutEvents'],
    field: 'Entries',
    in: 'events of AWS',
    why: 'nobody but AWS sends as aws.*; moto lets everybody',
  },
  {
    operations: ['PutEvents'],
    field: 'FailedEntryCount',
    in: 'events of AWS',
    why: 'nobody but AWS sends as aws.*; moto lets everybody',
  },
]

export const logsDeviations: readonly Deviation[] = [
  {
    operations: ['CreateLogGroup', 'PutRetentionPolicy'],
    codes: ['InvalidParameterException', 'ok'],
    why: unchecked,
  },
  {
    operations: ['DescribeLogGroups', 'DescribeLogStreams', 'DescribeMetricFilters'],
    field: 'creationTime',
    why: ownClock,
  },
  { operations: ['FilterLogEvents', 'GetLogEvents'], field: 'timestamp', why: ownClock },
  { operations: ['FilterLogEvents', 'GetLogEvents'], field: 'ingestionTime', why: ownClock },
  { operations: ['FilterLogEvents'], field: 'eventId', why: 'each makes ids of its own' },
  {
    operations: ['FilterLogEvents'],
    field: 'searchedLogStreams',
    why: 'always empty since 2019; moto still fills it',
  },
  {
    operations: ['DescribeLogGroups', 'FilterLogEvents'],
    field: 'nextToken',
    why: 'each makes tokens of its own',
  },
  { operations: ['GetLogEvents'], field: 'nextForwardToken', why: 'each makes tokens of its own' },
  { operations: ['GetLogEvents'], field: 'nextBackwardToken', why: 'each makes tokens of its own' },
  { operations: ['PutLogEvents'], field: 'nextSequenceToken', why: 'means nothing since 2023' },
  {
    operations: ['DeleteMetricFilter'],
    codes: ['ResourceNotFoundException', 'ok'],
    why: 'AWS says that there is no such filter; moto is silent',
  },
  {
    operations: ['PutMetricFilter', 'FilterLogEvents'],
    codes: ['InvalidParameterException', 'ok'],
    why: unchecked,
  },
  {
    operations: ['PutMetricFilter'],
    codes: ['ResourceNotFoundException', 'ok'],
    why: 'AWS wants the log group to be there; moto keeps a filter over nothing',
  },
  {
    operations: ['FilterLogEvents'],
    field: 'events',
    in: 'events by a JSON pattern',
    why: 'moto reads no JSON patterns and answers every event',
  },
  {
    operations: ['PutLogEvents'],
    field: 'tooOldLogEventEndIndex',
    why: 'AWS documents it as exclusive; moto answers the last index itself',
  },
]

export const cloudWatchDeviations: readonly Deviation[] = [
  {
    operations: ['DescribeAlarms'],
    field: 'StateValue',
    why: 'a new alarm is INSUFFICIENT_DATA on AWS until it is evaluated; moto begins with OK',
  },
  {
    operations: ['DescribeAlarms'],
    field: 'StateReasonData',
    why: 'moto answers an empty object where AWS has nothing to say',
  },
  {
    operations: ['GetMetricStatistics'],
    field: 'Unit',
    why: 'AWS says None where no unit was given; moto leaves it out',
  },
  {
    operations: ['GetMetricData'],
    field: 'Label',
    why: 'AWS names the metric; moto adds the statistic',
  },
  {
    operations: ['PutMetricData'],
    codes: ['InvalidParameterValue', 'ok'],
    why: 'only AWS reports into AWS/…; moto lets everybody',
  },
  { operations: ['PutMetricData'], codes: ['InvalidParameterCombination', 'ok'], why: unchecked },
  { operations: ['PutMetricAlarm'], codes: ['ValidationError', 'ok'], why: unchecked },
]
