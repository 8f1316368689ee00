/** What a step finds in a history, against a reference that counts everything anew for each event. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { advance, inOrder, startRun, stateOf } from '../../../src/engine/memory/run.ts'
import { keyOf, type Step, stepsOf } from '../../../src/engine/memory/steps.ts'
import type { Threshold } from '../../../src/ir/rule.ts'
import { probe } from '../../probes/probe.ts'
import { episodesOf, type Fire, firesOf, idOf, type Moment, sightingOf } from './episodes.ts'

const by = [['who']]

/** What a run finds due, stopped and started again after each event where `isStopped`. */
function run(step: Step, moments: readonly Moment[], isStopped = false): Fire[] {
  let now = startRun()
  return moments.toSorted(inOrder).flatMap((moment) => {
    const { due } = advance(now, step, sightingOf(moment, step))
    if (isStopped) now = startRun(JSON.parse(JSON.stringify(stateOf(now, moment.id))))
    return due === null ? [] : [{ id: moment.id, due }]
  })
}

const moments: fc.Arbitrary<Moment[]> = fc
  .array(
    fc.record({
      atMs: fc.integer({ min: 0, max: 40 }),
      what: fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 3 }),
    }),
    { maxLength: 30 },
  )
  .map((all) => all.map((each, number) => ({ ...each, id: idOf(number) })))

const windowMs = fc.integer({ min: 0, max: 12 })
const count = fc.integer({ min: 2, max: 4 })

const steps: Readonly<Record<string, fc.Arbitrary<Step>>> = {
  'first-seen fires for what was not seen for the window, every sighting counting': windowMs.map(
    (ms): Step => ({ kind: 'first-seen', by, windowMs: ms }),
  ),
  'a threshold fires when the count is reached, and again only after it fell below': fc
    .tuple(count, windowMs)
    .map(
      ([n, ms]): Step => ({ kind: 'threshold', by, count: n, windowMs: ms, distinct: undefined }),
    ),
  'a threshold of distinct values counts each value from when it was last seen': fc
    .tuple(count, windowMs)
    .map(
      ([n, ms]): Step => ({ kind: 'threshold', by, count: n, windowMs: ms, distinct: ['what'] }),
    ),
  'a dedup fires for the first of a window, and for its 10th repeat': windowMs.map(
    (ms): Step => ({ kind: 'dedup', by, windowMs: 3 * ms }),
  ),
}

test.each(Object.entries(steps))('%s', (_, step) => {
  fc.assert(
    fc.property(step, moments, (step, all) => {
      expect(run(step, all)).toEqual(firesOf(step, all))
    }),
    probe('engine/memory/run/due', { short: 1000, long: 40_000 }),
  )
})

test.each(Object.entries(steps))('%s, also where it is stopped and goes on', (_, step) => {
  fc.assert(
    fc.property(step, moments, (step, all) => {
      expect(run(step, all, true)).toEqual(run(step, all))
    }),
    probe('engine/memory/run/stopped', { short: 300, long: 20_000 }),
  )
})

test('an episode holds the events that belong together', () => {
  fc.assert(
    fc.property(fc.oneof(...Object.values(steps)), moments, (step, all) => {
      const now = startRun()
      const placed = all.toSorted(inOrder).flatMap((moment) => {
        const { episode } = advance(now, step, sightingOf(moment, step))
        return episode === null ? [] : [{ id: moment.id, episode }]
      })
      const found = [...Map.groupBy(placed, ({ episode }) => episode).values()]
      expect(found.map((episode) => episode.map(({ id }) => id))).toEqual(
        episodesOf(step, all).map((episode) => episode.map(({ id }) => id)),
      )
    }),
    probe('engine/memory/run/episodes', { short: 500, long: 20_000 }),
  )
})

const at = (...times: number[]): Moment[] =>
  times.map((atMs, number) => ({ id: idOf(number), atMs, what: [] }))

const timesOf = (step: Step, all: readonly Moment[]): (readonly [number | undefined, number])[] =>
  run(step, all).map(({ id, due }) => [all.find((each) => each.id === id)?.atMs, due])

test('a threshold takes events that lie exactly the window apart', () => {
  const step: Step = { kind: 'threshold', count: 2, windowMs: 10, by: [], distinct: undefined }
  expect(timesOf(step, at(0, 10))).toEqual([[10, 0]])
  expect(timesOf(step, at(0, 11))).toEqual([])
})

describe('dedup', () => {
  const dedup: Step = { kind: 'dedup', by, windowMs: 5000 }

  test('fires at once, and again at 10, 100 and 1000 repeats', () => {
    const burst = at(...Array.from({ length: 2500 }, (_, atMs) => atMs))
    expect(timesOf(dedup, burst)).toEqual([
      [0, 0],
      [10, 10],
      [100, 100],
      [1000, 1000],
    ])
  })

  test('begins anew when the window after the first has passed', () => {
    expect(timesOf(dedup, at(0, 4000, 5000, 5001))).toEqual([
      [0, 0],
      [5001, 0],
    ])
  })
})

test('keys tell values apart, an absent one being a value of its own', () => {
  const keys = [{ who: 'a' }, { who: 'b' }, {}, { who: null }, {}, { who: ['a', 'a'] }].map(
    (record) => keyOf({ record, envelope: {} }, by),
  )
  expect(keys.map((key) => keys.indexOf(key))).toEqual([0, 1, 2, 3, 2, 0])
})

test('the steps of a rule are first-seen, threshold and dedup, in that order', () => {
  const recurrence = { by, windowMs: 1 }
  const threshold: Threshold = { ...recurrence, count: 2, distinct: undefined }
  const kinds = stepsOf({ dedup: recurrence, threshold, firstSeen: recurrence }).map(
    ({ kind }) => kind,
  )
  expect(kinds).toEqual(['first-seen', 'threshold', 'dedup'])
  expect(stepsOf({ dedup: undefined, threshold: undefined, firstSeen: undefined })).toEqual([])
})
