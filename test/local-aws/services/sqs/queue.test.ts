/** What happens to messages in time: held, handed back, given up. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { startingAttributes } from '../../../../packages/local-aws/services/sqs/attributes.ts'
import {
  changeVisibility,
  counts,
  nextReadyAtMs,
  type Queue,
  receive,
  remove,
  send,
} from '../../../../packages/local-aws/services/sqs/queue.ts'
import { probe } from '../../../probes/probe.ts'

const make = (name: string, attributes: Readonly<Record<string, string>> = {}): Queue => ({
  name,
  arn: `arn:aws:sqs:eu-west-1:111122223333:${name}`,
  url: `http://127.0.0.1/111122223333/${name}`,
  handleKey: `key of ${name}`,
  createdAtMs: 0,
  modifiedAtMs: 0,
  attributes: startingAttributes(attributes),
  messages: new Map(),
  waiting: new Set(),
})

const draft = (n: number) => ({
  id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  body: String(n),
  attributes: {},
  senderId: 'AIDA',
})

const take = (queue: Queue, nowMs: number, dead?: Queue) =>
  receive(queue, { max: 10, visibilityMs: 30_000 }, nowMs, dead)

const redrive = (dead: Queue, maxReceiveCount: number) => ({
  RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount }),
})

test('a message that is held is nobody else’s until its time is up', () => {
  const queue = make('q')
  send(queue, draft(1), 0)
  expect(take(queue, 0)).toHaveLength(1)
  expect(take(queue, 29_999)).toEqual([])
  const [again] = take(queue, 30_000)
  expect(again?.receiveCount).toBe(2)
  expect(again?.firstReceivedAtMs).toBe(0)
})

test('a delayed message is counted as delayed, then received', () => {
  const queue = make('q', { DelaySeconds: '5' })
  send(queue, draft(1), 0)
  expect(counts(queue, 0)).toEqual({ visible: 0, inFlight: 0, delayed: 1 })
  expect(nextReadyAtMs(queue)).toBe(5_000)
  expect(take(queue, 5_000)).toHaveLength(1)
  expect(counts(queue, 5_000)).toEqual({ visible: 0, inFlight: 1, delayed: 0 })
})

test('the handle of an earlier receive deletes nothing', () => {
  const queue = make('q')
  send(queue, draft(1), 0)
  const old = take(queue, 0)[0]?.receiptHandle ?? ''
  const handle = take(queue, 30_000)[0]?.receiptHandle ?? ''
  remove(queue, old)
  expect(queue.messages.size).toBe(1)
  expect(changeVisibility(queue, old, 0, 30_000)).toBe('not-in-flight')
  remove(queue, handle)
  expect(queue.messages.size).toBe(0)
})

test('a message goes to the dead letters at the receive after the last allowed one', () => {
  const dead = make('dead')
  const queue = make('q', redrive(dead, 2))
  send(queue, draft(1), 0)
  expect(take(queue, 0, dead)).toHaveLength(1)
  expect(take(queue, 30_000, dead)).toHaveLength(1)
  expect(dead.messages.size).toBe(0)
  expect(take(queue, 60_000, dead)).toEqual([])
  expect([...dead.messages.values()]).toMatchObject([
    { body: '1', sentAtMs: 0, deadLetterSource: queue.arn },
  ])
})

test('a message is forgotten when its retention is over', () => {
  const queue = make('q', { MessageRetentionPeriod: '60' })
  send(queue, draft(1), 0)
  expect(counts(queue, 60_000).visible).toBe(1)
  expect(counts(queue, 60_001).visible).toBe(0)
})

test('a receiver that waits is told once of what arrives', () => {
  const queue = make('q')
  let wakeCount = 0
  queue.waiting.add(() => {
    wakeCount += 1
  })
  send(queue, draft(1), 0)
  send(queue, draft(2), 0)
  expect(wakeCount).toBe(1)
})

test('no message is ever lost or in two places', () => {
  const step = fc.oneof(
    fc.record({ act: fc.constant('send' as const) }),
    fc.record({ act: fc.constant('receive' as const), waitMs: fc.nat(40_000) }),
    fc.record({ act: fc.constant('delete' as const), at: fc.nat(5) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const dead = make('dead')
      const queue = make('q', redrive(dead, 3))
      const handles: string[] = []
      let [sent, nowMs, deleted] = [0, 0, 0]
      for (const one of steps) {
        if (one.act === 'send') send(queue, draft(++sent), nowMs)
        if (one.act === 'receive') {
          nowMs += one.waitMs
          for (const { receiptHandle } of take(queue, nowMs, dead))
            handles.push(receiptHandle ?? '')
        }
        if (one.act === 'delete') {
          const before = queue.messages.size
          remove(queue, handles.at(-1 - one.at) ?? '')
          deleted += before - queue.messages.size
        }
      }
      expect(queue.messages.size + dead.messages.size + deleted).toBe(sent)
      for (const id of queue.messages.keys()) expect(dead.messages.has(id)).toBe(false)
    }),
    probe('local-aws/services/sqs/queue/messages', { short: 100, long: 20_000 }),
  )
})
