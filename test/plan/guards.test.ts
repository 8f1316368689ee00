/** Who may use a queue, a topic or a table: the roles whose permissions name it, and nobody else. */
import { describe, expect, test } from 'vitest'
import { policyBytes } from '../../src/aws/quotas.ts'
import { queueArn, roleArn, tableArn, undeliveredArn } from '../../src/plan/arns.ts'
import type { Manifest } from '../../src/plan/manifest.ts'
import { permissionsOf } from '../../src/plan/permissions.ts'
import type { Statement } from '../../src/plan/policy/statement.ts'
import { policySizes } from '../../src/plan/policy-sizes.ts'
import { queuesOf, undeliveredQueues } from '../../src/plan/queues.ts'
import { tablesOf } from '../../src/plan/tables.ts'
import { topicsOf } from '../../src/plan/topics.ts'
import { everything, hub, member, standalone, withMetricFilter } from '../infra/manifests.ts'
import { list } from '../infra/resource-graph.ts'
import { config, manifestOf, matchOf, ruleOf } from './stage.ts'

interface Guarded {
  readonly arn: string
  readonly policy: readonly Statement[]
}

const queues = (manifest: Manifest): Guarded[] => [
  ...queuesOf(manifest).flatMap(({ name, dead, policy: own, deadPolicy }) => [
    { arn: queueArn(manifest, name), policy: own },
    { arn: queueArn(manifest, dead), policy: deadPolicy },
  ]),
  ...undeliveredQueues(manifest).map((queue) => ({
    arn: undeliveredArn(manifest, queue.region),
    policy: queue.policy,
  })),
]

const topics = (manifest: Manifest): Guarded[] =>
  topicsOf(manifest).filter(({ topic }) => topic.kind === 'new')

const tables = (manifest: Manifest): Guarded[] =>
  tablesOf(manifest).map((table) => ({
    arn: tableArn(manifest, table.name),
    policy: table.policy,
  }))

const all = (manifest: Manifest): Guarded[] => [
  ...queues(manifest),
  ...topics(manifest),
  ...tables(manifest),
]

/** The principals that a statement does not deny; undefined if there is no such statement. */
const exceptions = (
  { policy: statements }: Guarded,
  Sid: string,
): readonly string[] | undefined => {
  const found = statements.find((each) => each.Sid === Sid)
  return found && list(found.Condition?.ArnNotEquals?.['aws:PrincipalArn'])
}

/** The functions that may make one of the calls on the resource, read off their permissions. */
const functionsThatMay = (manifest: Manifest, arn: string, ...actions: string[]): string[] =>
  manifest.functions
    .filter((name) =>
      permissionsOf(manifest, name).some(
        ({ Effect, Action, Resource }) =>
          Effect === 'Allow' &&
          list(Resource).includes(arn) &&
          list(Action).some((action) => actions.includes(action)),
      ),
    )
    .map((name) => roleArn(manifest, name))

const shapes: Readonly<Record<string, Manifest>> = {
  standalone,
  everything,
  hub,
  member,
  'alarms in another region': withMetricFilter(standalone, 'us-east-2'),
}

describe.each(Object.entries(shapes))('%s', (_, manifest) => {
  const schedule = roleArn(manifest, 'schedule')

  test('a queue is sent to by the functions that may, and read by its own', () => {
    const undelivered = undeliveredArn(manifest, manifest.home)
    for (const queue of queues(manifest)) {
      if (queue.arn === queueArn(manifest, 'answers')) continue
      const scheduler = manifest.functions.includes('heartbeat') && queue.arn === undelivered
      expect([queue.arn, exceptions(queue, 'OnlySenders')]).toEqual([
        queue.arn,
        [
          ...functionsThatMay(manifest, queue.arn, 'sqs:SendMessage'),
          ...(scheduler ? [schedule] : []),
          ...manifest.operators,
        ],
      ])
      expect([queue.arn, exceptions(queue, 'OnlyReaders')]).toEqual([
        queue.arn,
        [
          ...functionsThatMay(manifest, queue.arn, 'sqs:ReceiveMessage', 'sqs:DeleteMessage'),
          ...manifest.operators,
        ],
      ])
    }
  })

  test('a topic is published to by the functions that may, a table written by those that may', () => {
    for (const topic of topics(manifest))
      expect(exceptions(topic, 'OnlyPublishers')).toEqual(
        functionsThatMay(manifest, topic.arn, 'sns:Publish'),
      )
    const writes = ['PutItem', 'UpdateItem', 'DeleteItem'].map((call) => `dynamodb:${call}`)
    for (const table of tables(manifest))
      expect(exceptions(table, 'OnlyWriters')).toEqual(
        functionsThatMay(manifest, table.arn, ...writes),
      )
  })

  test('only the deploying role changes any of them, where it is known', () => {
    const { limits } = manifest
    for (const each of all(manifest))
      expect(exceptions(each, 'OnlyDeployRole')).toEqual([limits.deployRole])
    const unknown = { ...manifest, limits: { ...limits, deployRole: undefined } }
    for (const each of all(unknown)) expect(exceptions(each, 'OnlyDeployRole')).toBeUndefined()
  })

  test('no statement denies a service of AWS anything but a request without TLS', () => {
    for (const { policy: statements } of all(manifest))
      for (const { Sid, Effect, Principal, Condition } of statements) {
        if (Effect !== 'Deny') continue
        expect(Principal).toBe('*')
        if (Sid === 'OnlyOverTls') continue
        expect(Condition?.Bool).toEqual({ 'aws:PrincipalIsAWSService': 'false' })
      }
  })

  test('every statement is about its own resource, and no action has a wildcard but for TLS', () => {
    for (const { arn, policy: statements } of all(manifest))
      for (const { Sid, Action, Resource } of statements) {
        expect(list(Resource)).toEqual([arn])
        if (Sid !== 'OnlyOverTls') expect(list(Action).join()).not.toContain('*')
      }
  })

  test('a policy is what SQS takes', () => {
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html
    for (const { policy: statements } of queues(manifest)) {
      expect(statements.length).toBeLessThanOrEqual(20)
      for (const { Action } of statements) expect(list(Action).length).toBeLessThanOrEqual(7)
      const sids = statements.flatMap(({ Sid }) => Sid ?? [])
      expect(new Set(sids).size).toBe(sids.length)
    }
  })
})

describe('everything', () => {
  const role = (name: string) => roleArn(everything, name)
  const operators = new Set(everything.operators)
  const sendersOf = (name: string) => {
    const queue = queues(everything).find(({ arn }) => arn === queueArn(everything, name))
    return queue && exceptions(queue, 'OnlySenders')?.filter((arn) => !operators.has(arn))
  }
  const writersOf = (name: 'state' | 'snapshots' | 'responses') => {
    const table = tables(everything).find(({ arn }) => arn === tableArn(everything, name))
    return table && exceptions(table, 'OnlyWriters')
  }

  test('only services send events, receipts and changes of IAM', () => {
    for (const name of ['events', 'receipts', 'snapshot-iam']) expect(sendersOf(name)).toEqual([])
  })

  test('only detect asks a responder to act, and only responders and answers ask restore', () => {
    for (const { name } of everything.responders)
      expect([name, sendersOf(name)]).toEqual([name, [role('detect')]])
    const responders = everything.responders.map(({ name }) => role(name))
    expect([...(sendersOf('restore') ?? [])].sort()).toEqual(
      [role('answers'), ...responders].sort(),
    )
  })

  test('people send answers, and nothing else', () => {
    const open = queues(everything).filter(
      (queue) => exceptions(queue, 'OnlySenders') === undefined,
    )
    expect(open.map(({ arn }) => arn)).toEqual([queueArn(everything, 'answers')])
  })

  test('the other queues have the senders that the plan says', () => {
    expect(sendersOf('alarms')).toEqual([role('alarm')])
    expect(sendersOf('undelivered')).toEqual([role('schedule')])
  })

  test('what a rollback restores is written by the functions that take snapshots', () => {
    expect(writersOf('snapshots')).toEqual([role('snapshot-iam'), role('restart-trail')])
    expect(writersOf('responses')).not.toContain(role('detect'))
    expect(writersOf('state')).toContain(role('receipts'))
  })

  test('an operator sends, reads and purges, and writes no table and publishes nothing', () => {
    const [operator = ''] = operators
    for (const queue of queues(everything))
      for (const Sid of ['OnlySenders', 'OnlyReaders'])
        if (Sid === 'OnlyReaders' || queue.arn !== queueArn(everything, 'answers'))
          expect(exceptions(queue, Sid)).toContain(operator)
    for (const topic of topics(everything))
      expect(exceptions(topic, 'OnlyPublishers')).not.toContain(operator)
    for (const table of tables(everything))
      expect(exceptions(table, 'OnlyWriters')).not.toContain(operator)
  })

  test('no function publishes alarms', () => {
    const alarms = topics(everything).find(({ arn }) => arn.endsWith('-alarms'))
    expect(alarms && exceptions(alarms, 'OnlyPublishers')).toEqual([])
  })
})

test('whom tripline.yaml leaves to others may subscribe, and to no other topic', () => {
  const [channel] = standalone.channels
  if (channel === undefined) throw new Error('there is a channel')
  const denied = (manifest: Manifest) =>
    topics(manifest).map(({ policy: statements }) =>
      statements.some(
        ({ Effect, Action }) => Effect === 'Deny' && list(Action).includes(subscribe),
      ),
    )
  const subscribe = 'sns:Subscribe'
  expect(denied(withMetricFilter(standalone, 'eu-west-1'))).toEqual([true, true, true])
  const topic = { kind: 'new', name: 'tripline-test-pager', subscribe: [] } as const
  const elsewhere = { ...standalone, channels: [{ ...channel, topic }] }
  expect(denied(withMetricFilter(elsewhere, 'eu-west-1'))).toEqual([false, true, true])
})

test('policies of a thousand rules in a hub of a hundred members fit', () => {
  const members = Array.from({ length: 100 }, (_, index) => [
    `team-${index}`,
    { account: String(200_000_000_000 + index) },
  ])
  const manifest = manifestOf({
    rules: Array.from({ length: 1_000 }, (_, index) =>
      ruleOf(`rule-${index}`, { match: matchOf(`service${index % 50}`, `Call${index}`) }),
    ),
    config: {
      ...config,
      accounts: { ...config.accounts, ...Object.fromEntries(members) },
      hub: { account: '111122223333', region: 'eu-west-1', organization: 'o-a1b2c3d4e5' },
    },
  })
  const deployed = {
    ...everything,
    ...manifest,
    functions: everything.functions,
    metricFilters: everything.metricFilters,
    responders: everything.responders,
    limits: everything.limits,
  }
  const sizes = policySizes(deployed)
  expect(new Set(sizes.map(({ kind }) => kind))).toEqual(new Set(Object.keys(policyBytes)))
  for (const { kind, name, bytes } of sizes)
    expect([name, bytes < policyBytes[kind] * 0.75]).toEqual([name, true])
})
