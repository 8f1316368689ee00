/** The home bus, who may send to it, and what its rules hand on. What those say is decided in the plan. */
import * as aws from '@pulumi/aws'
import { busArn, topicArn } from '../src/plan/arns.ts'
import { alarmSentence, homeRules } from '../src/plan/home-rules.ts'
import type { Manifest } from '../src/plan/manifest.ts'
import { policy } from '../src/plan/policy/statement.ts'
import { queuesOf } from '../src/plan/queues.ts'
import type { Queues } from './queues.ts'
import { healthRole } from './roles.ts'
import { type Topics, topicAt } from './topics.ts'

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

/** To the queues of functions, and to people. */
export function handOn(
  manifest: Manifest,
  bus: aws.cloudwatch.EventBus,
  topics: Topics,
  queues: Queues,
  undelivered: ReadonlyMap<string, aws.sqs.Queue>,
): void {
  const { home: region } = manifest
  const dead = undelivered.get(region)
  const fed = new Map(queuesOf(manifest).map(({ name, feeds }) => [name, queues.get(feeds)]))
  for (const { name, state, pattern, queue } of homeRules(manifest)) {
    const rule = new aws.cloudwatch.EventRule(
      `home-${name}`,
      {
        region,
        name: `${manifest.prefix}-${name}`,
        eventBusName: bus.name,
        eventPattern: pattern,
        state,
      },
      { deleteBeforeReplace: true },
    )
    const to = queue === undefined ? undefined : fed.get(queue)?.arn
    new aws.cloudwatch.EventTarget(
      `home-${name}-target`,
      {
        region,
        rule: rule.name,
        eventBusName: bus.name,
        targetId: name,
        retryPolicy: longest,
        ...(dead === undefined ? {} : { deadLetterConfig: { arn: dead.arn } }),
        ...(to === undefined ? toPeople(manifest, topics) : { arn: to }),
      },
      { deleteBeforeReplace: true },
    )
  }
}

const toPeople = (manifest: Manifest, topics: Topics) => ({
  arn: topicAt(topics, topicArn(manifest, manifest.home, manifest.health.topic)),
  ...(manifest.health.topic.kind === 'existing'
    ? { roleArn: healthRole(manifest, manifest.health.topic.arn).arn }
    : {}),
  inputTransformer: { inputPaths: alarmSentence.paths, inputTemplate: alarmSentence.template },
})

/** A day, the longest there is. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html */
export const longest = { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 }
