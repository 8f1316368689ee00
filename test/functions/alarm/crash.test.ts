/**
 * The function ends at any point, before or after any call that leaves it, and its message comes
 * again: every channel has every alert once.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAlarmMessage } from '../../../src/detect/alarm/alarm-message.ts'
import { answer } from '../../../src/detect/alarm/answer.ts'
import { probe } from '../../probes/probe.ts'
import { alarmJson, fromSns } from './messages.ts'
import { Crash, rootCall, rootRule, type TestWorld, testWorld } from './world.ts'

const atMs = (minute: number): number => Date.UTC(2026, 10, 21, 3, minute)
const iso = (ms: number): string => new Date(ms).toISOString()
const visibilityMs = 180_000

/** Answers a message until it is done, as its queue would have it. */
async function deliverUntilDone(made: TestWorld, body: string): Promise<void> {
  const message = readAlarmMessage(body)
  if (message === undefined) throw new Error('no message')
  for (let receive = 0; receive < 5; receive++) {
    try {
      await answer(message, made.world)
      return
    } catch {
      made.clock.nowMs += visibilityMs
    }
  }
  throw new Error('the message went to the dead-letter queue')
}

/** An alarm with two events, one more while it is in ALARM, and its end. */
async function play(made: TestWorld): Promise<void> {
  made.log.push(rootCall(iso(atMs(7))), rootCall(iso(atMs(8))), rootCall(iso(atMs(20))))
  made.clock.nowMs = atMs(12)
  await deliverUntilDone(made, fromSns(alarmJson({ state: 'ALARM', at: iso(atMs(12)) })))
  made.clock.nowMs = Math.max(made.clock.nowMs, atMs(40))
  await deliverUntilDone(made, fromSns(alarmJson({ state: 'OK', at: iso(atMs(40)) })))
}

/** By channel, the events that its alerts showed, in order. */
function reportedTo(made: TestWorld, topic: string): unknown[] {
  const ids = made.published.filter((each) => each.topic === topic).map(({ alert }) => alert)
  expect(new Set(ids).size).toBe(ids.length)
  return ids.map((id) => {
    const alert = made.alerts.get(id)
    return [alert?.status, alert?.samples.map(({ eventTime }) => eventTime)]
  })
}

const first = ['new', [iso(atMs(7)), iso(atMs(8))]]

function expectAll(made: TestWorld, second: unknown): void {
  for (const topic of ['arn:pager', 'arn:audit'])
    expect(reportedTo(made, topic)).toEqual([first, second])
}

const threshold = { count: 2, windowMs: 120_000, by: [], distinct: undefined }

describe.each([
  ['each event', rootRule, ['repeat', [iso(atMs(20))]]],
  ['bursts of two', { ...rootRule, threshold }, ['resolved', []]],
])('a rule for %s', async (_, rule, second) => {
  const points: string[] = []
  const made = testWorld({ rule })
  made.point = (call) => void points.push(call)
  await play(made)

  test('undisturbed', () => {
    expect(points.length).toBeGreaterThan(30)
    expectAll(made, second)
  })

  test.each(points.map((call, index) => [index, call] as const))(
    'ended at point %i, %s',
    async (at) => {
      const ended = testWorld({ rule })
      let count = 0
      ended.point = () => {
        if (count++ === at) throw new Crash()
      }
      await play(ended)
      expectAll(ended, second)
    },
  )
})

test('ended again and again, with events late and messages twice', async () => {
  const event = fc.record({ minute: fc.integer({ min: 0, max: 50 }), delayMinutes: fc.nat(10) })
  const minutes = fc.integer({ min: 12, max: 70 })
  const change = fc.record({
    state: fc.constantFrom('ALARM' as const, 'OK' as const),
    minute: minutes,
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(event, { maxLength: 12 }),
      fc.array(change, { maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 25 }), { maxLength: 6 }),
      async (events, changes, crashes) => {
        const made = testWorld()
        made.log.push(
          ...events.map(({ minute, delayMinutes }) =>
            rootCall(iso(atMs(minute)), {}, delayMinutes * 60_000),
          ),
        )
        const left = [...crashes]
        made.point = () => {
          if (left[0] !== undefined && --left[0] <= 0) {
            left.shift()
            throw new Crash()
          }
        }
        const messages = changes
          .toSorted((a, b) => a.minute - b.minute)
          .map(({ state, minute }) => ({
            minute,
            body: fromSns(alarmJson({ state, at: iso(atMs(minute)) })),
          }))
        messages.push({
          minute: 80,
          body: fromSns(alarmJson({ state: 'ALARM', at: iso(atMs(80)) })),
        })
        for (const { minute, body } of [...messages, ...messages]) {
          made.clock.nowMs = Math.max(made.clock.nowMs, atMs(minute))
          await deliverUntilDone(made, body).catch(() => undefined)
        }
        for (let looks = 0; looks < 20; looks++) {
          const look = made.requested[looks]
          if (look === undefined) break
          made.clock.nowMs = Math.max(made.clock.nowMs, look.dueMs)
          await deliverUntilDone(made, look.body).catch(() => undefined)
        }
        left.length = 0
        const last = messages.at(-1)?.body ?? ''
        await deliverUntilDone(made, last)
        made.clock.nowMs += 200_000
        await deliverUntilDone(made, last)

        const shown = new Map<string, number>()
        for (const alert of made.alerts.values()) {
          for (const { eventID } of alert.samples) {
            const id = String(eventID)
            shown.set(id, (shown.get(id) ?? 0) + 1)
          }
        }
        // Twice never; and what lies in the window of the last message, at least once.
        expect([...shown.values()].filter((times) => times > 1)).toEqual([])
        const count = [...made.alerts.values()]
          .filter(({ samples }) => samples.length > 0)
          .reduce((sum, alert) => sum + alert.count, 0)
        const inWindow = events.filter(({ minute }) => minute >= 80 - 31).length
        expect(count).toBeGreaterThanOrEqual(inWindow)
        expect(count).toBeLessThanOrEqual(events.length)
        for (const topic of ['arn:pager', 'arn:audit']) {
          const ids = made.published
            .filter((each) => each.topic === topic)
            .map(({ alert }) => alert)
          expect(new Set(ids).size).toBe(ids.length)
          expect(new Set(ids)).toEqual(new Set(made.alerts.keys()))
        }
      },
    ),
    probe('functions/alarm/crash/crashes', { short: 100, long: 5000 }),
  )
})
