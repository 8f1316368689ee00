/**
 * The home bus, where the events of all regions meet, and what it hands on: everything of AWS to the
 * queue of `detect`, changes in IAM to the queue of `snapshot-iam`, alarms of other regions to people.
 *
 * A rule of this bus pins `source`, because nobody but AWS can send `aws.*`, and `account`, because
 * a hub's bus takes events of others and a pattern without it matches anybody's.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
import * as aws from '@pulumi/aws'
import { allManagementEvents } from '../src/aws/read-only.ts'
import type { Manifest } from '../src/plan/manifest.ts'
import { busArn } from './names.ts'
import { policy } from './policy.ts'
import type { Queues } from './queues.ts'
import { healthRole } from './roles.ts'
import type { Topics } from './topics.ts'

export function makeBus(manifest: Manifest): aws.cloudwatch.EventBus {
  const bus = new aws.cloudwatch.EventBus('bus', { region: manifest.home, name: manifest.prefix })
  if (manifest.topology.kind === 'hub') {
    new aws.cloudwatch.EventBusPolicy('bus-policy', {
      region: manifest.home,
      eventBusName: bus.name,
      policy: membersMaySend(manifest, manifest.topology.organization),
    })
  }
  return bus
}

/** Only from inside of the organization, and only what a forwarding role of Tripline sends. */
const membersMaySend = (manifest: Manifest, organization: string): string =>
  policy([
    {
      Sid: 'MembersForward',
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: 'events:PutEvents',
      Resource: busArn(manifest),
      Condition: {
        StringEquals: { 'aws:PrincipalOrgID': organization },
        ArnLike: { 'aws:PrincipalArn': `arn:${manifest.partition}:iam::*:role/tripline-*-forward` },
      },
    },
  ])

/** Whose events this deployment decides on. */
export const accounts = ({ account, topology }: Manifest): string[] =>
  topology.kind === 'hub' ? [account, ...topology.members] : [account]

export function handOn(
  manifest: Manifest,
  bus: aws.cloudwatch.EventBus,
  queues: Queues,
  undelivered: ReadonlyMap<string, aws.sqs.Queue>,
): void {
  const account = accounts(manifest)
  const detect = queues.get('detect')
  const snapshots = queues.get('snapshot-iam')
  const to = { manifest, bus, dead: undelivered.get(manifest.home) }
  if (detect !== undefined)
    toQueue('deliver', { source: [{ prefix: 'aws.' }], account }, detect, to)
  if (snapshots !== undefined) {
    const pattern = { source: ['aws.iam'], account, detail: { readOnly: [false] } }
    toQueue('iam', pattern, snapshots, to)
  }
}

interface Place {
  readonly manifest: Manifest
  readonly bus: aws.cloudwatch.EventBus
  readonly dead: aws.sqs.Queue | undefined
}

function toQueue(name: string, pattern: object, queue: aws.sqs.Queue, place: Place): void {
  const rule = homeRule(name, pattern, place)
  target(name, rule, place, { arn: queue.arn })
}

/**
 * A rule of a custom bus holds reads back as one of the default bus does, so `deliver` says that it
 * wants them: what a packed rule let through must not be lost here.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail-management.html
 */
const homeRule = (name: string, pattern: object, { manifest, bus }: Place) =>
  new aws.cloudwatch.EventRule(
    `home-${name}`,
    {
      region: manifest.home,
      name: `${manifest.prefix}-${name}`,
      eventBusName: bus.name,
      eventPattern: JSON.stringify(pattern),
      ...(name === 'deliver' ? { state: allManagementEvents } : {}),
    },
    { deleteBeforeReplace: true },
  )

const target = (
  name: string,
  rule: aws.cloudwatch.EventRule,
  { manifest, bus, dead }: Place,
  rest: Pick<aws.cloudwatch.EventTargetArgs, 'arn' | 'roleArn' | 'inputTransformer'>,
) =>
  new aws.cloudwatch.EventTarget(
    `home-${name}-target`,
    {
      region: manifest.home,
      rule: rule.name,
      eventBusName: bus.name,
      targetId: name,
      retryPolicy: longest,
      ...(dead === undefined ? {} : { deadLetterConfig: { arn: dead.arn } }),
      ...rest,
    },
    { deleteBeforeReplace: true },
  )

/** A day, the longest there is. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html */
export const longest = { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 }

const prefixOfAll = 'tripline-'

/**
 * An alarm tells only a topic of its own region, and of its own account. So alarms elsewhere arrive as
 * events on the home bus and go from here to the health topic, past our own functions. When the way
 * here is broken itself, the heartbeat of that region is missing, which is an alarm of this region.
 */
export function tellOfAlarmsElsewhere(
  manifest: Manifest,
  bus: aws.cloudwatch.EventBus,
  topics: Topics,
  undelivered: ReadonlyMap<string, aws.sqs.Queue>,
): void {
  const place = { manifest, bus, dead: undelivered.get(manifest.home) }
  const { topic } = manifest.health
  const rule = homeRule('health', alarmEvents(prefixOfAll, accounts(manifest)), place)
  target('health', rule, place, {
    arn: topics.health,
    ...(topic.kind === 'existing' ? { roleArn: healthRole(manifest, topic.arn).arn } : {}),
    inputTransformer: {
      inputPaths: {
        account: '$.account',
        alarm: '$.detail.alarmName',
        reason: '$.detail.state.reason',
        region: '$.region',
        state: '$.detail.state.value',
      },
      inputTemplate: '"<alarm> is <state> in <region> of account <account>: <reason>"',
    },
  })
}

/** An alarm goes off or is over; an alarm that is new and finds nothing is no news. */
export const alarmEvents = (prefix: string, account: readonly string[]): object => ({
  source: ['aws.cloudwatch'],
  account,
  'detail-type': ['CloudWatch Alarm State Change'],
  detail: {
    alarmName: [{ prefix }],
    $or: [
      { state: { value: ['ALARM'] } },
      { state: { value: ['OK'] }, previousState: { value: ['ALARM'] } },
    ],
  },
})
