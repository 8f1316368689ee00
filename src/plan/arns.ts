/**
 * The names of what is deployed, and their ARNs as plain text. Every physical name is fixed, so an
 * ARN is known before the resource exists: permissions and environments can be read and tested
 * without a deployment, and nothing waits for anything it does not need.
 */
import type { Responder } from '../ir/names.ts'
import type { ChannelPlan, FunctionName, Manifest, TopicPlan, TrailPlan } from './manifest.ts'

/** `region` is empty for IAM, `resource` is the rest, e.g. `role/tripline-production-detect`. */
export const arnOf = (
  { partition, account }: Pick<Manifest, 'partition' | 'account'>,
  service: string,
  region: string,
  resource: string,
): string => `arn:${partition}:${service}:${region}:${account}:${resource}`

export const functionName = ({ prefix }: Manifest, name: FunctionName): string =>
  `${prefix}-${name}`

export const functionArn = (manifest: Manifest, name: FunctionName): string =>
  arnOf(manifest, 'lambda', manifest.home, `function:${functionName(manifest, name)}`)

/** A function and its role have the same name. */
export const roleArn = (manifest: Manifest, name: string): string =>
  arnOf(manifest, 'iam', '', `role/${manifest.prefix}-${name}`)

export const logGroupOf = (manifest: Manifest, name: FunctionName): string =>
  `/aws/lambda/${functionName(manifest, name)}`

/** The bus on which decisions are made: for a member it is another account's. */
export const busArn = (manifest: Manifest): string =>
  manifest.topology.kind === 'member'
    ? manifest.topology.busArn
    : arnOf(manifest, 'events', manifest.home, `event-bus/${manifest.prefix}`)

/** A rule of the home bus; a rule of a default bus has no bus in its ARN. */
export const homeRuleArn = (manifest: Manifest, name: string): string =>
  arnOf(manifest, 'events', manifest.home, `rule/${manifest.prefix}/${manifest.prefix}-${name}`)

export const heartbeatRuleArn = (manifest: Manifest, region: string): string =>
  arnOf(manifest, 'events', region, `rule/${manifest.prefix}-heartbeat`)

export type QueueName = 'events' | 'receipts' | 'alarms' | 'snapshot-iam' | Responder

/** The queue that a function takes its messages from; `heartbeat` is called by a schedule alone. */
export function queueOf(name: FunctionName): QueueName | undefined {
  switch (name) {
    case 'detect':
      return 'events'
    case 'alarm':
      return 'alarms'
    case 'heartbeat':
      return undefined
    case 'receipts':
    case 'snapshot-iam':
    case 'rollback-iam':
    case 'restart-trail':
    case 'revoke-ingress':
    case 'block-public-access':
    case 'deactivate-key':
      return name
  }
}

/** A trail that is made here. */
export type NewTrail = Extract<TrailPlan, { kind: 'create' }>

export const trailArn = (manifest: Manifest, { region, name }: NewTrail): string =>
  arnOf(manifest, 'cloudtrail', region, `trail/${name}`)

/** The queue, or with `-dead` the one beside it for what failed five times. */
export const queueArn = (manifest: Manifest, name: QueueName | `${QueueName}-dead`): string =>
  arnOf(manifest, 'sqs', manifest.home, `${manifest.prefix}-${name}`)

/** https://docs.aws.amazon.com/general/latest/gr/sqs-service.html */
export const queueUrl = (manifest: Manifest, name: QueueName | `${QueueName}-dead`): string =>
  `https://sqs.${manifest.home}.${dnsSuffix[manifest.partition]}/${manifest.account}/${manifest.prefix}-${name}`

const dnsSuffix = {
  aws: 'amazonaws.com',
  'aws-us-gov': 'amazonaws.com',
  'aws-cn': 'amazonaws.com.cn',
} as const

export type TableName = 'state' | 'snapshots' | 'responses'

export const tableArn = (manifest: Manifest, name: TableName): string =>
  arnOf(manifest, 'dynamodb', manifest.home, `table/${manifest.prefix}-${name}`)

export const topicArn = (manifest: Manifest, region: string, topic: TopicPlan): string =>
  topic.kind === 'existing' ? topic.arn : arnOf(manifest, 'sns', region, topic.name)

export const channelArn = (manifest: Manifest, { topic }: ChannelPlan): string =>
  topicArn(manifest, manifest.home, topic)

/** `arn:aws:sns:eu-west-1:123456789012:name`: the region. */
export const regionOfArn = (arn: string): string => arn.split(':')[3] ?? ''

/** CloudWatch tells an SNS topic of its own region only, so the alarms' topic is where the log group is. */
export const alarmsRegion = ({ metricFilters }: Manifest): string | undefined =>
  metricFilters[0]?.region

export const alarmsTopicArn = (manifest: Manifest): string =>
  arnOf(manifest, 'sns', alarmsRegion(manifest) ?? manifest.home, `${manifest.prefix}-alarms`)

/** Regions whose default bus forwards to the home bus. */
const forwardingRegions = ({ eventRules }: Manifest): string[] =>
  [...new Set(eventRules.map(({ region }) => region))].sort()

/** Regions with a queue for what EventBridge or SNS could not deliver: both take one of their own region only. */
export const undeliveredRegions = (manifest: Manifest): string[] => {
  const home = manifest.topology.kind === 'member' ? [] : [manifest.home]
  const alarms = alarmsRegion(manifest)
  return [
    ...new Set([
      ...forwardingRegions(manifest),
      ...home,
      ...(alarms === undefined ? [] : [alarms]),
    ]),
  ].sort()
}

export const undeliveredArn = (manifest: Manifest, region: string): string =>
  arnOf(manifest, 'sqs', region, `${manifest.prefix}-undelivered`)

/** In the home region an alarm tells the health topic itself; from these it takes the way of an event. */
export const alarmsElsewhere = (manifest: Manifest): string[] =>
  undeliveredRegions(manifest).filter(
    (region) => manifest.topology.kind === 'member' || region !== manifest.home,
  )

export const forwards = (manifest: Manifest): boolean =>
  manifest.eventRules.length > 0 || alarmsElsewhere(manifest).length > 0
