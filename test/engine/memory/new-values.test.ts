/** Each value of a dedup with `new` is announced once in its episode, in whatever order events arrive. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Announcement,
  addSightings,
  emptyMemory,
  type Memory,
} from '../../../src/engine/memory/memory.ts'
import { maxValues } from '../../../src/engine/memory/new-values.ts'
import type { Step } from '../../../src/engine/memory/steps.ts'
import { probe } from '../../probes/probe.ts'
import { arrivalsOf, inBatchesOf, newValueSteps } from './arrivals.ts'
import { episodesOf, firesOf, idOf, type Moment, newValueOf, sightingOf } from './episodes.ts'

const step: Step = { kind: 'dedup', by: [], windowMs: 100, new: [['what']], maxNew: null }
const at = (number: number, atMs: number, ...what: string[]): Moment => ({
  id: idOf(number),
  atMs,
  what,
})

const valueIn = (moments: ReadonlyMap<string, Moment>) => (id: string) =>
  newValueOf(moments.get(id)?.what ?? [])

test('an event that arrives has its value announced in its episode, by it or before', () => {
  let limited = 0
  fc.assert(
    fc.property(arrivalsOf(newValueSteps), ({ step, batches }) => {
      const { steps } = inBatchesOf(step, batches)
      const arrived = new Map<string, Moment>()
      const valueFor = valueIn(arrived)
      const announced: Announcement[] = []
      for (const { batch, announced: now } of steps) {
        const fresh = batch.filter(({ id }) => !arrived.has(id)).map(({ id }) => id)
        for (const moment of batch) arrived.set(moment.id, moment)
        const episodes = episodesOf(step, [...arrived.values()]).map((episode) =>
          episode.map(({ id }) => id),
        )
        const idsWith = (id: string): string[] => episodes.find((ids) => ids.includes(id)) ?? []
        for (const { anchor, due, cause } of now) {
          const ids = idsWith(anchor)
          const before = announced.filter((each) => each.due === due && ids.includes(each.anchor))
          const isStart = ids[0] === anchor
          if (due !== 0) expect(before).toEqual([])
          // Where a start moved and its value was announced elsewhere, the episode has announced nothing.
          else if (cause !== anchor) expect([isStart, before]).toEqual([true, []])
          else expect(before.map((each) => valueFor(each.anchor))).not.toContain(valueFor(anchor))
          announced.push(...now.filter((each) => each.anchor === anchor && each.due === due))
        }
        const dues = firesOf(step, [...arrived.values()]).filter(({ due }) => due === 0)
        for (const id of fresh) {
          const ids = idsWith(id)
          const isSame = (other: string) => ids.includes(other) && valueFor(other) === valueFor(id)
          // With a limit, the value may be none of the first.
          if (dues.some((due) => isSame(due.id)))
            expect(announced.some(({ anchor, due }) => due === 0 && isSame(anchor))).toBe(true)
          else limited++
        }
        for (const ids of episodes)
          expect(announced.some(({ anchor, due }) => due === 0 && ids.includes(anchor))).toBe(true)
        // Repeats are owed by the set of events, as without `new`.
        for (const { id, due } of firesOf(step, [...arrived.values()]).filter(({ due }) => due > 0))
          expect(
            announced.some((each) => each.due === due && idsWith(id).includes(each.anchor)),
          ).toBe(true)
      }
    }),
    probe('engine/memory/new-values/any-order', { short: 1000, long: 40_000 }),
  )
  expect(limited).toBeGreaterThan(100)
})

test('a full memory hides no value: it was announced within the window, or is late', () => {
  const all = newValueSteps.filter((step) => step.kind === 'dedup' && step.maxNew === null)
  fc.assert(
    fc.property(arrivalsOf(all), fc.integer({ min: 1, max: 25 }), ({ step, batches }, limit) => {
      const { steps } = inBatchesOf(step, batches, limit)
      const arrived = new Map<string, Moment>()
      const valueFor = valueIn(arrived)
      const announced: Announcement[] = []
      for (const { batch, announced: now, late } of steps) {
        for (const moment of batch) arrived.set(moment.id, moment)
        announced.push(...now)
        for (const { id, atMs } of batch) {
          const isKnown = announced.some(
            ({ anchor, anchorMs }) =>
              valueFor(anchor) === valueFor(id) && Math.abs(anchorMs - atMs) <= 2 * step.windowMs,
          )
          expect(isKnown || late.includes(id)).toBe(true)
        }
      }
    }),
    probe('engine/memory/new-values/full', { short: 1000, long: 40_000 }),
  )
})

test('an alert about a new value is about the event that has it', () => {
  // The late event makes 50 begin the episode of 100, whose value it had announced already.
  const { steps } = inBatchesOf(step, [[at(1, 0, 'a')], [at(2, 50, 'b')], [at(3, -60, 'c')]])
  expect(
    steps.map(({ announced }) => announced.map(({ anchorMs, due }) => [anchorMs, due])),
  ).toEqual([[[0, 0]], [[50, 0]], [[-60, 0]]])
})

test('a late event with a new value is announced, although its episode is', () => {
  const { steps } = inBatchesOf(step, [[at(1, 10, 'a')], [at(2, 5, 'b')], [at(3, 7, 'a')]])
  expect(steps.map(({ announced }) => announced.map(({ anchorMs }) => anchorMs))).toEqual([
    [10],
    [5],
    [],
  ])
})

test('a late event whose place is settled is late if its episode did not have its value', () => {
  const first = [at(0, 1000, 'a'), at(1, 1010, 'b'), at(2, 1020, 'a'), at(3, 1030, 'a')]
  const { memory } = inBatchesOf(
    step,
    first.map((each) => [each]),
    2,
  )
  const updated = (moment: Moment) => addSightings(memory, step, [sightingOf(moment, step)], 2)
  expect(updated(at(9, 1005, 'b'))).toMatchObject({ announcements: [], late: [] })
  expect(updated(at(9, 1005, 'c')).late).toEqual([sightingOf(at(9, 1005, 'c'), step)])
})

test('more values than a memory holds are all announced', () => {
  let memory: Memory = emptyMemory
  const announced: string[] = []
  const count = maxValues + 200
  for (let from = 0; from < count; from += 100) {
    const batch = Array.from({ length: 100 }, (_, index) => from + index)
    const updated = addSightings(
      memory,
      { ...step, windowMs: 10_000 },
      batch.map((number) => sightingOf(at(number, number, `${number}`), step)),
      300,
    )
    memory = updated.memory
    announced.push(...updated.announcements.map(({ anchor }) => anchor))
  }
  expect(new Set(announced).size).toBe(count)
  expect(memory.settled?.state.episode).toMatchObject({ repeats: 0, untracked: 50 })
  expect(memory.settled?.state.episode?.values).toHaveLength(maxValues)
})
