/** In no hour are there more actions than allowed, however requests come. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { admit, type Taken } from '../../../src/respond/contract/rate.ts'
import { probe } from '../../probes/probe.ts'

const hourMs = 3_600_000

test('never more in any hour, and never fewer than could be', () => {
  const requestTimes = fc.array(fc.nat(2 * hourMs), { maxLength: 60 })
  void fc.assert(
    fc.property(requestTimes, fc.integer({ min: 1, max: 5 }), (times, max) => {
      const granted: number[] = []
      let taken: readonly Taken[] = []
      for (const [id, atMs] of times.sort((a, b) => a - b).entries()) {
        const isFull = granted.filter((other) => other > atMs - hourMs).length >= max
        const next = admit(taken, String(id), atMs, max)
        expect(next === null).toBe(isFull)
        if (next === null) continue
        granted.push(atMs)
        taken = next
      }
      expect(taken.length).toBeLessThanOrEqual(max)
    }),
    probe('respond/rate/hours', { short: 100, long: 20_000 }),
  )
})

test('the same response is counted once', () => {
  const taken = admit([], 'a', 0, 1) ?? []
  expect(admit(taken, 'a', 1, 1)).toEqual(taken)
  expect(admit(taken, 'b', 1, 1)).toBeNull()
})
