/** What decides, remembers and tells: functions with their queues, tables, topics. */

import { alarmsRegion, logGroupOf, queueOf, regionOfArn } from '../arns.ts'
import { schedulesOf } from '../functions.ts'
import type { Manifest, TopicPlan } from '../manifest.ts'
import { tablesOf } from '../tables.ts'
import { type PlannedResource, resource } from './resource.ts'

export const runtimeResources = (manifest: Manifest): PlannedResource[] => [
  ...manifest.functions.flatMap((name) => functionResources(manifest, name)),
  ...schedules(manifest),
  ...tables(manifest),
  ...topics(manifest),
]

function functionResources(
  manifest: Manifest,
  name: Manifest['functions'][number],
): PlannedResource[] {
  const { prefix, home } = manifest
  const full = `${prefix}-${name}`
  const queue = queueOf(name)
  return [
    resource('Lambda::Function', full, home, does[name]),
    resource('IAM::Role', full, '', `what function ${name} may do`),
    resource('Logs::LogGroup', logGroupOf(manifest, name), home, `what function ${name} writes`),
    ...(queue === undefined
      ? []
      : [
          resource('SQS::Queue', `${prefix}-${queue}`, home, `feeds function ${name}`),
          resource(
            'SQS::Queue',
            `${prefix}-${queue}-dead`,
            home,
            `messages that function ${name} failed on five times`,
          ),
          resource(
            'Lambda::EventSourceMapping',
            `${prefix}-${queue} to ${full}`,
            home,
            'queue to function',
          ),
        ]),
  ]
}

const does: Readonly<Record<Manifest['functions'][number], string>> = {
  detect: 'decides which events are alerts',
  receipts: 'notes that SNS took an alert',
  alarm: 'reads the events behind an alarm',
  heartbeat: 'makes a call in each region that must come back as an event',
  'snapshot-iam': 'keeps the history of IAM that rollback-iam restores from',
  'rollback-iam': 'a rule asks for it',
  'restart-trail': 'a rule asks for it',
  'revoke-ingress': 'a rule asks for it',
  'block-public-access': 'a rule asks for it',
  'deactivate-key': 'a rule asks for it',
}

function schedules(manifest: Manifest): PlannedResource[] {
  const { prefix, home } = manifest
  const made = schedulesOf(manifest).map(({ name, why }) =>
    resource('Scheduler::Schedule', `${prefix}-${name}`, home, why),
  )
  return made.length === 0
    ? []
    : [...made, resource('IAM::Role', `${prefix}-schedule`, '', 'the scheduler calls functions')]
}

const tables = (manifest: Manifest): PlannedResource[] =>
  tablesOf(manifest).map(({ name, why }) =>
    resource('DynamoDB::Table', `${manifest.prefix}-${name}`, manifest.home, why),
  )

function topics(manifest: Manifest): PlannedResource[] {
  const { prefix, home, functions, channels, health, topology } = manifest
  const alarms = alarmsRegion(manifest)
  if (topology.kind === 'member') return []
  const listens = (topic: string, queue: string, region: string) =>
    resource('SNS::Subscription', `${topic} to ${prefix}-${queue}`, region, 'a queue of Tripline')
  return [
    ...channels.flatMap(({ name, topic }) => [
      ...topicResources(manifest, topic, `channel ${name}`),
      ...(functions.includes('receipts')
        ? [listens(nameOf(topic), 'receipts', topic.kind === 'new' ? home : regionOfArn(topic.arn))]
        : []),
    ]),
    ...topicResources(manifest, health.topic, 'says that Tripline itself is broken'),
    ...(alarms === undefined
      ? []
      : [
          resource('SNS::Topic', `${prefix}-alarms`, alarms, 'alarms over metric filters'),
          listens(`${prefix}-alarms`, 'alarms', alarms),
        ]),
  ]
}

const nameOf = (topic: TopicPlan): string =>
  topic.kind === 'new' ? topic.name : (topic.arn.split(':').at(-1) ?? topic.arn)

function topicResources(
  { prefix, home }: Manifest,
  topic: TopicPlan,
  why: string,
): PlannedResource[] {
  if (topic.kind === 'existing') return []
  const streams = topic.subscribe.filter(({ protocol }) => protocol === 'firehose')
  return [
    resource('SNS::Topic', topic.name, home, why),
    ...topic.subscribe.map(({ protocol, endpoint }) =>
      resource('SNS::Subscription', `${topic.name} to ${endpoint}`, home, `listens by ${protocol}`),
    ),
    ...streams.map(({ endpoint }) =>
      resource(
        'IAM::Role',
        `${prefix}-firehose-${endpoint.split('/').at(-1)}`.slice(0, 64),
        '',
        'SNS writes to the stream',
      ),
    ),
  ]
}
