/** What a step finds in a history, against a reference that counts everything anew for each event. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { advance, inOrder, startRun, stateOf } from '../../../src/engine/memory/run.ts'
import {
  dedupStep,
  keyOf,
  newValueOf,
  type Step,
  stepsOf,
} from '../../../src/engine/memory/steps.ts'
import type { JsonObject } from '../../../src/ir/json.ts'
import { severities } from '../../../src/ir/names.ts'
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
    (ms): Step => ({ kind: 'dedup', by, windowMs: 3 * ms, new: [], maxNew: null }),
  ),
  'a dedup with `new` also fires for each new value': windowMs.map(
    (ms): Step => ({ kind: 'dedup', by, windowMs: 3 * ms, new: [['what']], maxNew: null }),
  ),
  'a dedup with `new` and a limit fires for the first new values': fc
    .tuple(windowMs, fc.integer({ min: 0, max: 2 }))
    .map(
      ([ms, maxNew]): Step => ({ kind: 'dedup', by, windowMs: 3 * ms, new: [['what']], maxNew }),
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
  const dedup: Step = { kind: 'dedup', by, windowMs: 5000, new: [], maxNew: null }

  test('fires at once, and again at 10, 100 and 1000 repeats', () => {
    const burst = at(...Array.from({ length: 2500 }, (_, atMs) => atMs))
    expect(timesOf(dedup, burst)).toEqual([
      [0, 0],
      [10, 10],
      [100, 100],
      [1000, 1000],
    ])
  })

  const each: Step = { ...dedup, new: [['what']] }
  const values = (count: number): Moment[] =>
    at(...Array(count).keys()).map((moment, number) => ({ ...moment, what: [`${number}`] }))

  test('fires for every new value without a limit', () => {
    expect(timesOf(each, values(300))).toEqual(Array.from({ length: 300 }, (_, at) => [at, 0]))
  })

  test('fires for the first twenty new values with a limit, then for the 100th and 1000th', () => {
    expect(timesOf({ ...each, maxNew: 20 }, values(2500))).toEqual([
      ...Array.from({ length: 21 }, (_, at) => [at, 0]),
      [100, -100],
      [1000, -1000],
    ])
  })

  test('counts repeats of all values together', () => {
    const alternating = at(...Array(13).keys()).map((moment, number) => ({
      ...moment,
      what: [number % 3 === 0 ? 'x' : 'y'],
    }))
    expect(timesOf(each, alternating)).toEqual([
      [0, 0],
      [1, 0],
      [11, 10],
    ])
  })

  test('remembers 1000 values; events with another value fire each time', () => {
    const again = values(1200).map(({ id, atMs, what }) => ({
      id: `${id}b`,
      atMs: atMs + 1200,
      what,
    }))
    const all = [...values(1200), ...again]
    const fired = timesOf(each, all).filter(([, due]) => due === 0)
    expect(fired.map(([atMs]) => atMs)).toEqual([
      ...Array(1200).keys(),
      ...Array.from({ length: 200 }, (_, number) => 2200 + number),
    ])
    // With a limit they count as new values.
    const limited = timesOf({ ...each, maxNew: 20 }, all).filter(([, due]) => due < 0)
    expect(limited).toEqual([
      [100, -100],
      [1000, -1000],
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
  const dedup = { ...recurrence, new: [['what']] }
  const severity = 'low'
  const steps = stepsOf({ dedup, threshold, firstSeen: recurrence, severity })
  const kinds = steps.map(({ kind }) => kind)
  expect(kinds).toEqual(['first-seen', 'threshold', 'dedup'])
  expect(
    stepsOf({ dedup: undefined, threshold: undefined, firstSeen: undefined, severity }),
  ).toEqual([])
})

test('a limit on new values depends on the severity', () => {
  const dedup = { by, windowMs: 1, new: [['what']] }
  const limits = severities.map((severity) => dedupStep(dedup, severity).maxNew)
  expect(Object.fromEntries(severities.map((severity, at) => [severity, limits[at]]))).toEqual({
    info: 20,
    low: 20,
    medium: 20,
    high: null,
    critical: null,
  })
})

test('a new value is everything at the paths, in any order of a list', () => {
  const value = (record: JsonObject) =>
    newValueOf({ record, envelope: { region: 'x' } }, [['what'], ['envelope', 'region']])
  const texts = [
    { what: { a: [1, 2] } },
    { what: { a: [1] } },
    { what: { a: 1 } },
    { what: ['a', 'b'] },
    { what: ['b', 'a', 'a'] },
    { what: null },
    {},
    { what: [] },
    { what: '1' },
    { what: 1 },
  ].map(value)
  expect(texts.map((text) => texts.indexOf(text))).toEqual([0, 1, 2, 3, 3, 5, 6, 6, 8, 9])
  expect(newValueOf({ record: { what: 1 }, envelope: {} }, [])).toBeUndefined()
})
