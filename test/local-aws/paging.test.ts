import fc from 'fast-check'
import { expect, test } from 'vitest'
import { page } from '../../packages/local-aws/paging.ts'
import { probe } from '../probes/probe.ts'

const self = (text: string) => text

test('pages one after the other give everything once, whatever the size', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string()), fc.integer({ min: 1, max: 7 }), (items, size) => {
      const got: string[] = []
      let marker: string | undefined
      do {
        const found = page(items, self, size, marker)
        if (found === undefined) throw new Error('refused its own marker')
        expect(found.items.length).toBeLessThanOrEqual(size)
        got.push(...found.items)
        marker = found.next
      } while (marker !== undefined)
      expect(got).toEqual(items.toSorted((one, other) => (one < other ? -1 : 1)))
    }),
    probe('local-aws/paging/pages', { short: 100, long: 20_000 }),
  )
})

test('what is taken away between two pages is missing, and nothing else', () => {
  const first = page(['a', 'b', 'c', 'd'], self, 2, undefined)
  expect(page(['a', 'c', 'd'], self, 2, first?.next)?.items).toEqual(['c', 'd'])
})

test('a marker that no page gave out is refused', () => {
  expect(page(['a'], self, 1, 'made up')).toBeUndefined()
})
