/** Values written as texts that share what they have in common, and read back. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sharedTexts, wholeValue } from '../../src/ruleset/shared-texts.ts'
import { probe } from '../probes/probe.ts'

const readBack = (values: readonly unknown[]): unknown[] => {
  const whole = sharedTexts(values)
  return whole.texts.map((text) => wholeValue(text, whole))
}

test('whatever JSON goes in comes out', () => {
  const hostile = fc.constantFrom(
    '#0',
    '"#1"',
    `it's "#2"`,
    "'",
    '\\',
    '\\"#3',
    '\u2028',
    '\n#4\u0000',
    '😀',
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    hostile,
    fc.array(hostile).map((parts) => parts.join('')),
  )
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.oneof(
        text,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
      ),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.oneof(text, fc.constantFrom('op', 'kind', '__proto__', '0')), tie('value'), {
        maxKeys: 4,
      }),
    ),
  }))
  fc.assert(
    fc.property(fc.array(value), fc.nat(3), (values, times) => {
      // The same again and again, so that there is something to share.
      const all = Array.from({ length: times }, () => values).flat()
      expect(readBack(all)).toEqual(all.map((each) => JSON.parse(JSON.stringify(each))))
    }),
    probe('ruleset/shared-texts/any-json', { short: 100, long: 20_000 }),
  )
})

test('what several values have stands once', () => {
  const check = { op: 'equals', value: 'iam.amazonaws.com' }
  const { texts, shared, shapes } = sharedTexts([
    { path: ['eventSource'], check },
    { path: ['eventSource'], check },
    { path: ['other'], check, it: "isn't alone", op: 1 },
  ])
  // What is part of one shared value alone is no better off with a number of its own.
  expect(shared).toEqual(['[1,[0,"eventSource"],#1]', '[2,"iam.amazonaws.com"]'])
  expect(shapes).toEqual([
    ['path', 'check'],
    [['op', 'equals'], 'value'],
    ['path', 'check', 'it', 'op'],
  ])
  expect(texts).toEqual(['#0', '#0', `[3,[0,"other"],#1,"isn't alone",1]`])
})

test('a property without a value is left out, as JSON does', () => {
  expect(readBack([{ unless: undefined, match: 1 }])).toEqual([{ match: 1 }])
})
