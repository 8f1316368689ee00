/**
 * The queues in the home region. Each has one beside it for messages that failed five times, so that
 * nothing is lost and nothing blocks the rest; src/plan/health.ts watches both.
 */
import * as aws from '@pulumi/aws'
import { defaultRegions } from '../src/aws/regions.ts'
import {
  alarmsRegion,
  alarmsTopicArn,
  arnOf,
  channelArn,
  homeRuleArn,
  type QueueName,
  queueArn,
  queueOf,
  regionOfArn,
  undeliveredArn,
  undeliveredRegions,
} from '../src/plan/arns.ts'
import { keptSeconds, maxReceiveCount, visibilitySeconds } from '../src/plan/functions.ts'
import type { FunctionName, Manifest } from '../src/plan/manifest.ts'
import { allowService, onlyOverTls, policy, type Statement } from './policy.ts'

export type Queues = ReadonlyMap<FunctionName, aws.sqs.Queue>

export function makeQueues(manifest: Manifest): Queues {
  return new Map(
    manifest.functions.flatMap((name) => {
      const queue = queueOf(name)
      return queue === undefined
        ? []
        : [[name, makeQueue(manifest, queue, visibilitySeconds(name))]]
    }),
  )
}

function makeQueue(
  manifest: Manifest,
  name: QueueName,
  visibilityTimeoutSeconds: number,
): aws.sqs.Queue {
  const { home: region, prefix } = manifest
  const dead = new aws.sqs.Queue(`queue-${name}-dead`, {
    region,
    name: `${prefix}-${name}-dead`,
    messageRetentionSeconds: keptSeconds,
    sqsManagedSseEnabled: true,
    redriveAllowPolicy: JSON.stringify({
      redrivePermission: 'byQueue',
      sourceQueueArns: [queueArn(manifest, name)],
    }),
  })
  const queue = new aws.sqs.Queue(`queue-${name}`, {
    region,
    name: `${prefix}-${name}`,
    visibilityTimeoutSeconds,
    messageRetentionSeconds: keptSeconds,
    sqsManagedSseEnabled: true,
    redrivePolicy: dead.arn.apply((deadLetterTargetArn) =>
      JSON.stringify({ deadLetterTargetArn, maxReceiveCount }),
    ),
  })
  givePolicy(`queue-${name}-policy`, region, queue, [
    onlyOverTls('sqs:*', queueArn(manifest, name)),
    ...senders(manifest, name),
  ])
  givePolicy(`queue-${name}-dead-policy`, region, dead, [
    onlyOverTls('sqs:*', queueArn(manifest, `${name}-dead`)),
  ])
  return queue
}

/** The services that may put something in; functions and people do it with their own permissions. */
function senders(manifest: Manifest, name: QueueName): readonly Statement[] {
  const arn = queueArn(manifest, name)
  switch (name) {
    case 'events':
      return [fromRule(arn, homeRuleArn(manifest, 'deliver'))]
    case 'snapshot-iam':
      return [fromRule(arn, homeRuleArn(manifest, 'iam'))]
    case 'receipts':
      return fromTopics(
        manifest,
        arn,
        manifest.channels.map((channel) => channelArn(manifest, channel)),
      )
    case 'alarms':
      return fromTopics(manifest, arn, [alarmsTopicArn(manifest)])
    case 'rollback-iam':
    case 'restart-trail':
    case 'revoke-ingress':
    case 'block-public-access':
    case 'deactivate-key':
      return []
  }
}

const fromRule = (queue: string, rule: string): Statement =>
  allowService('events.amazonaws.com', 'sqs:SendMessage', queue, [rule])

const fromTopics = (
  manifest: Manifest,
  queue: string,
  topics: readonly string[],
): readonly Statement[] =>
  topics.length === 0
    ? []
    : [allowService(snsPrincipals(manifest, topics), 'sqs:SendMessage', queue, topics)]

/**
 * A topic in a region that has to be opted into delivers to another one under a name of its own.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-cross-region-delivery.html
 */
function snsPrincipals({ partition, home }: Manifest, topics: readonly string[]): string[] {
  const optIn = [...topics.map(regionOfArn), home]
    .filter((region) => topics.some((topic) => regionOfArn(topic) !== home) && region !== '')
    .filter((region) => !defaultRegions(partition).includes(region))
    .map((region) => `sns.${region}.amazonaws.com`)
  return [...new Set(['sns.amazonaws.com', ...optIn])]
}

/**
 * One queue a region for what EventBridge, SNS or the scheduler could not deliver after all their
 * retries: none of them takes a queue of another region.
 */
export const makeUndelivered = (manifest: Manifest): ReadonlyMap<string, aws.sqs.Queue> =>
  new Map(undeliveredRegions(manifest).map((region) => [region, undelivered(manifest, region)]))

function undelivered(manifest: Manifest, region: string): aws.sqs.Queue {
  const { prefix } = manifest
  const arn = undeliveredArn(manifest, region)
  const queue = new aws.sqs.Queue(`undelivered-${region}`, {
    region,
    name: `${prefix}-undelivered`,
    messageRetentionSeconds: keptSeconds,
    sqsManagedSseEnabled: true,
  })
  givePolicy(`undelivered-${region}-policy`, region, queue, [
    onlyOverTls('sqs:*', arn),
    // Rules of a default bus are `rule/<name>`, those of the home bus `rule/<bus>/<name>`.
    allowService(
      'events.amazonaws.com',
      'sqs:SendMessage',
      arn,
      [`rule/${prefix}-*`, `rule/${prefix}/*`].map((rule) =>
        arnOf(manifest, 'events', region, rule),
      ),
    ),
    ...fromTopics(manifest, arn, topicsOf(manifest, region)),
  ])
  return queue
}

/** Topics of this region that have a queue of ours subscribed. */
const topicsOf = (manifest: Manifest, region: string): string[] =>
  [
    ...manifest.channels.map((channel) => channelArn(manifest, channel)),
    ...(alarmsRegion(manifest) === undefined ? [] : [alarmsTopicArn(manifest)]),
  ].filter((arn) => regionOfArn(arn) === region)

function givePolicy(
  name: string,
  region: string,
  queue: aws.sqs.Queue,
  statements: readonly Statement[],
): void {
  new aws.sqs.QueuePolicy(name, { region, queueUrl: queue.url, policy: policy(statements) })
}
