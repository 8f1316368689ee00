/** Random events of one key, and the batches in which they arrive. */
import fc from 'fast-check'
import { expect } from 'vitest'
import { contentOf, memoryFrom } from '../../../src/detect/memory-codec.ts'
import {
  type Announcement,
  addSightings,
  emptyMemory,
  type Memory,
} from '../../../src/engine/memory/memory.ts'
import type { Step } from '../../../src/engine/memory/steps.ts'
import { idOf, type Moment, sightingOf } from './episodes.ts'

const windowMs = fc.integer({ min: 0, max: 12 })
const by = [['who']]

/** Steps whose episodes announce their start and numbers of repeats. */
export const stepKinds: fc.Arbitrary<Step> = fc.oneof(
  windowMs.map((ms): Step => ({ kind: 'first-seen', by, windowMs: ms })),
  windowMs.map((ms): Step => ({ kind: 'dedup', by, windowMs: 3 * ms, new: [], maxNew: null })),
  fc
    .tuple(windowMs, fc.integer({ min: 2, max: 4 }), fc.constantFrom(undefined, ['what']))
    .map(
      ([ms, count, distinct]): Step => ({ kind: 'threshold', by, windowMs: ms, count, distinct }),
    ),
)

/** A dedup whose episodes also announce new values. */
export const newValueSteps = fc
  .tuple(windowMs, fc.constantFrom(null, 0, 1, 2))
  .map(([ms, maxNew]): Step => ({ kind: 'dedup', by, windowMs: 3 * ms, new: [['what']], maxNew }))

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
export const arrivalsOf = (steps: fc.Arbitrary<Step>) =>
  fc.tuple(steps, moments).chain(([step, all]) =>
    fc.record({
      step: fc.constant(step),
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

export function inBatches(order: readonly Moment[], sizes: readonly number[]): Moment[][] {
  const batches: Moment[][] = []
  let from = 0
  for (const size of sizes) {
    batches.push(order.slice(from, from + size))
    from += size
  }
  return [...batches, order.slice(from)].filter(({ length }) => length > 0)
}

/** Through its stored form each time, as between two invocations. */
export function inBatchesOf(step: Step, batches: readonly (readonly Moment[])[], limit?: number) {
  let memory: Memory = emptyMemory
  const steps: { batch: readonly Moment[]; announced: Announcement[]; late: string[] }[] = []
  for (const batch of batches) {
    const before = memory
    const updated = addSightings(
      memory,
      step,
      batch.map((moment) => sightingOf(moment, step)),
      limit,
    )
    const isNew = (each: Announcement) =>
      !before.announcements.some(({ anchor, due }) => anchor === each.anchor && due === each.due)
    const announced = updated.memory.announcements.filter(isNew)
    steps.push({ batch, announced, late: updated.late.map(({ id }) => id) })
    memory = memoryFrom(contentOf(updated.memory, 'test')) ?? emptyMemory
    expect(memory).toEqual(updated.memory)
  }
  return { memory, steps }
}
