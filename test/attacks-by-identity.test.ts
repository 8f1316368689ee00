/**
 * Attacks in which the intruder chooses how a call is recorded: through a service, under a new session
 * name for every few calls, or from many addresses. The shipped rules are replayed over each.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { JsonObject } from '../src/ir/json.ts'
import { answerOf, workspace } from './cli/workspace.ts'

async function alertsOf(records: readonly JsonObject[]): Promise<Readonly<Record<string, number>>> {
  const history = records.map((record) => JSON.stringify(record)).join('\n')
  const file = join(workspace({ 'history.jsonl': history }), 'history.jsonl')
  const { code, alerts: sent } = await answerOf(process.cwd(), ['replay', file])
  expect(code).toBe(0)
  const alerts: readonly { readonly rule: string }[] = sent
  const counts = Map.groupBy(alerts, ({ rule }) => rule)
  return Object.fromEntries([...counts].map(([rule, of]) => [rule, of.length]))
}

const eventIn = (file: string): JsonObject =>
  JSON.parse(readFileSync(`test/events/${file}`, 'utf8'))

const startMs = Date.parse('2026-11-20T09:00:00Z')

/** The record as the `number`-th call, one second after the one before. */
const call = (record: JsonObject, number: number, changes: JsonObject = {}): JsonObject => ({
  ...record,
  eventID: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
  eventTime: new Date(startMs + number * 1000).toISOString().replace('.000Z', 'Z'),
  ...changes,
})

const account = '111122223333'
const role = `arn:aws:iam::${account}:role/ci`

const session = (name: string, more: JsonObject = {}): JsonObject => ({
  type: 'AssumedRole',
  principalId: `AROAEXAMPLECI:${name}`,
  arn: `arn:aws:sts::${account}:assumed-role/ci/${name}`,
  accountId: account,
  sessionContext: { sessionIssuer: { type: 'Role', arn: role, userName: 'ci' } },
  ...more,
})

test.each([
  ['alerting-tampered', 'events/delete-rule.json', 1],
  ['alerting-tampered', 'events/delete-alarms.json', 1],
  ['log-group-deleted', 'logs/delete-log-group.json', 1],
  ['password-data-requested', 'ec2/get-password-data.json', 1],
  ['instance-role-or-user-data-changed', 'ec2/associate-instance-profile.json', 1],
  ['secrets-read-in-bulk', 'secretsmanager/get-secret-value.json', 12],
  ['secrets-read-in-batches', 'secretsmanager/batch-get-secret-values.json', 4],
  ['user-data-read', 'ec2/read-user-data.json', 12],
])('%s fires for %s through a service', async (rule, file, count) => {
  const record = eventIn(file)
  const parameters = record.requestParameters as JsonObject
  const service = 'cloudformation.amazonaws.com'
  const calls = Array.from({ length: count }, (_, number) =>
    call(record, number, {
      userIdentity: session('ci', { invokedBy: service }),
      sourceIPAddress: service,
      userAgent: service,
      requestParameters: {
        ...parameters,
        ...('secretId' in parameters ? { secretId: `secret-${number}` } : {}),
        ...('instanceId' in parameters ? { instanceId: `i-${number}` } : {}),
      },
    }),
  )
  expect(await alertsOf(calls)).toHaveProperty(rule)
})

test('500 secrets are seen, with a new session for every nine of them', async () => {
  const record = eventIn('secretsmanager/get-secret-value.json')
  const calls = Array.from({ length: 500 }, (_, number) =>
    call(record, number, {
      userIdentity: session(`s-${Math.floor(number / 9)}`),
      userAgent: `agent-${number}`,
      requestParameters: { secretId: `secret-${number}` },
    }),
  )
  expect(await alertsOf(calls)).toHaveProperty('secrets-read-in-bulk')
})

test('400 denied calls are seen, with a new session for every four of them', async () => {
  const record = eventIn('iam/get-role-denied.json')
  const calls = Array.from({ length: 400 }, (_, number) =>
    call(record, number, {
      eventName: `Get${number % 40}`,
      userIdentity: session(`s-${Math.floor(number / 4)}`),
    }),
  )
  expect(await alertsOf(calls)).toHaveProperty('access-denied-burst')
})

test('failed sign-ins of one user from many addresses are seen', async () => {
  const record = eventIn('signin/user-console-login-failed.json')
  const calls = Array.from({ length: 1000 }, (_, number) =>
    call(record, number, { sourceIPAddress: `198.51.${number % 250}.7` }),
  )
  const alerts = await alertsOf(calls)
  expect(alerts).toHaveProperty('console-login-burst-of-user')
  expect(alerts).not.toHaveProperty('console-login-burst')
})

test('callers without an ARN are counted apart', async () => {
  const record = eventIn('secretsmanager/get-secret-value.json')
  const calls = Array.from({ length: 12 }, (_, number) => {
    const accountId = String(444455556600 + number)
    const userIdentity = { type: 'AWSAccount', accountId, principalId: `AIDA${accountId}` }
    return call(record, number, { userIdentity, requestParameters: { secretId: `s-${number}` } })
  })
  expect(await alertsOf(calls)).not.toHaveProperty('secrets-read-in-bulk')
})
