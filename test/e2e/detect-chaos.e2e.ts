/**
 * Function `detect` as it is deployed, ended at every call it makes of AWS, before it and after it:
 * the messages come again three minutes later, and every channel has got each alert exactly once.
 * Only the process that is ended starts anew; those that work in peace serve all moments of a test,
 * each of which has events of its own.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Sandbox } from '../../packages/local-aws/lambda/sandbox.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import type { Rule } from '../../src/ir/rule.ts'
import { who } from '../detect/rules.ts'
import {
  newScene,
  recordsOf,
  type Scene,
  type Surroundings,
  startSurroundings,
} from './detect-account.ts'
import { type Batch, batchOf, call, deliver, done, heard, pump, rule } from './detect-play.ts'

let around: Surroundings

beforeAll(async () => {
  around = await startSurroundings()
})
afterAll(() => around?.stop())

type Range = readonly [first: number, last: number]

interface Chaos {
  readonly name: string
  readonly rules: readonly Rule[]
  readonly channels: readonly string[]
  /** Numbers of the calls of each batch; all but the last are worked on in peace. */
  readonly batches: readonly Range[]
  /** Statuses of the alerts that each channel is owed, in all. */
  readonly owed: readonly string[]
}

const dedup = { by: [who], windowMs: 3_600_000, new: [] }
const threshold = { count: 3, windowMs: 3_600_000, by: [who], distinct: undefined }

const chaos: readonly Chaos[] = [
  {
    name: 'one channel',
    rules: [rule('test', 'Test')],
    channels: ['pager'],
    batches: [[1, 1]],
    owed: ['new'],
  },
  {
    name: 'two channels',
    rules: [rule('test', 'Test', { dedup })],
    channels: ['pager', 'audit'],
    batches: [[1, 2]],
    owed: ['new'],
  },
  {
    name: 'a threshold that is reached',
    rules: [rule('test', 'Test', { threshold, dedup })],
    channels: ['pager'],
    batches: [
      [1, 2],
      [3, 4],
    ],
    owed: ['new'],
  },
  {
    name: 'the tenth repeat',
    rules: [rule('test', 'Test', { dedup })],
    channels: ['pager'],
    batches: [
      [1, 9],
      [10, 12],
    ],
    owed: ['new', 'repeat'],
  },
]

const startMs = Date.now() - 600_000

/** Calls of a caller of their own, so that no moment knows of another's. */
const callsOf = (moment: number, [first, last]: Range): JsonObject[] =>
  Array.from({ length: last - first + 1 }, (_, index) => {
    const number = first + index
    const atMs = startMs + 1000 * number
    return call(100 * moment + number, { who: `caller ${moment}`, atMs })
  })

/** Processes by what they are and how late they are, each started when it is first needed. */
function company(scene: Scene) {
  const started = new Map<string, Promise<Sandbox>>()
  const process = (name: 'detect' | 'receipts', laterMs: number): Promise<Sandbox> => {
    const key = `${name} ${laterMs}`
    const found = started.get(key) ?? scene.start(name, laterMs, false)
    started.set(key, found)
    return found
  }
  const detect = async (batch: Batch, laterMs: number): Promise<void> => {
    const outcome = await (await process('detect', laterMs)).invoke(
      recordsOf(await scene.receive(batch)),
    )
    expect(outcome).toEqual(done)
  }
  const receive = async (): Promise<void> => {
    const taken = await scene.take('receipts')
    if (taken.length === 0) return
    expect(
      await (await process('receipts', 0)).invoke(recordsOf(await scene.receive(taken))),
    ).toEqual(done)
  }
  const close = async (): Promise<void> => {
    for (const each of started.values()) await (await each).close()
  }
  return { detect, receive, close }
}

/** Ends the process at the n-th time that a call is asked or answered; says whether it came to that. */
async function endAt(
  scene: Scene,
  process: Sandbox,
  batch: Batch,
  moment: 'asked' | 'answered',
  at: number,
): Promise<boolean> {
  const records = recordsOf(await scene.receive(batch))
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
  const outcome = await process.invoke(records)
  await process.close()
  // What was on its way when it ended arrives all the same.
  for (const proxy of around.proxies) {
    await proxy.idle()
    proxy.reset()
  }
  expect(outcome.kind).toBe(isEnded ? 'exit' : 'response')
  return isEnded
}

describe.each(chaos)('its process ends at any call, with $name', (scenario) => {
  const { rules, channels, batches, owed } = scenario
  test.each(['asked', 'answered'] as const)('that is %s', async (moment) => {
    const formats = Object.fromEntries(channels.map((name) => [name, 'json' as const]))
    const scene = await newScene(around, rules, formats)
    const { detect, receive, close } = company(scene)
    let next = scene.start('detect', 0, true)
    let isEnded = true
    let at = 0
    for (; isEnded; at++) {
      const [last = [], ...before] = batches.map((range) => batchOf(callsOf(at, range))).reverse()
      for (const peaceful of before.reverse()) await detect(peaceful, 0)
      const doomed = await next
      next = scene.start('detect', 0, true)
      isEnded = await endAt(scene, doomed, last, moment, at)
      await receive()
      if (isEnded) await detect(last, 180_000)
      await receive()
      await detect(last, 360_000)
      const mails = await heard(scene)
      for (const name of channels) {
        const statuses = mails.filter(({ channel }) => channel === name).map(({ status }) => status)
        expect(statuses.sort(), `ended at call ${at}`).toEqual(owed)
      }
      expect(new Set(mails.map(({ alert }) => alert)).size).toBe(owed.length)
    }
    await (await next).close()
    await close()
    // At the least: an alert claimed, sent to one channel and to the bus, and confirmed.
    expect(at).toBeGreaterThan(4)
  })
})

test('SNS takes an alert and its answer is lost: it is not told again', async () => {
  const scene = await newScene(around, [rule('test', 'Test')], { pager: 'json' })
  const batch = batchOf(callsOf(0, [1, 1]))
  const process = await scene.start('detect', 0, true)
  for (const proxy of around.proxies) {
    proxy.reset((number, now) => now === 'answered' && proxy.calls[number] === 'Publish')
  }
  const outcome = await process.invoke(recordsOf(await scene.receive(batch)))
  await process.close()
  for (const proxy of around.proxies) proxy.reset()
  expect(outcome).toMatchObject({ body: { batchItemFailures: [{ itemIdentifier: 'message-0' }] } })
  await pump(scene)
  expect((await deliver(scene, batch, 180_000)).outcome).toEqual(done)
  expect(await heard(scene)).toHaveLength(1)
})
