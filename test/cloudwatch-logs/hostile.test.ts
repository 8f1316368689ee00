/** Input nobody writes in good faith must be answered like any other. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseFilterPattern } from '../../src/cloudwatch-logs/parse-filter-pattern.ts'
import { testMetricFilter } from '../../src/cloudwatch-logs/test-metric-filter.ts'
import { probe } from '../probes/probe.ts'

const megabyte = 1_000_000

test('100,000 parentheses are refused for their length', () => {
  expect(parseFilterPattern(`{ ${'('.repeat(100_000)}`)).toMatchObject({
    ok: false,
    error: { column: 1025, message: 'The pattern has 100002 characters, and AWS takes 1024.' },
  })
})

test('parentheses as deep as a pattern can hold are read', () => {
  const depth = 505
  const pattern = `{${'('.repeat(depth)}$.a=1${')'.repeat(depth)}}`
  expect(testMetricFilter(pattern, '{"a":1}').result).toBe('match')
  expect(testMetricFilter(pattern, '{"a":2}').result).toBe('nomatch')
  expect(parseFilterPattern(`{${'('.repeat(1023)}`).ok).toBe(false)
  expect(parseFilterPattern(`[${'('.repeat(1023)}`).ok).toBe(false)
})

test('a message of a megabyte is searched', () => {
  const text = `${'a'.repeat(megabyte)}b`
  expect(testMetricFilter('ab', text).result).toBe('match')
  expect(testMetricFilter('?ac ?ad', text).result).toBe('nomatch')
  expect(testMetricFilter('[x]', text).result).toBe('match')
  expect(testMetricFilter('{ $.a = ab* }', text).result).toBe('nomatch')
})

test('wildcards and expressions that backtrack elsewhere are linear', () => {
  const text = 'a'.repeat(megabyte)
  const message = JSON.stringify({ a: text })
  expect(testMetricFilter('{ $.a = *a*a*a*a*a*a*b }', message).result).toBe('nomatch')
  expect(testMetricFilter('{ $.a = *a*a*a*a*a*a* }', message).result).toBe('nomatch')
  expect(testMetricFilter('%a*a*a*a*a*a*b%', text).result).toBe('nomatch')
  expect(testMetricFilter('{ $.a = %a+a+a+a+a+[bc]$% }', message).result).toBe('nomatch')
})

test('the longest expressions without counted repetition are read', () => {
  for (const part of ['a', 'a?', 'a*', 'a+', 'a|', '[a-z]+', '\\d*']) {
    const expression = `%${part.repeat(Math.floor(1020 / part.length))}b%`
    expect(parseFilterPattern(expression)).toMatchObject({ ok: true })
  }
})

test('a deeply nested message is matched', () => {
  const depth = 100_000
  const nested = `${'{"b":'.repeat(depth)}1${'}'.repeat(depth)}`
  const message = `{"a":1,"b":${nested},"c":${'['.repeat(depth)}${']'.repeat(depth)}}`
  expect(testMetricFilter('{ $.a = 1 && $.b.b.b != 1 }', message).result).toBe('nomatch')
  expect(testMetricFilter('{ $.a = 1 && $.c[0][0][1] NOT EXISTS }', message).result).toBe('match')
  expect(testMetricFilter('{ $.* = 1 }', message).result).toBe('match')
})

test('a message of opening brackets, of quotation marks or of blanks is cut into fields', () => {
  const half = megabyte / 2
  expect(testMetricFilter('[a, b = "* [", ...]', '[ '.repeat(half)).result).toBe('nomatch')
  expect(testMetricFilter('[a = "[", ...]', `${'[ '.repeat(half)}`).result).toBe('match')
  expect(testMetricFilter('[a = " ", ...]', '" '.repeat(half)).result).toBe('match')
  expect(testMetricFilter('[a, b]', ' '.repeat(megabyte)).result).toBe('nomatch')
  expect(testMetricFilter('[a, b]', `x${' '.repeat(megabyte)}y z`)).toEqual({
    result: 'match',
    extractedValues: { $a: 'x', $b: 'y z' },
  })
})

test('a wildcard selector over a large array is matched', () => {
  const message = JSON.stringify({ a: Array.from({ length: 100_000 }, (_, id) => ({ id })) })
  expect(testMetricFilter('{ $.a[*].id = 99999 }', message).result).toBe('match')
  expect(testMetricFilter('{ $.a[*].id > 99999 }', message).result).toBe('nomatch')
})

test('any text is a pattern or refused at a place inside it', () => {
  const symbol = fc.constantFrom(
    ...['{', '}', '[', ']', '(', ')', '$', '.', '*', '%', '"', "'", '\\', '=', '!', '<', '>'],
    ...[
      '&&',
      '||',
      ' ',
      '\n',
      ',',
      '...',
      '?',
      '-',
      'a',
      '1',
      'IS',
      'NULL',
      'NOT EXISTS',
      'é',
      '😀',
    ],
  )
  const text = fc.array(symbol, { maxLength: 40 }).map((symbols) => symbols.join(''))
  const framed = fc.constantFrom(
    ['{', '}'],
    ['[', ']'],
    ['{ $.a = ', '}'],
    ['[a = ', ']'],
    ['', ''],
  )
  fc.assert(
    fc.property(text, framed, text, (inside, [open, close], message) => {
      const pattern = `${open}${inside}${close}`
      const parsed = parseFilterPattern(pattern)
      const { result } = testMetricFilter(pattern, message)
      expect(result === 'invalid').toBe(!parsed.ok)
      if (parsed.ok) return
      const line = pattern.split('\n')[parsed.error.line - 1] ?? ''
      expect(parsed.error.column).toBeGreaterThan(0)
      expect(parsed.error.column).toBeLessThanOrEqual(line.length + 1)
      expect(parsed.error.message).toMatch(/\.$/)
    }),
    probe('cloudwatch-logs/hostile/any-text', { short: 5000, long: 250_000 }),
  )
})
