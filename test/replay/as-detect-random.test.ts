/**
 * What `replay` finds in a random history is what `detect` sends when the same events arrive: with
 * copies, with events that have no id, and with exceptions.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AlertDocument } from '../../src/alert/document.ts'
import { firingId } from '../../src/detect/firing.ts'
import { identityOf, timeOf } from '../../src/engine/identity.ts'
import { inOrder } from '../../src/engine/memory/run.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import type { DeployedRule, Exception } from '../../src/ir/rule.ts'
import { digest } from '../../src/replay/digest.ts'
import { eventOf, ruleFor, what, who } from '../detect/rules.ts'
import { probe } from '../probes/probe.ts'
import { byId, eventIn, inBatches, replayed, sentBy, withoutIds } from './both-ways.ts'

const hour = 3_600_000
const startMs = Date.parse('2026-10-01T00:00:00Z')
const windowMs = fc.integer({ min: 0, max: 12 }).map((hours) => hours * hour)
const by = fc.subarray([who, what])
const recurrence = fc.option(fc.record({ by, windowMs }), { nil: undefined })

const memories = fc.record({
  firstSeen: recurrence,
  threshold: fc.option(
    fc.record({
      by,
      windowMs,
      count: fc.integer({ min: 2, max: 4 }),
      distinct: fc.constantFrom(undefined, what),
    }),
    { nil: undefined },
  ),
  dedup: fc.option(
    fc.record({ by, windowMs, new: fc.subarray<readonly string[]>([who, what, ['eventName']]) }),
    { nil: undefined },
  ),
  severity: fc.constantFrom('low' as const, 'high' as const),
})

const rulesOf = fc
  .array(fc.tuple(memories, fc.constantFrom('Test', 'Other')), { minLength: 1, maxLength: 4 })
  .map((all) => all.map(([memory, name], index) => ruleFor(`rule-${index}`, name, memory)))

const otherAccount = '444455556666'

const exceptionsOf: fc.Arbitrary<Exception[]> = fc.array(
  fc.record({
    rules: fc.constantFrom('*' as const, ['rule-0'], ['rule-1', 'rule-2']),
    match: fc
      .constantFrom(
        { path: who, value: 'ann' },
        { path: what, value: 'x' },
        { path: ['recipientAccountId'], value: '111122223333' },
        { path: ['recipientAccountId'], value: otherAccount },
      )
      .map(({ path, value }) => ({
        kind: 'block' as const,
        fields: [{ path, check: { op: 'equals' as const, value } }],
      })),
    reason: fc.constant('drills'),
    owner: fc.constant('ann'),
    expires: fc.constantFrom('2026-11-20', '2026-11-21', '2026-11-22'),
  }),
  { maxLength: 2 },
)

const copies = ['none', 'same', 'shared', 'late', 'no id', 'no id twice'] as const

const histories = fc.array(
  fc.record({
    eventName: fc.constantFrom('Test', 'Test', 'Other'),
    hours: fc.integer({ min: 0, max: 40 }),
    who: fc.constantFrom('ann', 'bob'),
    what: fc.constantFrom('x', 'y', 'z'),
    copy: fc.constantFrom(...copies),
    copyHours: fc.integer({ min: 0, max: 3 }),
  }),
  { minLength: 12, maxLength: 40 },
)

type Occurrence = typeof histories extends fc.Arbitrary<(infer One)[]> ? One : never

/** An event and, if it has one, its copy under the same id, another or none. */
function eventsOf({ hours, copy, copyHours, ...call }: Occurrence, number: number): JsonObject[] {
  const atMs = startMs + hours * hour
  const shared = copy === 'shared' ? { sharedEventID: `shared-${number}` } : {}
  const first = eventOf({ ...call, number, atMs }, shared)
  if (copy === 'none') return [first]
  if (copy === 'same') return [first, first]
  if (copy === 'no id') return [withoutId(first)]
  if (copy === 'no id twice') return [withoutId(first), withoutId(first)]
  const { eventID = null } = first.detail as JsonObject
  const more = copy === 'shared' ? shared : { addendum: { originalEventID: eventID } }
  const later = { ...call, number: number + 1000, atMs: atMs + copyHours * hour }
  return [first, eventOf(later, { ...more, recipientAccountId: otherAccount })]
}

function withoutId({ id: _, detail, ...envelope }: JsonObject): JsonObject {
  const { eventID: __, ...record } = detail as JsonObject
  return { ...envelope, detail: record }
}

/** By time, those of one moment as a memory sorts them. */
const ordered = (events: readonly JsonObject[]): JsonObject[] => {
  const known = events.map((event, place) => {
    const id = firingId(identityOf(eventIn(event)), digest)
    return { event, place, id, atMs: timeOf(eventIn(event)) }
  })
  return known
    .toSorted((one, other) => inOrder(one, other) || one.place - other.place)
    .map(({ event }) => event)
}

/** By time, those of one moment in any order. */
const inTime = (events: readonly JsonObject[]): JsonObject[] =>
  events.toSorted((one, other) => timeOf(eventIn(one)) - timeOf(eventIn(other)))

/** What does not depend on what else came in the same batch. */
const withoutBatch = ({ detectedAt: _, samples: __, ...rest }: AlertDocument) => rest

type Question = readonly [readonly DeployedRule[], readonly JsonObject[], readonly Exception[]]
const questions = fc
  .tuple(rulesOf, histories, exceptionsOf)
  .map(([rules, history, exceptions]): Question => [rules, history.flatMap(eventsOf), exceptions])

test('events that arrive one by one make the same documents', async () => {
  let [cases, alerts, hidden] = [0, 0, 0]
  await fc.assert(
    fc.asyncProperty(questions, async ([rules, all, exceptions]) => {
      const events = ordered(all)
      const sent = await sentBy(rules, inBatches(events, 1), exceptions)
      expect(byId(await replayed(rules, events, exceptions))).toEqual(byId(sent))
      cases++
      alerts += sent.length
      if (exceptions.length > 0) hidden += (await replayed(rules, events)).length - sent.length
    }),
    probe('replay/as-detect/one-by-one', { short: 100, long: 4000 }),
  )
  expect(alerts).toBeGreaterThan(cases)
  expect(hidden).toBeGreaterThan(cases / 10)
})

test('events of one moment in any order: the same documents, but for their ids', async () => {
  await fc.assert(
    fc.asyncProperty(questions, async ([rules, all, exceptions]) => {
      const events = inTime(all)
      const sent = await sentBy(rules, inBatches(events, 1), exceptions)
      expect(withoutIds(await replayed(rules, events, exceptions))).toEqual(withoutIds(sent))
    }),
    probe('replay/as-detect/one-moment', { short: 100, long: 4000 }),
  )
})

test('in batches too: the same ids, titles, counts, keys and times', async () => {
  const size = fc.integer({ min: 2, max: 20 })
  await fc.assert(
    fc.asyncProperty(questions, size, async ([rules, all, exceptions], batch) => {
      const events = ordered(all)
      const sent = await sentBy(rules, inBatches(events, batch), exceptions)
      const found = await replayed(rules, events, exceptions)
      expect(byId(found).map(withoutBatch)).toEqual(byId(sent).map(withoutBatch))
    }),
    probe('replay/as-detect/batches', { short: 100, long: 4000 }),
  )
})
