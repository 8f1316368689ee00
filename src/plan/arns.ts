/**
 * The names and ARNs of deployed resources, as plain text. Every physical name is fixed, so an ARN
 * is known before its resource exists. Permissions and environments can be read and tested without
 * a deployment, and no resource waits for another one that it does not need.
 */
import type { FunctionName } from '../ir/names.ts'
import type { ChannelPlan, TopicPlan } from './manifest/topics.ts'
import type { NewTrail } from './manifest/trail.ts'
import type { Manifest } from './manifest.ts'
import { alarmsRegion } from './regions.ts'

/**
 * An ARN. `region` is empty for IAM. `resource` is the last part, e.g.
 * `role/tripline-production-detect`.
 */
export const arnOf = (
  { partition, account }: Pick<Manifest, 'partition' | 'account'>,
  service: string,
  region: string,
  resource: string,
): string => `arn:${partition}:${service}:${region}:${account}:${resource}`

/** The physical name of a function: `<prefix>-<name>`. */
export const functionName = ({ prefix }: Manifest, name: FunctionName): string =>
  `${prefix}-${name}`

/** The ARN of a function. */
export const functionArn = (manifest: Manifest, name: FunctionName): string =>
  arnOf(manifest, 'lambda', manifest.home, `function:${functionName(manifest, name)}`)

/** A function and its role have the same name. */
export const roleArn = (manifest: Manifest, name: string): string =>
  arnOf(manifest, 'iam', '', `role/${manifest.prefix}-${name}`)

/** The name of the log group of a function. */
export const logGroupOf = (manifest: Manifest, name: FunctionName): string =>
  `/aws/lambda/${functionName(manifest, name)}`

/** The ARN of the home bus. For a member, that is the bus of the hub's account. */
export const busArn = (manifest: Manifest): string =>
  manifest.topology.kind === 'member'
    ? manifest.topology.busArn
    : arnOf(manifest, 'events', manifest.home, `event-bus/${manifest.prefix}`)

/** The ARN of a rule of the home bus. The ARN of a rule of a default bus names no bus. */
export const homeRuleArn = (manifest: Manifest, name: string): string =>
  arnOf(manifest, 'events', manifest.home, `rule/${manifest.prefix}/${manifest.prefix}-${name}`)

/** The ARN of the heartbeat rule on the default bus of a region. */
export const heartbeatRuleArn = (manifest: Manifest, region: string): string =>
  arnOf(manifest, 'events', region, `rule/${manifest.prefix}-heartbeat`)

/** The ARN of a trail that the stage creates. */
export const trailArn = (
  manifest: Manifest,
  { region, name }: Pick<NewTrail, 'region' | 'name'>,
): string => arnOf(manifest, 'cloudtrail', region, `trail/${name}`)

/**
 * The ARN of a queue by its name after the prefix. `<name>-dead` is the queue of messages that
 * failed too often.
 */
export const queueArn = (manifest: Manifest, name: string): string =>
  arnOf(manifest, 'sqs', manifest.home, `${manifest.prefix}-${name}`)

/** https://docs.aws.amazon.com/general/latest/gr/sqs-service.html */
export const queueUrl = (manifest: Manifest, name: string): string =>
  `https://sqs.${manifest.home}.${dnsSuffix[manifest.partition]}/${manifest.account}/${manifest.prefix}-${name}`

const dnsSuffix = {
  aws: 'amazonaws.com',
  'aws-us-gov': 'amazonaws.com',
  'aws-cn': 'amazonaws.com.cn',
} as const

/** The names of the tables after the prefix. */
export type TableName = 'state' | 'snapshots' | 'responses'

/** The ARN of a table. */
export const tableArn = (manifest: Manifest, name: TableName): string =>
  arnOf(manifest, 'dynamodb', manifest.home, `table/${manifest.prefix}-${name}`)

/** The ARN of a topic, given its region. */
export const topicArn = (manifest: Manifest, region: string, topic: TopicPlan): string =>
  topic.kind === 'existing' ? topic.arn : arnOf(manifest, 'sns', region, topic.name)

/** The ARN of the topic of a channel. */
export const channelArn = (manifest: Manifest, { topic }: ChannelPlan): string =>
  topicArn(manifest, manifest.home, topic)

/** The region of an ARN: `arn:aws:sns:eu-west-1:123456789012:name` is in `eu-west-1`. */
export const regionOfArn = (arn: string): string => arn.split(':')[3] ?? ''

/** The ARN of the topic of alarms over metric filters. */
export const alarmsTopicArn = (manifest: Manifest): string =>
  arnOf(manifest, 'sns', alarmsRegion(manifest) ?? manifest.home, `${manifest.prefix}-alarms`)

/** The ARN of the queue for undeliverable messages of a region. */
export const undeliveredArn = (manifest: Manifest, region: string): string =>
  arnOf(manifest, 'sqs', region, `${manifest.prefix}-undelivered`)
