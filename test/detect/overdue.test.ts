/** What becomes of messages that failed before, where the state table does not answer. */
import { describe, expect, test } from 'vitest'
import { detect } from '../../src/detect/detect.ts'
import { isSentUnrecorded, uncountedNote, unrecordedNote } from '../../src/detect/unrecorded.ts'
import type { DeployedRule } from '../../src/ir/rule.ts'
import { type Call, eventOf, ruleFor, what, who } from './rules.ts'
import { testWorld } from './world.ts'

const startMs = Date.parse('2026-11-20T08:00:00Z')
const windowMs = 3_600_000
const lost = () => Promise.reject(new Error('ServiceUnavailable'))
const tableAway = {
  state: { load: lost, save: lost },
  ledger: { open: lost, read: lost, reclaim: lost, confirm: lost },
}

const messages = (receiveCount: number, count = 1, more: Partial<Call> = {}) =>
  Array.from({ length: count }, (_, number) => ({
    id: `m${number}`,
    receiveCount,
    body: JSON.stringify(
      eventOf({
        eventName: 'Test',
        number,
        atMs: startMs + number * 1000,
        who: 'ann',
        what: 'x',
        ...more,
      }),
    ),
  }))

const run = async (rule: DeployedRule, receiveCount: number, count = 1) => {
  const kept = testWorld([rule], tableAway)
  const report = await detect(messages(receiveCount, count), kept.world)
  return { ...kept, failed: report.failed.map(({ message }) => message) }
}

describe('while the table is away, the alert of', () => {
  test('a rule without memory waits for the third delivery, and then may double', async () => {
    for (const receiveCount of [1, 2]) {
      const { sent, failed } = await run(ruleFor('plain', 'Test'), receiveCount)
      expect([sent, failed]).toEqual([[], ['m0']])
    }
    const { sent, failed, onBus } = await run(ruleFor('plain', 'Test'), 3)
    expect(failed).toEqual([])
    expect(sent.map(({ status, notes }) => [status, notes])).toEqual([['new', [unrecordedNote]]])
    expect(onBus).toHaveLength(1)
  })

  test('a rule that groups repeats is one for each key of the batch', async () => {
    const rule = ruleFor('grouped', 'Test', { dedup: { by: [who], new: [], windowMs } })
    expect((await run(rule, 2, 7)).failed).toHaveLength(7)
    const { sent, failed } = await run(rule, 3, 7)
    expect(failed).toEqual([])
    expect(sent).toMatchObject([
      { status: 'new', count: 7, notes: [uncountedNote, unrecordedNote] },
    ])
  })

  test('a rule that reports each new value is one for each of them', async () => {
    const rule = ruleFor('each', 'Test', { dedup: { by: [who], windowMs, new: [what] } })
    const kept = testWorld([rule], tableAway)
    const victims = ['x', 'y', 'x'].flatMap((victim, index) =>
      messages(3, 1, { what: victim, number: index }).map((each) => ({ ...each, id: `m${index}` })),
    )
    const { failed } = await detect(victims, kept.world)
    expect(failed).toEqual([])
    expect(kept.sent).toMatchObject([
      { count: 2, samples: [{ requestParameters: { what: 'x' } }, {}] },
      { count: 1, samples: [{ requestParameters: { what: 'y' } }] },
    ])
  })

  test('a rule that counts, or that reports what is new, waits for the table', async () => {
    const waiting = [
      ruleFor('often', 'Test', {
        threshold: { count: 1, windowMs, by: [who], distinct: undefined },
      }),
      ruleFor('new', 'Test', { firstSeen: { by: [who], windowMs } }),
    ]
    for (const rule of waiting) {
      const { sent, failed } = await run(rule, 3)
      expect([sent, failed]).toEqual([[], ['m0']])
    }
  })
})

test('of a group, only the overdue messages are reported; the others are delivered again', async () => {
  const kept = testWorld(
    [ruleFor('grouped', 'Test', { dedup: { by: [who], new: [], windowMs } })],
    tableAway,
  )
  const [old, young] = messages(1, 2)
  const batch = [{ ...old, receiveCount: 3 }, young].filter((one) => one !== undefined)
  const report = await detect(batch as ReturnType<typeof messages>, kept.world)
  expect(report.failed.map(({ message }) => message)).toEqual(['m1'])
  expect(kept.sent).toMatchObject([{ count: 1 }])
})

test('a responder is not requested without the ledger, and its message is delivered again', async () => {
  const rule = ruleFor('plain', 'Test', {
    respond: [{ action: 'rollback-iam', mode: 'approve' }],
  })
  const { sent, failed, requests } = await run(rule, 3)
  expect([sent.length, requests, failed]).toEqual([1, [], ['m0']])
})

test('a message that comes again for a day is sent in three deliveries, and then once an hour', () => {
  const counts = Array.from({ length: 500 }, (_, index) => index + 1).filter(isSentUnrecorded)
  expect(counts.slice(0, 6)).toEqual([3, 4, 5, 20, 40, 60])
  expect(counts).toHaveLength(28)
})
