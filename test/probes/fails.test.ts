/** A probe that finds something when `probes.test.ts` wants it to. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { probe } from './probe.ts'

test('numbers are below the limit', () => {
  const limit = Number(process.env.TRIPLINE_PROBE_LIMIT ?? Number.POSITIVE_INFINITY)
  fc.assert(
    fc.property(fc.nat(), (number) => {
      expect(number).toBeLessThan(limit)
    }),
    probe('probes/fails', { short: 10, long: 100 }),
  )
})
