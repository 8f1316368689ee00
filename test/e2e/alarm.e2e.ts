/**
 * Function `alarm` as it is deployed: its bundle in AWS's own runtime client, against an emulator's
 * CloudWatch Logs, DynamoDB, SNS, SQS and EventBridge, from the message of an alarm to the messages
 * that people get. Then its process is ended at every call it makes, before and after.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Outcome, Sandbox } from '../../packages/local-aws/lambda/sandbox.ts'
import type { Bundle } from '../../src/bundle/bundle.ts'
import { alarmJson, fromSns } from '../functions/alarm/messages.ts'
import { rootCall, rootRule } from '../functions/alarm/world.ts'
import { type EndingProxy, startEndingProxy } from '../support/ending-proxy.ts'
import { type Moto, startMoto } from '../support/moto.ts'
import { type AlarmAccount, alarmAccount, bundles, deployFiles, sandbox } from './alarm-account.ts'

let moto: Moto
let proxy: EndingProxy
let account: AlarmAccount
let built: Readonly<Record<'alarm' | 'receipts', Bundle>>
let receipts: Sandbox

beforeAll(async () => {
  moto = await startMoto()
  proxy = await startEndingProxy(moto.url)
  account = await alarmAccount(moto.url)
  built = await bundles()
  receipts = await sandbox(built.receipts, moto.url, account.environment)
})

afterAll(async () => {
  await receipts?.close()
  proxy?.close()
  moto?.stop()
})

interface Scene {
  readonly alarm: string
  readonly startedMs: number
  readonly messageOf: (state: 'ALARM' | 'OK', atMs: number) => Promise<{ Records: object[] }>
}

let scenes = 0

/** An alarm with a log group of its own, and two calls by root in it. */
async function newScene(): Promise<Scene> {
  const alarm = `tripline-test-alarm-${++scenes}`
  const startedMs = Date.now()
  await account.newLogGroup(alarm)
  for (const secondsAgo of [300, 290]) {
    const atMs = startedMs - secondsAgo * 1000
    await account.log(alarm, rootCall(new Date(atMs).toISOString()).message, atMs)
  }
  deployFiles(built.alarm, { ...rootRule, tests: [] }, alarm, alarm)
  const messageOf: Scene['messageOf'] = async (state, atMs) => {
    const body = fromSns(alarmJson({ alarm, state, at: new Date(atMs).toISOString() }))
    return { Records: [await account.receive({ messageId: 'm', body })] }
  }
  return { alarm, startedMs, messageOf }
}

const done = { kind: 'response', body: { batchItemFailures: [] } }

/** Lets function `receipts` note what SNS took. */
async function pump(): Promise<void> {
  const messages = await account.take('receipts')
  if (messages.length === 0) return
  const Records = []
  for (const { MessageId = '', Body = '', MessageAttributes = {} } of messages)
    Records.push({
      ...(await account.receive({ messageId: MessageId, body: Body })),
      messageAttributes: Object.fromEntries(
        Object.entries(MessageAttributes).map(([name, { StringValue: stringValue }]) => [
          name,
          { stringValue },
        ]),
      ),
    })
  expect(await receipts.invoke({ Records })).toEqual(done)
}

interface Heard {
  readonly channel: string | undefined
  readonly alert: string | undefined
  readonly status: string | undefined
  readonly body: string
}

const heard = async (): Promise<Heard[]> =>
  (await account.take('heard')).map(({ Body, MessageAttributes = {} }) => ({
    channel: MessageAttributes.channel?.StringValue,
    alert: MessageAttributes.alert?.StringValue,
    status: MessageAttributes.status?.StringValue,
    body: Body ?? '',
  }))

/** A new process for each delivery; `laterMs` after the scene began. */
async function invoke(event: object, endpoint: string, laterMs = 0): Promise<Outcome> {
  const process = await sandbox(built.alarm, endpoint, account.environment, laterMs)
  try {
    return await process.invoke(event)
  } finally {
    await process.close()
  }
}

test('an alarm becomes one message for each channel, with who and what, and is resolved', async () => {
  const { messageOf, startedMs } = await newScene()
  const looks = await account.looks()
  expect(await invoke(await messageOf('ALARM', startedMs), moto.url)).toEqual(done)
  const mails = await heard()
  expect(mails.map(({ channel, status }) => [channel, status]).sort()).toEqual([
    ['audit', 'new'],
    ['pager', 'new'],
  ])
  const pager = mails.find(({ channel }) => channel === 'pager')?.body
  expect(pager).toContain('arn:aws:iam::111122223333:root')
  expect(pager).toContain('203.0.113.7')
  const audit = JSON.parse(mails.find(({ channel }) => channel === 'audit')?.body ?? '')
  expect(audit).toMatchObject({ count: 2, samples: [{}, {}], rule: 'root-api-use' })
  expect(await account.looks()).toBe(looks + 1)

  await pump()
  const later = startedMs + 2_000_000
  expect(await invoke(await messageOf('OK', later), moto.url, 2_001_000)).toEqual(done)
  expect((await heard()).map(({ status }) => status)).toEqual(['resolved', 'resolved'])
})

test('a log group that is gone is told of', async () => {
  const { alarm, messageOf, startedMs } = await newScene()
  deployFiles(built.alarm, { ...rootRule, tests: [] }, alarm, 'no-such-log-group')
  expect(await invoke(await messageOf('ALARM', startedMs), moto.url)).toEqual(done)
  const mails = await heard()
  expect(mails).toHaveLength(2)
  const audit = JSON.parse(mails.find(({ channel }) => channel === 'audit')?.body ?? '')
  expect(audit.notes.join()).toContain('ResourceNotFoundException')
  expect(audit.links.map(({ label }: { label: string }) => label)).toContain('Logs Insights query')
})

test('a message that is none fails alone', async () => {
  const { messageOf, startedMs } = await newScene()
  const { Records: [good = {}] = [] } = await messageOf('ALARM', startedMs)
  const bad = await account.receive({ messageId: 'bad', body: 'hello' })
  expect(await invoke({ Records: [bad, good] }, moto.url)).toEqual({
    kind: 'response',
    body: { batchItemFailures: [{ itemIdentifier: 'bad' }] },
  })
  expect(await heard()).toHaveLength(2)
  await pump()
})

test('ended at any call, before or after it: each channel hears once', async () => {
  const whole = await newScene()
  proxy.reset()
  expect(await invoke(await whole.messageOf('ALARM', whole.startedMs), proxy.url)).toEqual(done)
  const calls = [...proxy.calls]
  expect(calls).toEqual([
    'AmazonSQS.ChangeMessageVisibilityBatch',
    'DynamoDB_20120810.GetItem',
    'Logs_20140328.FilterLogEvents',
    'DynamoDB_20120810.PutItem',
    'DynamoDB_20120810.UpdateItem',
    'Publish',
    'Publish',
    'AWSEvents.PutEvents',
    'DynamoDB_20120810.UpdateItem',
    'AmazonSQS.SendMessage',
    'DynamoDB_20120810.GetItem',
    'DynamoDB_20120810.PutItem',
  ])
  await heard()
  await pump()

  const wrong: unknown[] = []
  for (const [number, call] of calls.entries()) {
    for (const moment of ['asked', 'answered'] as const) {
      const { messageOf, startedMs } = await newScene()
      const message = await messageOf('ALARM', startedMs)
      const process = await sandbox(built.alarm, proxy.url, account.environment)
      proxy.reset((current, at) => {
        const isHere = current === number && at === moment
        if (isHere) process.kill()
        return isHere
      })
      const first = await process.invoke(message)
      await process.close()
      await proxy.idle()
      expect([call, first.kind]).toEqual([call, 'exit'])
      await pump()
      const again = await invoke(message, moto.url, 200_000)
      const mails = await heard()
      await pump()
      const hearings = mails.map(({ channel }) => channel).sort()
      const alerts = new Set(mails.map(({ alert }) => alert)).size
      if (again.kind !== 'response' || alerts !== 1 || hearings.join() !== 'audit,pager')
        wrong.push({ number, call, moment, again, told: mails.map(({ body: _, ...rest }) => rest) })
    }
  }
  expect(wrong).toEqual([])
})
