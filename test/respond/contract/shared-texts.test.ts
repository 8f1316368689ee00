/** Sharing texts loses nothing, for any texts. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JsonObject } from '../../../src/ir/json.ts'
import { shareTexts, wholeTexts } from '../../../src/respond/contract/shared-texts.ts'
import { probe } from '../../probes/probe.ts'

const long = (text: string): string => text.repeat(300)

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\u00010', '\u0001', 'texts', '__proto__', long('a'), long('\u0001'), long('é')),
)
const flat = fc.dictionary(text, fc.oneof(text, fc.integer(), fc.constant(null)), { maxKeys: 4 })
const record = fc.record({ one: fc.array(flat), other: fc.dictionary(text, fc.array(flat)) })

test('what comes out is what went in', () =>
  fc.assert(
    fc.property(record, (made) => {
      const whole = JSON.parse(JSON.stringify(made)) as JsonObject
      const stored = JSON.parse(JSON.stringify(shareTexts(whole))) as JsonObject
      expect(wholeTexts(stored)).toEqual(whole)
    }),
    probe('respond/shared-texts/records', { short: 100, long: 20_000 }),
  ))

test('a text stands once', () => {
  const document = long('0123456789')
  const whole = { found: { [document]: document }, steps: [document, [document]] }
  expect(JSON.stringify(shareTexts(whole)).length).toBeLessThan(document.length + 200)
})
