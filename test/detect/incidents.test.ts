/** Incidents that CloudTrail Insights tells of twice, in whatever order that arrives. */
import { describe, expect, test } from 'vitest'
import { detect } from '../../src/detect/detect.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import { eventOf, ruleFor } from './rules.ts'
import { testWorld } from './world.ts'

const messages = (...bodies: JsonObject[]) =>
  bodies.map((body, index) => ({ id: `m${index}`, body: JSON.stringify(body) }))

const call = (number: number): JsonObject =>
  eventOf({
    eventName: 'Test',
    number,
    atMs: Date.parse('2026-11-20T08:00:00Z'),
    who: 'ann',
    what: 'x',
  })

const hour = 3_600_000

describe('an Insights incident', () => {
  const insight = (state: string): JsonObject => ({
    ...call(1),
    id: `insight ${state}`,
    'detail-type': 'AWS Insight via CloudTrail',
    detail: {
      eventID: `insight ${state}`,
      sharedEventID: 'incident',
      eventTime: '2026-11-20T08:00:00Z',
      insightDetails: { state, insightType: 'ApiCallRateInsight', eventName: 'RunInstances' },
    },
  })
  const rule = ruleFor('insight', '', {
    on: { source: 'aws.', detailTypes: ['AWS Insight via CloudTrail'] },
    match: { kind: 'block', fields: [] },
  })

  test.each([{}, { dedup: { by: [['insightDetails', 'eventName']], windowMs: hour, new: [] } }])(
    'is told when it starts and resolved when it ends, under one key (%j)',
    async (more) => {
      const kept = testWorld([{ ...rule, ...more }])
      for (const state of ['Start', 'End', 'End'])
        await detect(messages(insight(state)), kept.world)
      expect(kept.sent.map(({ status }) => status)).toEqual(['new', 'resolved'])
      expect(new Set(kept.sent.map(({ dedupKey }) => dedupKey)).size).toBe(1)
    },
  )
})

describe('an Insights incident of which only a part arrives, or late', () => {
  const insight = (state: string, sharedEventID = 'incident'): JsonObject => ({
    ...call(1),
    id: `insight ${state} ${sharedEventID}`,
    'detail-type': 'AWS Insight via CloudTrail',
    detail: {
      eventID: `insight ${state} ${sharedEventID}`,
      sharedEventID,
      eventTime: state === 'Start' ? '2026-11-20T08:00:00Z' : '2026-11-20T08:20:00Z',
      insightDetails: { state, insightType: 'ApiCallRateInsight', eventName: 'RunInstances' },
    },
  })
  const rule = ruleFor('insight', '', {
    on: { source: 'aws.', detailTypes: ['AWS Insight via CloudTrail'] },
    match: { kind: 'block', fields: [] },
  })
  const grouped = {
    ...rule,
    dedup: { by: [['insightDetails', 'eventName']], windowMs: hour, new: [] },
  }

  test.each([rule, grouped])('an end without a start is told, and as new', async (each) => {
    const kept = testWorld([each])
    await detect(messages(insight('End')), kept.world)
    expect(kept.sent.map(({ status, notes }) => [status, notes])).toEqual([
      ['new', [expect.stringContaining('over already')]],
    ])
  })

  test.each([rule, grouped])('a start behind its end is told already', async (each) => {
    const kept = testWorld([each])
    for (const state of ['End', 'Start', 'End', 'Start'])
      expect((await detect(messages(insight(state)), kept.world)).failed).toEqual([])
    expect(kept.sent.map(({ status }) => status)).toEqual(['new'])
  })

  test('both in one batch are told in their order', async () => {
    const kept = testWorld([rule])
    const others = Array.from({ length: 40 }, (_, n) => insight('Start', `other ${n}`))
    await detect(messages(insight('End'), ...others, insight('Start')), kept.world)
    expect(kept.sent).toHaveLength(42)
    expect(kept.sent.at(-1)?.status).toBe('resolved')
  })

  test('an end that was not sent is sent as what it was', async () => {
    const kept = testWorld([rule])
    await detect(messages(insight('Start')), kept.world)
    const publish = () => Promise.reject(new Error('Throttled'))
    const failing = { ...kept.world, topics: { publish } }
    expect((await detect(messages(insight('End')), failing)).failed).toHaveLength(1)
    const nowMs = () => kept.world.nowMs() + 180_000
    await detect(messages(insight('End')), { ...kept.world, nowMs })
    expect(kept.sent.map(({ status }) => status)).toEqual(['new', 'resolved'])
  })

  test('that the table cannot be asked about comes again', async () => {
    const kept = testWorld([rule])
    const state = { ...kept.world.state, load: () => Promise.reject(new Error('no table')) }
    const report = await detect(messages(insight('Start')), { ...kept.world, state })
    expect(report.failed).toEqual([{ message: 'm0', why: 'no table' }])
  })
})
