/**
 * Function `detect` as it is deployed: from the message of a queue to the messages that people get.
 * Then its process is ended at every call it makes of AWS, before it and after it, the messages come
 * again three minutes later, and every channel has got each alert exactly once.
 */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadProject } from '../../src/cli/project.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import type { Rule } from '../../src/ir/rule.ts'
import type { Outcome, Sandbox } from '../../src/local/lambda/sandbox.ts'
import { type Call, eventOf, ruleFor, who } from '../detect/rules.ts'
import {
  newScene,
  recordsOf,
  type Scene,
  type Surroundings,
  startSurroundings,
} from './detect-account.ts'

let around: Surroundings

beforeAll(async () => {
  around = await startSurroundings()
})
afterAll(() => around?.stop())

const batchOf = (bodies: readonly (JsonObject | string)[]) =>
  bodies.map((body, index) => ({
    MessageId: `message-${index}`,
    Body: typeof body === 'string' ? body : JSON.stringify(body),
  }))

const done = { kind: 'response', body: { batchItemFailures: [] } }
const failing = (...messages: string[]) => ({
  kind: 'response',
  body: { batchItemFailures: messages.map((itemIdentifier) => ({ itemIdentifier })) },
})

type Batch = ReturnType<typeof batchOf>

/** One delivery of messages to a new process, and what it wrote. */
async function deliver(
  scene: Scene,
  batch: Batch,
  laterMs = 0,
): Promise<{ outcome: Outcome; lines: Record<string, unknown>[] }> {
  const process = await scene.start('detect', laterMs, false)
  const outcome = await process.invoke(recordsOf(batch))
  await process.close()
  const written = process
    .written()
    .split('\n')
    .filter((line) => line.startsWith('{'))
  return { outcome, lines: written.map((line) => JSON.parse(line) as Record<string, unknown>) }
}

/** Lets function `receipts` note what SNS took. */
async function pump(scene: Scene): Promise<void> {
  const taken = await scene.take('receipts')
  if (taken.length === 0) return
  const receipts = await scene.start('receipts', 0, false)
  expect(await receipts.invoke(recordsOf(taken))).toEqual(done)
  await receipts.close()
}

const heard = async (scene: Scene) =>
  (await scene.take('heard')).map(({ Body: body = '', MessageAttributes: attributes = {} }) => ({
    channel: attributes.channel?.StringValue ?? '',
    alert: attributes.alert?.StringValue ?? '',
    status: attributes.status?.StringValue ?? '',
    rule: attributes.rule?.StringValue ?? '',
    body,
  }))

const rule = (...parts: Parameters<typeof ruleFor>): Rule => ({ ...ruleFor(...parts), tests: [] })

const nowMs = Date.now()
const call = (number: number, more: Partial<Call> = {}): JsonObject =>
  eventOf({
    eventName: 'Test',
    number,
    atMs: nowMs - 600_000 + 1000 * number,
    who: 'ann',
    what: 'x',
    ...more,
  })

test('the shipped rules: StopLogging becomes a message in every channel, a quiet call nothing', async () => {
  const project = loadProject(['rules'], undefined, { cwd: process.cwd(), now: new Date() })
  // Without those that tell whatever is the first of its kind, as everything here is.
  const rules = project.rules.map((each) => each.rule).filter(({ firstSeen }) => !firstSeen)
  const scene = await newScene(around, rules, { pager: 'text', audit: 'json' })
  const record = JSON.parse(
    readFileSync('test/events/cloudtrail/stop-logging.json', 'utf8'),
  ) as JsonObject
  const event =
    'detail' in record ? record : { ...call(1), source: 'aws.cloudtrail', detail: record }
  const { outcome, lines } = await deliver(scene, batchOf([event, call(2)]))
  expect(outcome).toEqual(done)
  const told = await heard(scene)
  expect(told.map(({ rule: id, channel }) => [id, channel]).sort()).toEqual([
    ['trail-stopped', 'audit'],
    ['trail-stopped', 'pager'],
  ])
  const [pager, audit] = ['pager', 'audit'].map((name) =>
    told.find(({ channel }) => channel === name),
  )
  expect(pager?.body).toContain('StopLogging')
  expect(JSON.parse(audit?.body ?? '')).toMatchObject({ rule: 'trail-stopped', id: audit?.alert })
  expect(lines).toContainEqual(
    expect.objectContaining({ message: 'alert', rule: 'trail-stopped', alert: audit?.alert }),
  )
  expect(lines).toContainEqual(expect.objectContaining({ EventsEvaluated: 2, AlertsSent: 1 }))
})

test('what nobody can read goes to the dead-letter queue with its reason and blocks nothing', async () => {
  const scene = await newScene(around, [rule('test', 'Test')], { pager: 'json' })
  const { outcome } = await deliver(scene, batchOf(['{', '{"source":"aws.s3"}', call(1)]))
  expect(outcome).toEqual(done)
  const dead = await scene.take('events-dead')
  expect(
    dead.map(({ Body, MessageAttributes }) => [Body, MessageAttributes?.reason?.StringValue]),
  ).toEqual([
    ['{', 'the body is not JSON'],
    ['{"source":"aws.s3"}', 'the event has no detail'],
  ])
  expect(await heard(scene)).toHaveLength(1)
})

test('a topic that is gone fails its message alone, and costs the other channel nothing', async () => {
  const rules = [
    rule('both', 'Test', { notify: ['pager', 'audit'] }),
    rule('one', 'Other', { notify: ['audit'] }),
  ]
  const scene = await newScene(around, rules, { pager: 'json', audit: 'json' })
  await scene.removeTopic('pager')
  const batch = batchOf([call(1), call(2, { eventName: 'Other' })])
  expect((await deliver(scene, batch)).outcome).toEqual(failing('message-0'))
  await pump(scene)
  expect((await deliver(scene, batch.slice(0, 1), 180_000)).outcome).toEqual(failing('message-0'))
  expect((await heard(scene)).map(({ rule: id, channel }) => `${id} ${channel}`).sort()).toEqual([
    'both audit',
    'one audit',
  ])
})

test('a responder is asked once, and has the event', async () => {
  const respond = [{ action: 'rollback-iam', mode: 'approve' }] as const
  const scene = await newScene(around, [rule('test', 'Test', { respond })], { pager: 'json' })
  for (const laterMs of [0, 180_000]) await deliver(scene, batchOf([call(1)]), laterMs)
  const asked = (await scene.take('asked')).map(({ Body }) => JSON.parse(Body ?? ''))
  const [told] = await heard(scene)
  expect(asked).toEqual([
    {
      kind: 'respond',
      responder: 'rollback-iam',
      mode: 'approve',
      rule: { id: 'test', title: 'Test was called', severity: 'high', notify: null },
      alert: told?.alert,
      event: call(1),
    },
  ])
})

interface Chaos {
  readonly name: string
  readonly rules: readonly Rule[]
  readonly channels: readonly string[]
  /** Batches as they come; all but the last are worked on in peace. */
  readonly batches: readonly (readonly JsonObject[])[]
  /** Statuses of the alerts that each channel is owed, in all. */
  readonly owed: readonly string[]
}

const dedup = { by: [who], windowMs: 3_600_000 }
const threshold = { count: 3, windowMs: 3_600_000, by: [who], distinct: undefined }
const calls = (first: number, last: number): JsonObject[] =>
  Array.from({ length: last - first + 1 }, (_, index) => call(first + index))

const chaos: readonly Chaos[] = [
  {
    name: 'one channel',
    rules: [rule('test', 'Test')],
    channels: ['pager'],
    batches: [calls(1, 1)],
    owed: ['new'],
  },
  {
    name: 'two channels',
    rules: [rule('test', 'Test', { dedup })],
    channels: ['pager', 'audit'],
    batches: [calls(1, 2)],
    owed: ['new'],
  },
  {
    name: 'a threshold that is reached',
    rules: [rule('test', 'Test', { threshold, dedup })],
    channels: ['pager'],
    batches: [calls(1, 2), calls(3, 4)],
    owed: ['new'],
  },
  {
    name: 'the tenth repeat',
    rules: [rule('test', 'Test', { dedup })],
    channels: ['pager'],
    batches: [calls(1, 9), calls(10, 12)],
    owed: ['new', 'repeat'],
  },
]

/** Ends the process at the n-th time that a call is asked or answered; says whether it came to that. */
async function endAt(
  scene: Scene,
  batch: Batch,
  moment: 'asked' | 'answered',
  at: number,
): Promise<boolean> {
  const process = await scene.start('detect', 0, true)
  let count = 0
  let isEnded = false
  for (const proxy of around.proxies) {
    proxy.reset((_, now) => {
      if (isEnded) return true
      if (now !== moment || count++ < at) return false
      isEnded = true
      process.kill()
      return true
    })
  }
  const outcome = await process.invoke(recordsOf(batch))
  await process.close()
  for (const proxy of around.proxies) proxy.reset()
  expect(outcome.kind).toBe(isEnded ? 'exit' : 'response')
  return isEnded
}

describe.each(chaos)(
  'its process ends at any call, with $name',
  ({ rules, channels, batches, owed }) => {
    test.each(['asked', 'answered'] as const)('that is %s', async (moment) => {
      let isEnded = true
      let at = 0
      for (; isEnded; at++) {
        const formats = Object.fromEntries(channels.map((name) => [name, 'json' as const]))
        const scene = await newScene(around, rules, formats)
        for (const peaceful of batches.slice(0, -1)) {
          expect((await deliver(scene, batchOf(peaceful))).outcome).toEqual(done)
        }
        const last = batchOf(batches.at(-1) ?? [])
        isEnded = await endAt(scene, last, moment, at)
        await pump(scene)
        if (isEnded) expect((await deliver(scene, last, 180_000)).outcome).toEqual(done)
        await pump(scene)
        expect((await deliver(scene, last, 360_000)).outcome).toEqual(done)
        const told = await heard(scene)
        for (const name of channels) {
          const statuses = told
            .filter(({ channel }) => channel === name)
            .map(({ status }) => status)
          expect(statuses.sort(), `ended at call ${at}`).toEqual(owed)
        }
        expect(new Set(told.map(({ alert }) => alert)).size).toBe(owed.length)
      }
      // At the least: an alert claimed, sent to one channel and to the bus, and confirmed.
      expect(at).toBeGreaterThan(4)
    })
  },
)

test('function receipts, ended at its call, notes it when the receipts come again', async () => {
  const scene = await newScene(around, [rule('test', 'Test')], { pager: 'json' })
  const batch = batchOf(calls(1, 1))
  const detect = await scene.start('detect', 0, true)
  endWhen(detect, (name) => name === 'Publish')
  expect((await detect.invoke(recordsOf(batch))).kind).toBe('exit')
  await detect.close()
  const taken = await scene.take('receipts')
  expect(taken).toHaveLength(1)
  for (const laterMs of [0, 1000]) {
    const receipts = await scene.start('receipts', laterMs, true)
    endWhen(receipts, () => laterMs === 0)
    const outcome = await receipts.invoke(recordsOf(taken))
    expect(outcome.kind).toBe(laterMs === 0 ? 'exit' : 'response')
    await receipts.close()
  }
  for (const proxy of around.proxies) proxy.reset()
  expect((await deliver(scene, batch, 180_000)).outcome).toEqual(done)
  expect(await heard(scene)).toHaveLength(1)
})

/** Ends a process when a call was carried out, before it hears of it. */
function endWhen(process: Sandbox, isTheOne: (call: string) => boolean): void {
  for (const proxy of around.proxies) {
    proxy.reset((number, moment) => {
      if (moment === 'asked' || !isTheOne(proxy.calls[number] ?? '')) return false
      process.kill()
      return true
    })
  }
}
