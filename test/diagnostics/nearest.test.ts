import { describe, expect, test } from 'vitest'
import { nearest } from '../../src/diagnostics/nearest.ts'

const words = [
  'prefix',
  'suffix',
  'contains',
  'equals-ignore-case',
  'firstSeen',
  'within',
  'by',
  'is',
  'not',
]

describe('a guess', () => {
  test.each([
    ['prefxi', 'prefix'],
    ['Prefix', 'prefix'],
    ['sufix', 'suffix'],
    ['equals_ignore_case', 'equals-ignore-case'],
    ['equalsIgnoreCase', 'equals-ignore-case'],
    ['first-seen', 'firstSeen'],
    ['wihtin', 'within'],
    ['nto', 'not'],
    ['bye', 'by'],
  ])('%s → %s', (written, word) => expect(nearest(written, words)).toBe(word))

  test.each(['', 'x', 'xyz', 'regex', 'prefix-of-something-else', '__proto__', '🚨🚨🚨'])(
    '%j: none',
    (written) => expect(nearest(written, words)).toBeUndefined(),
  )

  test('is never the word itself, and the closest of several', () => {
    expect(nearest('prefix', ['prefix'])).toBeUndefined()
    expect(nearest('prefix', ['prefix', 'prefixes'])).toBe('prefixes')
    expect(nearest('sufix', ['prefix', 'suffix'])).toBe('suffix')
    expect(nearest('Is', ['as', 'is'])).toBe('is')
  })

  test('for a word as long as a file takes no time worth speaking of', () => {
    const many = Array.from({ length: 2000 }, (_, n) => `${'x'.repeat(75)}${n}`)
    expect(nearest('x'.repeat(1_000_000), many)).toBeDefined()
    expect(nearest('y'.repeat(1_000_000), many)).toBeUndefined()
  })
})
