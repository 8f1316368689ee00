/** Bursts and repeats are those of a rule's steps, by the reference that counts every event anew. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { announcedBursts } from '../../../src/detect/alarm/burst-repeats.ts'
import { bursts, type LoggedEvent } from '../../../src/detect/alarm/bursts.ts'
import { inOrder } from '../../../src/engine/memory/run.ts'
import { dedupStep, keyOf } from '../../../src/engine/memory/steps.ts'
import { digest } from '../../../src/replay/digest.ts'
import { firesOf } from '../../engine/memory/episodes.ts'
import { probe } from '../../probes/probe.ts'

const momentOf = ({ id, atMs, event }: LoggedEvent) => ({
  id,
  atMs,
  what: [String(event.record.what)],
})

/** Times close together, so that windows fill, end and overlap. */
const history = fc
  .array(fc.record({ atMs: fc.nat(60), who: fc.nat(2), what: fc.nat(5) }), { maxLength: 60 })
  .map((all) =>
    all
      .map(({ atMs, ...record }, index): LoggedEvent => {
        const id = String(index).padStart(3, '0')
        return { event: { record, envelope: {} }, id, atMs, loggedMs: atMs }
      })
      .toSorted(inOrder),
  )

const threshold = fc.record({
  count: fc.integer({ min: 1, max: 6 }),
  windowMs: fc.integer({ min: 0, max: 20 }),
  by: fc.constant([]),
  distinct: fc.constant(undefined),
})

describe('bursts', () => {
  test('begin where the engine fires', () => {
    fc.assert(
      fc.property(history, threshold, (seen, step) => {
        const fires = firesOf({ kind: 'threshold', ...step }, seen.map(momentOf))
        expect(bursts(seen, step).map(({ at }) => at.id)).toEqual(fires.map(({ id }) => id))
      }),
      probe('functions/alarm/bursts/begins', { short: 100, long: 20_000 }),
    )
  })

  test('begin with as many events as the threshold counts, and go on with their members', () => {
    let longer = 0
    fc.assert(
      fc.property(history, threshold, (seen, step) => {
        for (const { at, events, members } of bursts(seen, step)) {
          const end = seen.indexOf(at) + 1
          const counted = seen.slice(end - step.count, end)
          expect(counted).toHaveLength(step.count)
          expect(at.atMs - (counted[0]?.atMs ?? 0)).toBeLessThanOrEqual(step.windowMs)
          expect(events).toEqual([...counted, ...members.slice(1)])
          expect(members).toEqual(seen.slice(end - 1, end - 1 + members.length))
          if (members.length > 1) longer++
        }
      }),
      probe('functions/alarm/bursts/events', { short: 100, long: 20_000 }),
    )
    expect(longer).toBeGreaterThan(10)
  })

  test('are reported once, whatever the log shows later', () => {
    fc.assert(
      fc.property(history, fc.func(fc.boolean()), threshold, (seen, isEarly, step) => {
        const early = seen.filter(({ id }) => isEarly(id))
        const reported = new Set(bursts(early, step).flatMap(({ members }) => members))
        for (const { members } of bursts(seen, step)) {
          const before = bursts(early, step).filter((burst) =>
            burst.members.some((event) => members.includes(event)),
          )
          expect(members.some((event) => reported.has(event))).toBe(before.length > 0)
        }
        // And none that was reported falls apart: each early burst lies within one of the later ones.
        for (const burst of bursts(early, step)) {
          const within = bursts(seen, step).filter(({ members }) =>
            burst.members.every((event) => members.includes(event)),
          )
          expect(within).toHaveLength(1)
        }
      }),
      probe('functions/alarm/bursts/once', { short: 100, long: 20_000 }),
    )
  })

  test('without a threshold every event is one', () => {
    fc.assert(
      fc.property(history, (seen) => {
        expect(bursts(seen, undefined).map(({ at }) => at)).toEqual(seen)
      }),
      probe('functions/alarm/bursts/every-event', { short: 100, long: 20_000 }),
    )
  })
})

test('repeats are announced as the engine announces them, however the log is divided', () => {
  const many = fc.array(history, { minLength: 1, maxLength: 4 })
  const paths = fc.constantFrom([], [['what']])
  fc.assert(
    fc.property(many, fc.integer({ min: 0, max: 60 }), paths, (parts, windowMs, newPaths) => {
      const dedup = { by: [['who']], windowMs, new: newPaths }
      const rule = { dedup, severity: 'high' } as const
      const later = parts.map((part, index) =>
        part.map((seen) => ({ ...seen, id: `${index}/${seen.id}`, atMs: seen.atMs + 61 * index })),
      )
      const byKey = Map.groupBy(later.flat(), ({ event }) => keyOf(event, dedup.by))
      const fires = [...byKey.values()].flatMap((seen) =>
        firesOf(dedupStep(dedup, 'high'), seen.map(momentOf)),
      )
      const nthOf = new Map(fires.map(({ id, due }) => [id, due + 1]))
      const engine = later.flat().flatMap(({ id }) => {
        const nth = nthOf.get(id)
        return nth === undefined ? [] : [{ id, nth }]
      })
      let groups: Parameters<typeof announcedBursts>[2] = {}
      const ours = later.flatMap((part) => {
        const found = announcedBursts(bursts(part, undefined), rule, groups, digest)
        groups = found.groups
        return found.announced.map(({ burst, nth }) => ({ id: burst.at.id, nth }))
      })
      expect(ours).toEqual(engine)
    }),
    probe('functions/alarm/bursts/repeats', { short: 100, long: 20_000 }),
  )
})
