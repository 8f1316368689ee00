import { describe, expect, test } from 'vitest'
import { identityOf, timeOf } from '../../src/engine/identity.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import { eventsOf, type ReadStep } from '../../src/replay/rule-test-events.ts'

const call = { eventSource: 's3.amazonaws.com', eventName: 'ListBuckets' }

const step = (json: JsonObject, more: Partial<ReadStep> = {}): ReadStep => ({
  event: { inline: json },
  with: [],
  afterMs: 0,
  times: 1,
  json,
  ...more,
})

const timesOf = (steps: readonly ReadStep[]) =>
  eventsOf(steps).map((event) => new Date(timeOf(event)).toISOString())

describe('the time of an event', () => {
  test('is its own for the first, and follows from `after` for the others', () => {
    const late = { ...call, eventTime: '2026-03-01T10:00:00Z' }
    const early = { ...call, eventTime: '2020-01-01T00:00:00Z' }
    expect(timesOf([step(late), step(early, { afterMs: 60_000, times: 2 }), step(early)])).toEqual([
      '2026-03-01T10:00:00.000Z',
      '2026-03-01T10:01:00.000Z',
      '2026-03-01T10:02:00.000Z',
      '2026-03-01T10:02:00.000Z',
    ])
  })

  test('is also between the repetitions of the first', () => {
    expect(timesOf([step(call, { afterMs: 1000, times: 3 })])).toEqual([
      '2026-01-01T00:00:00.000Z',
      '2026-01-01T00:00:01.000Z',
      '2026-01-01T00:00:02.000Z',
    ])
  })

  test('is in the envelope alone where the record has none', () => {
    const json = { 'detail-type': 'A', source: 'aws.a', time: '2026-03-01T10:00:00Z', detail: {} }
    const [, second] = eventsOf([step(json, { times: 2, afterMs: 1000 })])
    expect(second?.record).toEqual({})
    expect(second?.envelope.time).toBe('2026-03-01T10:00:01Z')
  })
})

describe('the identity of an event', () => {
  const identities = (steps: readonly ReadStep[]) => new Set(eventsOf(steps).map(identityOf)).size
  const finding = (detail: JsonObject, source: string) => ({ 'detail-type': 'F', source, detail })

  test.each([
    ['an id', { ...call, eventID: 'a' }],
    ['no id', call],
    ['an id that copies share', { ...call, eventID: 'a', sharedEventID: 'b' }],
    ['the id of a corrected copy', { ...call, addendum: { originalEventID: 'c' } }],
    ['an incident', { insightDetails: { state: 'Start' }, sharedEventID: 'd' }],
    ['a finding of GuardDuty', finding({ id: 'e', type: 'T', accountId: '1' }, 'aws.guardduty')],
    ['a finding of Security Hub', finding({ findings: [{ Id: 'f' }] }, 'aws.securityhub')],
    ['OCSF', finding({ findings: [{ finding_info: { uid: 'g' } }] }, 'aws.securityhub')],
  ])('is its own: %s', (_, json) => {
    expect(identities([step(json, { times: 3 }), step(json)])).toBe(4)
  })

  test('is shared where `with` sets it', () => {
    const same = step(call, { with: [{ path: ['eventID'], value: 'a' }], times: 3 })
    expect(identities([same, same])).toBe(1)
  })

  test('is the same in every run', () => {
    expect(eventsOf([step(call, { times: 3 })])).toEqual(eventsOf([step(call, { times: 3 })]))
  })
})

test('the event of a test of one event stays as it is', () => {
  const json = { ...call, eventID: 'a', eventTime: '2026-03-01 10:00:00' }
  expect(eventsOf([step(json)])[0]?.record).toEqual(json)
})
