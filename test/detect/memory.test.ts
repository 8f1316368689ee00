/** What a memory tells, against the reference, for every order in which events can arrive. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryFrom, stored } from '../../src/detect/codec.ts'
import { type Memory, nothing, type Telling, take } from '../../src/detect/memory.ts'
import { inOrder } from '../../src/detect/reckoning.ts'
import type { Stage } from '../../src/detect/stage.ts'
import { probe } from '../probes/probe.ts'
import { episodesOf, firesOf, idOf, type Moment, sightingOf } from './episodes.ts'

const windowMs = fc.integer({ min: 0, max: 12 })
const by = [['who']]

const stages: fc.Arbitrary<Stage> = fc.oneof(
  windowMs.map((ms): Stage => ({ kind: 'first-seen', by, windowMs: ms })),
  windowMs.map((ms): Stage => ({ kind: 'dedup', by, windowMs: 3 * ms })),
  fc
    .tuple(windowMs, fc.integer({ min: 2, max: 4 }), fc.constantFrom(undefined, ['what']))
    .map(
      ([ms, count, distinct]): Stage => ({ kind: 'threshold', by, windowMs: ms, count, distinct }),
    ),
)

const moments: fc.Arbitrary<Moment[]> = fc
  .array(
    fc.record({
      atMs: fc.integer({ min: 0, max: 40 }),
      what: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 2 }),
    }),
    { maxLength: 40 },
  )
  .map((all) => all.map((each, number) => ({ ...each, id: idOf(number) })))

/** Arrivals, in batches, some more than once. */
const arrivals = fc.tuple(stages, moments).chain(([stage, all]) =>
  fc.record({
    stage: fc.constant(stage),
    all: fc.constant(all),
    batches: fc
      .tuple(
        fc.shuffledSubarray(all, { minLength: all.length }),
        fc.subarray(all),
        fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 41, maxLength: 41 }),
      )
      .map(([order, again, sizes]) => inBatches([...order, ...again], sizes)),
  }),
)

function inBatches(order: readonly Moment[], sizes: readonly number[]): Moment[][] {
  const batches: Moment[][] = []
  let from = 0
  for (const size of sizes) {
    batches.push(order.slice(from, from + size))
    from += size
  }
  return [...batches, order.slice(from)].filter(({ length }) => length > 0)
}

const isSame = (one: Telling, other: Telling): boolean =>
  one.anchor === other.anchor && one.due === other.due

/** Through its stored form each time, as between two invocations. */
function through(stage: Stage, batches: readonly (readonly Moment[])[], limit?: number) {
  let memory: Memory = nothing
  const steps: { batch: readonly Moment[]; told: Telling[]; late: string[] }[] = []
  for (const batch of batches) {
    const before = memory
    const taken = take(
      memory,
      stage,
      batch.map((moment) => sightingOf(moment, stage)),
      limit,
    )
    const isNew = (each: Telling) =>
      !before.tellings.some(({ anchor, due }) => anchor === each.anchor && due === each.due)
    const told = taken.memory.tellings.filter(isNew)
    steps.push({ batch, told, late: taken.late.map(({ id }) => id) })
    memory = memoryFrom(stored(taken.memory, 'test')) ?? nothing
    expect(memory).toEqual(taken.memory)
  }
  return { memory, steps }
}

describe('events in the order of time', () => {
  test('tell what the reference tells, in batches of any size', () => {
    fc.assert(
      fc.property(arrivals, ({ stage, all, batches }) => {
        const order = all.toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1))
        const sizes = batches.map(({ length }) => length)
        const { steps } = through(stage, inBatches(order, sizes))
        const told = steps.flatMap((step) => step.told)
        expect(told.map(({ anchor, due }) => ({ id: anchor, due }))).toEqual(firesOf(stage, all))
      }),
      probe('detect/memory/batches', { short: 1000, long: 40_000 }),
    )
  })
})

describe('events in any order', () => {
  test('each episode of the whole is told, and one that is told is not told again', () => {
    fc.assert(
      fc.property(arrivals, ({ stage, all, batches }) => {
        const { steps } = through(stage, batches)
        const arrived = new Map<string, Moment>()
        const told: Telling[] = []
        for (const { batch, told: now } of steps) {
          for (const moment of batch) arrived.set(moment.id, moment)
          const episodes = episodesOf(stage, [...arrived.values()])
          const episodeOf = (id: string) =>
            episodes.findIndex((episode) => episode.some((moment) => moment.id === id))
          for (const each of now) {
            // It tells an event of an episode that had told nothing of the kind.
            const episode = episodeOf(each.anchor)
            expect(episode).toBeGreaterThanOrEqual(0)
            const before = told
              .filter(({ due }) => due === each.due)
              .map(({ anchor }) => episodeOf(anchor))
            expect(before).not.toContain(episode)
            told.push(each)
          }
          // Nothing is owed once a batch is done.
          for (const { id, due } of firesOf(stage, [...arrived.values()])) {
            const tellers = told
              .filter((each) => each.due === due)
              .map(({ anchor }) => episodeOf(anchor))
            expect(tellers).toContain(episodeOf(id))
          }
        }
        expect(arrived.size).toBe(all.length)
      }),
      probe('detect/memory/episodes', { short: 1000, long: 40_000 }),
    )
  })

  test('what was decided is given again to the event that caused it, and to no other', () => {
    fc.assert(
      fc.property(arrivals, ({ stage, batches }) => {
        const { memory, steps } = through(stage, batches)
        const told = steps.flatMap((step) => step.told)
        for (const { batch, told: now } of steps) {
          for (const moment of batch) {
            const again = take(memory, stage, [sightingOf(moment, stage)])
            expect(again.isChanged).toBe(false)
            const caused = told.filter(({ cause }) => cause === moment.id)
            expect(new Set(again.tellings.map((each) => JSON.stringify(each)))).toEqual(
              new Set(caused.map((each) => JSON.stringify(each))),
            )
          }
          for (const { cause } of now) expect(batch.map(({ id }) => id)).toContain(cause)
        }
      }),
      probe('detect/memory/repeats', { short: 300, long: 20_000 }),
    )
  })
})

describe('a memory that is full', () => {
  test('tells what the reference tells as long as events come in order', () => {
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 1, max: 6 }), ({ stage, all, batches }, limit) => {
        const order = all.toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1))
        const sizes = batches.map(({ length }) => length)
        const { steps, memory } = through(stage, inBatches(order, sizes), limit)
        const told = steps.flatMap((step) => step.told)
        expect(told.map(({ anchor, due }) => ({ id: anchor, due }))).toEqual(firesOf(stage, all))
        expect(memory.rows.length).toBeLessThanOrEqual(limit)
        const window = memory.settled?.standing.window ?? []
        expect(window.length).toBeLessThanOrEqual(stage.kind === 'threshold' ? stage.count : 0)
      }),
      probe('detect/memory/in-order', { short: 500, long: 40_000 }),
    )
  })

  test('tells no episode twice, in whatever order events come', () => {
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 1, max: 25 }), ({ stage, batches }, limit) => {
        let memory: Memory = nothing
        const placed = new Map<string, Moment>()
        const told: Telling[] = []
        for (const batch of batches) {
          const { standing } = memory.settled ?? {}
          const isBehind = (moment: Moment) =>
            standing !== undefined && inOrder(moment, standing) <= 0
          const sightings = batch.map((moment) => sightingOf(moment, stage))
          const taken = take(memory, stage, sightings, limit)
          for (const moment of batch) if (!isBehind(moment)) placed.set(moment.id, moment)
          const episodes = episodesOf(stage, [...placed.values()])
          const episodeOf = (id: string) =>
            episodes.findIndex((episode) => episode.some((moment) => moment.id === id))
          for (const each of taken.tellings.filter(
            (telling) => !told.some((old) => isSame(old, telling)),
          )) {
            const before = told.filter(({ due }) => due === each.due)
            expect(before.map(({ anchor }) => episodeOf(anchor))).not.toContain(
              episodeOf(each.anchor),
            )
            told.push(each)
          }
          memory = taken.memory
        }
      }),
      probe('detect/memory/out-of-order', { short: 3000, long: 200_000 }),
    )
  })

  test('remembers what the group that goes on has told', () => {
    const stage: Stage = { kind: 'dedup', by: [], windowMs: 100 }
    const at = (atMs: number): Moment => ({ id: idOf(atMs), atMs, what: [] })
    const from = (first: number, last: number) =>
      Array.from({ length: last - first + 1 }, (_, index) => at(first + index))
    // Twelve tell the 10th repeat at 110. The late one moves the groups: 106 begins one, in which
    // 116 is the 10th repeat, and which has told a 10th.
    const { steps, memory } = through(stage, [from(100, 111), [at(5)]])
    expect(steps.map(({ told }) => told.map(({ anchorMs, due }) => [anchorMs, due]))).toEqual([
      [
        [100, 0],
        [110, 10],
      ],
      [[106, 0]],
    ])
    const { memory: settled } = take(memory, stage, [sightingOf(at(112), stage)], 1)
    expect(settled.rows).toHaveLength(1)
    const more = from(113, 120).map((moment) => sightingOf(moment, stage))
    expect(take(settled, stage, more).tellings).toEqual([])
  })

  test('gives back an event whose place is gone, unless it is part of what goes on there', () => {
    const stage: Stage = { kind: 'dedup', by: [], windowMs: 100 }
    const at = (number: number, atMs: number): Moment => ({ id: idOf(number), atMs, what: [] })
    const { memory } = through(
      stage,
      [[at(0, 1000)], [at(1, 1010)], [at(2, 1020)], [at(3, 1030)]],
      2,
    )
    const taken = (moment: Moment) => take(memory, stage, [sightingOf(moment, stage)], 2)
    expect(taken(at(9, 1005))).toMatchObject({ tellings: [], late: [], isChanged: false })
    expect(taken(at(9, 500)).late).toEqual([sightingOf(at(9, 500), stage)])
    // Known since long, and its message comes again: what it caused is not forgotten.
    expect(taken(at(0, 1000)).tellings).toEqual([
      { anchor: idOf(0), anchorMs: 1000, due: 0, cause: idOf(0) },
    ])
  })
})
