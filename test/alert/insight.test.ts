import { describe, expect, test } from 'vitest'
import { insightFields } from '../../src/alert/insight.ts'
import { incidentOf } from '../../src/engine/identity.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import { decided, endedInsight, eventFrom } from './documents.ts'

const start = eventFrom('insights/api-call-rate.json')
const details = start.record.insightDetails as JsonObject

test('start and end are paired by their shared id', () => {
  const end = {
    ...start,
    record: { ...start.record, insightDetails: { ...details, state: 'End' } },
  }
  const id = '83cdddcf-9bbd-4a84-b7da-d3200abddc55'
  expect([incidentOf(start), incidentOf(end)]).toEqual([
    { id, isEnd: false },
    { id, isEnd: true },
  ])
  expect(decided(end, { status: 'resolved' }).notes).toEqual([])
  expect(decided(start).notes).toEqual([])
  const late = decided(end)
  expect([late.status, late.notes]).toEqual(['new', [expect.stringContaining('over already')]])
})

test('any other event is none', () => {
  const event = eventFrom('iam/create-user.json')
  expect(incidentOf(event)).toBe(undefined)
  expect(insightFields(event.record)).toEqual({})
})

test('rates, actors and agents are told', () => {
  expect(endedInsight().fields).toEqual({
    Observed: '3.43 calls a minute',
    Baseline: '0.00149 calls a minute',
    'Lasting minutes': 1,
    'Top actors': ['arn:aws:iam::111122223333:user/build-bot (3.43 a minute)'],
    'Top agents': ['aws-cli/2.31.4 (3.43 a minute)'],
  })
})

test('of errors it is their rate, and which', () => {
  const { record } = eventFrom('insights/api-error-rate.json')
  expect(insightFields(record).Observed).toBe('11.5 errors a minute')
})

test('the largest come first, five of them', () => {
  const insight = [1, 7, 3, 9, 5, 2].map((average) => ({ value: `actor ${average}`, average }))
  const attributions = [{ attribute: 'userIdentityArn', insight, baseline: [] }]
  const record = { insightDetails: { insightContext: { attributions } } }
  expect(insightFields(record)['Top actors']).toEqual(
    [9, 7, 5, 3, 2].map((rate) => `actor ${rate} (${rate} a minute)`),
  )
})

describe('an insight of an odd shape', () => {
  test.each([
    [{}],
    [{ insightContext: null }],
    [
      {
        insightContext: {
          statistics: { insight: 5 },
          attributions: [null, 5, { attribute: 'userAgent' }],
        },
      },
    ],
    [{ insightContext: { attributions: { a: 1 } } }],
    [
      {
        insightContext: {
          attributions: [{ attribute: 'userAgent', insight: [{ value: 5 }, null] }],
        },
      },
    ],
  ])('%j', (insightDetails) => {
    expect(insightFields({ insightDetails } as JsonObject)).toEqual({
      Observed: null,
      Baseline: null,
    })
  })
})
