/** Texts are found as a `Map` finds them, however alike they look at the places that are read. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sampleOf, textTable, textValue } from '../../../src/engine/index/text-table.ts'
import { probe } from '../../probes/probe.ts'

const expectAsMap = (values: ReadonlyMap<string, number>, lookedUp: Iterable<string>) => {
  const table = textTable(values)
  for (const text of lookedUp) expect(textValue(table, text)).toBe(values.get(text))
}

test('any texts, and others that are not there', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 3 }),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom('', 'a', '__proto__', 'GetObject', 'PutObject', '198.51.100.7', '198.51.100.8'),
  )
  fc.assert(
    fc.property(fc.array(text, { maxLength: 60 }), fc.array(text), (known, others) => {
      expectAsMap(new Map(known.map((each, at) => [each, at])), [...known, ...others])
    }),
    probe('engine/index/text-table/texts', { short: 500, long: 25_000 }),
  )
})

test('five hundred texts that differ only where nothing is read', () => {
  const texts = Array.from({ length: 1000 }, (_, at) =>
    `x${String(at).padStart(4, '0')}`.padEnd(40),
  )
  expect(new Set(texts.map(sampleOf)).size).toBe(1)
  expectAsMap(new Map(texts.slice(500).map((text, at) => [text, at])), texts)
})
