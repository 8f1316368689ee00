/** `tripline plan` lists every resource there will be, by type, name and region: what it lists is what is made. */
import { expect, test } from 'vitest'
import type { Manifest } from '../../src/plan/manifest.ts'
import { resourcesOf } from '../../src/plan/resources.ts'
import {
  everything,
  hub,
  member,
  standalone,
  withMetricFilter,
  withNewTrail,
  withResponders,
} from './manifests.ts'
import { type Graph, graphOf, type Made } from './resource-graph.ts'

/** Of Pulumi's types, those that the plan counts; policies, targets and versions belong to one of them. */
const listed: Readonly<Record<string, string>> = {
  'cloudtrail/trail:Trail': 'CloudTrail::Trail',
  'cloudwatch/dashboard:Dashboard': 'CloudWatch::Dashboard',
  'cloudwatch/eventBus:EventBus': 'Events::EventBus',
  'cloudwatch/eventBusPolicy:EventBusPolicy': 'Events::EventBusPolicy',
  'cloudwatch/eventRule:EventRule': 'Events::Rule',
  'cloudwatch/logGroup:LogGroup': 'Logs::LogGroup',
  'cloudwatch/logMetricFilter:LogMetricFilter': 'Logs::MetricFilter',
  'cloudwatch/metricAlarm:MetricAlarm': 'CloudWatch::Alarm',
  'dynamodb/table:Table': 'DynamoDB::Table',
  'iam/role:Role': 'IAM::Role',
  'kms/alias:Alias': 'KMS::Alias',
  'kms/key:Key': 'KMS::Key',
  'lambda/eventSourceMapping:EventSourceMapping': 'Lambda::EventSourceMapping',
  'lambda/function:Function': 'Lambda::Function',
  's3/bucket:Bucket': 'S3::Bucket',
  'scheduler/schedule:Schedule': 'Scheduler::Schedule',
  'sns/topic:Topic': 'SNS::Topic',
  'sns/topicSubscription:TopicSubscription': 'SNS::Subscription',
  'sqs/queue:Queue': 'SQS::Queue',
}

/** What belongs to a listed resource and is not listed itself. */
const parts = [
  'cloudwatch/eventTarget:EventTarget',
  'dynamodb/resourcePolicy:ResourcePolicy',
  'iam/rolePolicy:RolePolicy',
  'lambda/permission:Permission',
  's3/bucketLifecycleConfiguration:BucketLifecycleConfiguration',
  's3/bucketLogging:BucketLogging',
  's3/bucketObjectLockConfiguration:BucketObjectLockConfiguration',
  's3/bucketOwnershipControls:BucketOwnershipControls',
  's3/bucketPolicy:BucketPolicy',
  's3/bucketPublicAccessBlock:BucketPublicAccessBlock',
  's3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration',
  's3/bucketVersioning:BucketVersioning',
  'sns/topicPolicy:TopicPolicy',
  'sqs/queuePolicy:QueuePolicy',
]

const last = (arn: string): string => arn.split(':').at(-1) ?? ''

function nameOf({ type, inputs }: Made): string {
  switch (type) {
    case 'aws:cloudwatch/dashboard:Dashboard':
      return inputs.dashboardName
    case 'aws:cloudwatch/eventBusPolicy:EventBusPolicy':
      return inputs.eventBusName
    case 'aws:kms/key:Key':
      return inputs.description.replace('Files', 'files').replace('the trail ', '')
    case 'aws:lambda/eventSourceMapping:EventSourceMapping':
      return `${last(inputs.eventSourceArn)} to ${last(inputs.functionName)}`
    case 'aws:s3/bucket:Bucket':
      return inputs.bucket
    case 'aws:sns/topicSubscription:TopicSubscription':
      return `${last(inputs.topic)} to ${inputs.protocol === 'sqs' ? last(inputs.endpoint) : inputs.endpoint}`
    default:
      return inputs.name
  }
}

const made = (graph: Graph, manifest: Manifest): string[] =>
  graph.made
    .filter(({ type }) => type.startsWith('aws:') && !parts.includes(type.slice(4)))
    .map((each) => {
      const type = listed[each.type.slice(4)]
      if (type === undefined) throw new Error(`${each.type} is neither listed nor part of another`)
      const isGlobal = type === 'IAM::Role'
      const region = isGlobal ? '' : (each.inputs.region ?? manifest.home)
      return `AWS::${type} ${nameOf(each)} ${region}`
    })
    .sort()

const shapes: Readonly<Record<string, Manifest>> = {
  standalone,
  everything,
  hub,
  member,
  'one responder': withResponders(standalone, 'restart-trail'),
  'alarms in another region': withMetricFilter(standalone, 'us-east-2'),
  'a trail of its own': withNewTrail(standalone, false),
  'existing topics': {
    ...standalone,
    channels: standalone.channels.map((channel) => ({
      ...channel,
      topic: { kind: 'existing', arn: 'arn:aws:sns:eu-west-1:111122223333:security' },
    })),
    health: { topic: { kind: 'existing', arn: 'arn:aws:sns:eu-west-1:111122223333:security' } },
  },
  'a stream, a function and a page that listen': {
    ...standalone,
    channels: standalone.channels.map((channel) => ({
      ...channel,
      topic: {
        kind: 'new',
        name: 'tripline-test-pager',
        subscribe: [
          {
            protocol: 'firehose',
            endpoint: 'arn:aws:firehose:eu-west-1:111122223333:deliverystream/archive',
          },
          {
            protocol: 'lambda',
            endpoint: 'arn:aws:lambda:eu-west-1:111122223333:function:page',
          },
          { protocol: 'https', endpoint: 'https://events.example.com/x' },
        ],
      },
    })),
  },
}

test.each(Object.entries(shapes))('%s', async (_, manifest) => {
  const planned = resourcesOf(manifest).map(({ type, name, region }) => `${type} ${name} ${region}`)
  expect(made(await graphOf(manifest), manifest)).toEqual(planned.sort())
})
