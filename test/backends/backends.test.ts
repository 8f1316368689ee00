/** The registry, and which values of `via` lead to which backends. */
import { describe, expect, test } from 'vitest'
import { backendByName, backendNoun, backendsFor } from '../../src/backends/backends.ts'
import { backends, vias } from '../../src/ir/names.ts'

describe.for(backends)('%s', (name) => {
  test('is registered under its name, and says in one sentence what it makes', () => {
    expect(backendByName[name].name).toBe(name)
    expect(backendByName[name].summary).toMatch(/^[A-Z][^.]*\.$/)
  })
  test('is asked for by some `via`', () => {
    expect(vias.some((via) => backendsFor(via).includes(name))).toBe(true)
  })
})

test('every `via` asks for the backends it names', () => {
  expect(Object.fromEntries(vias.map((via) => [via, backendsFor(via)]))).toEqual({
    eventbridge: ['event-pattern'],
    'metric-filter': ['metric-filter'],
    both: ['event-pattern', 'metric-filter'],
  })
})

test('a backend has a noun for sentences', () => {
  expect(backends.map(backendNoun)).toEqual(['event pattern', 'metric filter'])
})
