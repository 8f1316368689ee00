import { describe, expect, test } from 'vitest'
import { signInRegions } from '../../src/aws/event-regions.ts'
import {
  allRegions,
  defaultRegions,
  globalRegionOf,
  partitionOf,
  partitions,
} from '../../src/aws/regions.ts'

describe.each(partitions)('%s', (partition) => {
  test('its regions are its own, each once', () => {
    const all = allRegions(partition)
    expect(new Set(all).size).toBe(all.length)
    for (const region of all) {
      expect(region).toMatch(/^[a-z]{2}(?:-[a-z]+)+-\d$/)
      expect(partitionOf(region)).toBe(partition)
    }
  })

  test('where global services and sign-ins are seen is on in every account', () => {
    const on = defaultRegions(partition)
    expect(on).toContain(globalRegionOf(partition))
    const signIn = partition === 'aws' ? signInRegions : []
    for (const region of signIn) expect(on).toContain(region)
  })
})

test('the four sign-in regions are on by default', () => {
  expect(defaultRegions('aws')).toEqual(expect.arrayContaining([...signInRegions]))
  expect(defaultRegions('aws').length).toBe(17)
})

test('what is no region has no partition', () => {
  expect(partitionOf('eu-west-9')).toBeUndefined()
  expect(partitionOf('')).toBeUndefined()
})
