/** What a rule remembers, against a reference that counts everything anew for each event. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { remember } from '../../src/engine/history.ts'
import type { Event } from '../../src/ir/event.ts'
import type { Rule } from '../../src/ir/rule.ts'
import { probe } from '../probes/probe.ts'

interface Moment {
  readonly atMs: number
  readonly who: string
  readonly what: string
}

const eventOf = ({ who, what }: Moment): Event => ({ record: { who, what }, envelope: {} })

type Memory = Partial<Pick<Rule, 'threshold' | 'firstSeen' | 'dedup'>>

function counts(memory: Memory, moments: readonly Moment[]): (number | undefined)[] {
  const take = remember({
    threshold: undefined,
    firstSeen: undefined,
    dedup: undefined,
    ...memory,
  } as Rule)
  return moments.map((moment) => take(eventOf(moment), moment.atMs)?.count)
}

const moments = fc
  .array(
    fc.record({
      atMs: fc.integer({ min: 0, max: 40 }),
      who: fc.constantFrom('a', 'b'),
      what: fc.constantFrom('x', 'y', 'z'),
    }),
    { maxLength: 30 },
  )
  .map((all) => all.toSorted((one, other) => one.atMs - other.atMs))

const small = fc.integer({ min: 0, max: 12 })

describe('threshold', () => {
  const reference = (
    count: number,
    windowMs: number,
    distinct: boolean,
    all: readonly Moment[],
  ) => {
    const lying = (index: number, who: string): number => {
      const atMs = all[index]?.atMs ?? 0
      const near = all
        .slice(0, index + 1)
        .filter((moment) => moment.who === who && atMs - moment.atMs <= windowMs)
      return distinct ? new Set(near.map(({ what }) => what)).size : near.length
    }
    return all.map(({ who }, index) => {
      const before = all.slice(0, index).findLastIndex((moment) => moment.who === who)
      const wasReached = before >= 0 && lying(before, who) >= count
      return lying(index, who) >= count && !wasReached
    })
  }

  test.for([false, true])(
    'fires when the count is reached, and again only after it fell below (distinct values: %s)',
    (distinct) => {
      fc.assert(
        fc.property(moments, fc.integer({ min: 2, max: 4 }), small, (all, count, windowMs) => {
          const threshold = {
            count,
            windowMs,
            by: [['who']],
            distinct: distinct ? ['what'] : undefined,
          }
          const fired = counts({ threshold }, all).map((each) => each !== undefined)
          expect(fired).toEqual(reference(count, windowMs, distinct, all))
        }),
        probe('engine/history/threshold', { short: 2000, long: 100_000 }),
      )
    },
  )

  test('takes events that lie exactly the window apart', () => {
    const at = (atMs: number) => ({ atMs, who: 'a', what: 'x' })
    const threshold = { count: 2, windowMs: 10, by: [], distinct: undefined }
    expect(counts({ threshold }, [at(0), at(10)])).toEqual([undefined, 2])
    expect(counts({ threshold }, [at(0), at(11)])).toEqual([undefined, undefined])
  })
})

test('firstSeen fires for what was not seen for the window, every sighting counting', () => {
  fc.assert(
    fc.property(moments, small, (all, windowMs) => {
      const fired = counts({ firstSeen: { by: [['who'], ['what']], windowMs } }, all)
      const expected = all.map(({ atMs, who, what }, index) => {
        const before = all
          .slice(0, index)
          .filter((moment) => moment.who === who && moment.what === what)
        return before.some((moment) => atMs - moment.atMs <= windowMs) ? undefined : 1
      })
      expect(fired).toEqual(expected)
    }),
    probe('engine/history/first-seen', { short: 2000, long: 100_000 }),
  )
})

describe('dedup', () => {
  const burst = (count: number): Moment[] =>
    Array.from({ length: count }, (_, atMs) => ({ atMs, who: 'a', what: 'x' }))
  const dedup = { by: [['who']], windowMs: 5000 }

  test('sends the first at once, and again at 10, 100 and 1000 repeats', () => {
    const sent = counts({ dedup }, burst(2500)).flatMap((count, index) =>
      count === undefined ? [] : [[index, count]],
    )
    expect(sent).toEqual([
      [0, 1],
      [10, 11],
      [100, 101],
      [1000, 1001],
    ])
  })

  test('begins anew when the window after the first has passed', () => {
    const all = [0, 4000, 5000, 5001].map((atMs) => ({ atMs, who: 'a', what: 'x' }))
    expect(counts({ dedup }, all)).toEqual([1, undefined, undefined, 1])
  })

  test('keeps keys apart, an absent one being a key of its own', () => {
    const take = remember({ threshold: undefined, firstSeen: undefined, dedup } as unknown as Rule)
    const events = [{ who: 'a' }, { who: 'b' }, {}, { who: null }, {}].map((record) => ({
      record,
      envelope: {},
    }))
    expect(events.map((event) => take(event, 0) !== undefined)).toEqual([
      true,
      true,
      true,
      true,
      false,
    ])
  })
})

test('a threshold and a dedup work in that order', () => {
  const all = Array.from({ length: 6 }, (_, index) => ({
    atMs: index * 20,
    who: 'a',
    what: 'x',
  })).flatMap((one) => [one, one])
  const threshold = { count: 2, windowMs: 5, by: [['who']], distinct: undefined }
  const sent = counts({ threshold, dedup: { by: [['who']], windowMs: 1000 } }, all)
  expect(sent.filter((count) => count !== undefined)).toEqual([2])
})
