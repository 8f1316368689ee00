/** What a memory announces, against the reference, for every order in which events can arrive. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Announcement,
  addSightings,
  emptyMemory,
  type Memory,
} from '../../../src/engine/memory/memory.ts'
import { inOrder } from '../../../src/engine/memory/run.ts'
import type { Step } from '../../../src/engine/memory/steps.ts'
import { probe } from '../../probes/probe.ts'
import { arrivalsOf, inBatches, inBatchesOf, newValueSteps, stepKinds } from './arrivals.ts'
import { episodesOf, firesOf, idOf, type Moment, sightingOf } from './episodes.ts'

const arrivals = arrivalsOf(stepKinds)
const allArrivals = arrivalsOf(fc.oneof(stepKinds, newValueSteps))

const isSame = (one: Announcement, other: Announcement): boolean =>
  one.anchor === other.anchor && one.due === other.due

describe('events in the order of time', () => {
  test('announce what the reference finds, in batches of any size', () => {
    fc.assert(
      fc.property(allArrivals, ({ step, all, batches }) => {
        const order = all.toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1))
        const sizes = batches.map(({ length }) => length)
        const { steps } = inBatchesOf(step, inBatches(order, sizes))
        const announced = steps.flatMap((step) => step.announced)
        expect(announced.map(({ anchor, due }) => ({ id: anchor, due }))).toEqual(
          firesOf(step, all),
        )
      }),
      probe('engine/memory/batches', { short: 1000, long: 40_000 }),
    )
  })
})

describe('events in any order', () => {
  test('each episode of the whole is announced, and one that is announced is not announced again', () => {
    fc.assert(
      fc.property(arrivals, ({ step, all, batches }) => {
        const { steps } = inBatchesOf(step, batches)
        const arrived = new Map<string, Moment>()
        const announced: Announcement[] = []
        for (const { batch, announced: now } of steps) {
          for (const moment of batch) arrived.set(moment.id, moment)
          const episodes = episodesOf(step, [...arrived.values()])
          const episodeOf = (id: string) =>
            episodes.findIndex((episode) => episode.some((moment) => moment.id === id))
          for (const each of now) {
            // It announces an event of an episode that had announced nothing of the kind.
            const episode = episodeOf(each.anchor)
            expect(episode).toBeGreaterThanOrEqual(0)
            const before = announced
              .filter(({ due }) => due === each.due)
              .map(({ anchor }) => episodeOf(anchor))
            expect(before).not.toContain(episode)
            announced.push(each)
          }
          // Nothing is owed once a batch is done.
          for (const { id, due } of firesOf(step, [...arrived.values()])) {
            const announcers = announced
              .filter((each) => each.due === due)
              .map(({ anchor }) => episodeOf(anchor))
            expect(announcers).toContain(episodeOf(id))
          }
        }
        expect(arrived.size).toBe(all.length)
      }),
      probe('engine/memory/episodes', { short: 1000, long: 40_000 }),
    )
  })

  test('what was decided is given again to the event that caused it, and to no other', () => {
    fc.assert(
      fc.property(allArrivals, ({ step, batches }) => {
        const { memory, steps } = inBatchesOf(step, batches)
        const announced = steps.flatMap((step) => step.announced)
        for (const { batch, announced: now } of steps) {
          for (const moment of batch) {
            const again = addSightings(memory, step, [sightingOf(moment, step)])
            expect(again.isChanged).toBe(false)
            const caused = announced.filter(({ cause }) => cause === moment.id)
            expect(new Set(again.announcements.map((each) => JSON.stringify(each)))).toEqual(
              new Set(caused.map((each) => JSON.stringify(each))),
            )
          }
          for (const { cause } of now) expect(batch.map(({ id }) => id)).toContain(cause)
        }
      }),
      probe('engine/memory/repeats', { short: 300, long: 20_000 }),
    )
  })
})

describe('a memory that is full', () => {
  test('announces what the reference finds as long as events come in order', () => {
    fc.assert(
      fc.property(allArrivals, fc.integer({ min: 1, max: 6 }), ({ step, all, batches }, limit) => {
        const order = all.toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1))
        const sizes = batches.map(({ length }) => length)
        const { steps, memory } = inBatchesOf(step, inBatches(order, sizes), limit)
        const announced = steps.flatMap((step) => step.announced)
        expect(announced.map(({ anchor, due }) => ({ id: anchor, due }))).toEqual(
          firesOf(step, all),
        )
        expect(memory.rows.length).toBeLessThanOrEqual(limit)
        const window = memory.settled?.state.window ?? []
        expect(window.length).toBeLessThanOrEqual(step.kind === 'threshold' ? step.count : 0)
      }),
      probe('engine/memory/in-order', { short: 500, long: 40_000 }),
    )
  })

  test('announces no episode twice, in whatever order events come', () => {
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 1, max: 25 }), ({ step, batches }, limit) => {
        let memory: Memory = emptyMemory
        const placed = new Map<string, Moment>()
        const announced: Announcement[] = []
        for (const batch of batches) {
          const { state } = memory.settled ?? {}
          const isTooLate = (moment: Moment) => state !== undefined && inOrder(moment, state) <= 0
          const sightings = batch.map((moment) => sightingOf(moment, step))
          const updated = addSightings(memory, step, sightings, limit)
          for (const moment of batch) if (!isTooLate(moment)) placed.set(moment.id, moment)
          const episodes = episodesOf(step, [...placed.values()])
          const episodeOf = (id: string) =>
            episodes.findIndex((episode) => episode.some((moment) => moment.id === id))
          for (const each of updated.announcements.filter(
            (announcement) => !announced.some((old) => isSame(old, announcement)),
          )) {
            const before = announced.filter(({ due }) => due === each.due)
            expect(before.map(({ anchor }) => episodeOf(anchor))).not.toContain(
              episodeOf(each.anchor),
            )
            announced.push(each)
          }
          memory = updated.memory
        }
      }),
      probe('engine/memory/out-of-order', { short: 3000, long: 200_000 }),
    )
  })

  test('remembers what the group that goes on has announced', () => {
    const step: Step = { kind: 'dedup', by: [], windowMs: 100, new: [], maxNew: null }
    const at = (atMs: number): Moment => ({ id: idOf(atMs), atMs, what: [] })
    const from = (first: number, last: number) =>
      Array.from({ length: last - first + 1 }, (_, index) => at(first + index))
    // Twelve announce the 10th repeat at 110. The late one moves the groups: 106 begins one, in which
    // 116 is the 10th repeat, and which has announced a 10th.
    const { steps, memory } = inBatchesOf(step, [from(100, 111), [at(5)]])
    expect(
      steps.map(({ announced }) => announced.map(({ anchorMs, due }) => [anchorMs, due])),
    ).toEqual([
      [
        [100, 0],
        [110, 10],
      ],
      [[106, 0]],
    ])
    const { memory: settled } = addSightings(memory, step, [sightingOf(at(112), step)], 1)
    expect(settled.rows).toHaveLength(1)
    const more = from(113, 120).map((moment) => sightingOf(moment, step))
    expect(addSightings(settled, step, more).announcements).toEqual([])
  })

  test('gives back an event whose place is gone, unless it is part of what goes on there', () => {
    const step: Step = { kind: 'dedup', by: [], windowMs: 100, new: [], maxNew: null }
    const at = (number: number, atMs: number): Moment => ({ id: idOf(number), atMs, what: [] })
    const { memory } = inBatchesOf(
      step,
      [[at(0, 1000)], [at(1, 1010)], [at(2, 1020)], [at(3, 1030)]],
      2,
    )
    const updated = (moment: Moment) => addSightings(memory, step, [sightingOf(moment, step)], 2)
    expect(updated(at(9, 1005))).toMatchObject({ announcements: [], late: [], isChanged: false })
    expect(updated(at(9, 500)).late).toEqual([sightingOf(at(9, 500), step)])
    // Known since long, and its message comes again: what it caused is not forgotten.
    expect(updated(at(0, 1000)).announcements).toEqual([
      { anchor: idOf(0), anchorMs: 1000, due: 0, cause: idOf(0) },
    ])
  })
})

test('of copies in one batch the first counts, as of copies in several', () => {
  const step: Step = { kind: 'threshold', by: [], windowMs: 10, count: 2, distinct: ['what'] }
  const copy = (number: number, atMs: number, ...what: string[]) =>
    sightingOf({ id: idOf(number), atMs, what }, step)
  const [first, late, other] = [copy(1, 100, 'a'), copy(1, 105, 'a', 'b'), copy(2, 130, 'c')]
  for (const batch of [
    [first, late, other],
    [other, first, late],
    [first, other, late, first],
  ]) {
    const { memory, announcements } = addSightings(emptyMemory, step, batch)
    expect(memory.rows).toEqual([first, other].map((each) => ({ ...each, announced: 0 })))
    expect(announcements).toEqual([])
    expect(addSightings(memory, step, [late])).toMatchObject({ memory, isChanged: false })
  }
  // The first alone is what counts even if a copy would have reached the threshold.
  expect(addSightings(emptyMemory, step, [late, first]).announcements).toMatchObject([
    { anchorMs: 105 },
  ])
})
