/** Resources that evaluate, remember and notify: functions with their queues, tables, topics. */

import { logGroupOf } from '../arns.ts'
import type { LambdaFunction } from '../functions/function.ts'
import { functionsOf } from '../functions/functions.ts'
import type { TopicPlan } from '../manifest/topics.ts'
import type { Manifest } from '../manifest.ts'
import { schedulesOf } from '../schedules.ts'
import { tablesOf } from '../tables.ts'
import { subscriptionsOf, topicsOf } from '../topics.ts'
import { isMember, type PlannedResource, resource } from './resource.ts'

/** The resources that evaluate, remember and notify. */
export const runtimeResources = (manifest: Manifest): PlannedResource[] => [
  ...functionsOf(manifest).flatMap((each) => functionResources(manifest, each)),
  ...schedules(manifest),
  ...tables(manifest),
  ...topics(manifest),
]

function functionResources(
  manifest: Manifest,
  { name, why, queue }: LambdaFunction,
): PlannedResource[] {
  const { prefix, home } = manifest
  const full = `${prefix}-${name}`
  return [
    resource('Lambda::Function', full, home, why),
    resource('IAM::Role', full, '', `permissions of function ${name}`),
    resource('Logs::LogGroup', logGroupOf(manifest, name), home, `log of function ${name}`),
    ...(queue === undefined
      ? []
      : [
          resource('SQS::Queue', `${prefix}-${queue.name}`, home, `feeds function ${name}`),
          resource(
            'SQS::Queue',
            `${prefix}-${queue.name}-dead`,
            home,
            `messages that function ${name} failed on ${queue.maxReceiveCount} times`,
          ),
          resource(
            'Lambda::EventSourceMapping',
            `${prefix}-${queue.name} to ${full}`,
            home,
            'passes messages to the function',
          ),
        ]),
  ]
}

function schedules(manifest: Manifest): PlannedResource[] {
  const { prefix, home } = manifest
  const made = schedulesOf(manifest).map(({ name, why }) =>
    resource('Scheduler::Schedule', `${prefix}-${name}`, home, why),
  )
  return made.length === 0
    ? []
    : [
        ...made,
        resource('IAM::Role', `${prefix}-schedule`, '', 'lets the scheduler call functions'),
      ]
}

const tables = (manifest: Manifest): PlannedResource[] =>
  tablesOf(manifest).map(({ name, why }) =>
    resource('DynamoDB::Table', `${manifest.prefix}-${name}`, manifest.home, why),
  )

function topics(manifest: Manifest): PlannedResource[] {
  if (isMember(manifest)) return []
  return [
    ...topicsOf(manifest).flatMap(({ topic, region, why }) =>
      topicResources(manifest, topic, region, why),
    ),
    ...subscriptionsOf(manifest).map(({ topic, queue, region }) => {
      const name = `${topic.split(':').at(-1)} to ${manifest.prefix}-${queue.name}`
      return resource('SNS::Subscription', name, region, 'a queue of Tripline')
    }),
  ]
}

function topicResources(
  { prefix }: Manifest,
  topic: TopicPlan,
  region: string,
  why: string,
): PlannedResource[] {
  if (topic.kind === 'existing') return []
  const streams = topic.subscribe.filter(({ protocol }) => protocol === 'firehose')
  return [
    resource('SNS::Topic', topic.name, region, why),
    ...topic.subscribe.map(({ protocol, endpoint }) =>
      resource('SNS::Subscription', `${topic.name} to ${endpoint}`, region, `by ${protocol}`),
    ),
    ...streams.map(({ endpoint }) =>
      resource(
        'IAM::Role',
        `${prefix}-firehose-${endpoint.split('/').at(-1)}`.slice(0, 64),
        '',
        'lets SNS write to the stream',
      ),
    ),
  ]
}
