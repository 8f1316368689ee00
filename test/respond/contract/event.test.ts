/** A responder and `detect` agree on which deliveries are one event. */
import { expect, test } from 'vitest'
import { identityOf } from '../../../src/engine/identity.ts'
import type { JsonObject } from '../../../src/ir/json.ts'
import { responderEvent } from '../../../src/respond/contract/event.ts'

const first: JsonObject = { eventID: 'first', eventTime: '2026-11-21T10:00:00Z' }
const envelope: JsonObject = { id: 'delivery' }

const identityIn = (record: JsonObject): string => {
  const event = responderEvent({ ...envelope, detail: record })
  if (typeof event === 'string') throw new Error(event)
  return event.identity
}

const late: JsonObject = { addendum: { originalEventID: 'first', reason: 'DELIVERY_DELAY' } }

test.each([
  ['an event without copies', {}],
  ['a late copy', { eventID: 'second', ...late }],
  ['the copy of another account', { eventID: 'second', sharedEventID: 'shared' }],
  ['a late copy of the copy of another account', { sharedEventID: 'shared', ...late }],
])('%s has the identity that detect gives it', (_, more) => {
  const record = { ...first, ...more }
  expect(identityIn(record)).toBe(identityOf({ record, envelope }))
})

test('a late copy of a shared event is the same event', () => {
  const shared = { ...first, sharedEventID: 'shared' }
  expect(identityIn({ ...shared, eventID: 'second', ...late })).toBe(identityIn(shared))
})

test.each([
  [{ eventTime: '2026-11-21T10:00:00Z' }, 'the event has no eventID'],
  [{ eventID: 'first' }, 'the event has no time'],
])('%j: %s', (detail, reason) => {
  expect(responderEvent({ detail })).toBe(reason)
})
