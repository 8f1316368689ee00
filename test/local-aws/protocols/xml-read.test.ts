import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AwsError } from '../../../packages/local-aws/errors.ts'
import { readXml } from '../../../packages/local-aws/protocols/xml-read.ts'
import { element, escapeXml } from '../../../packages/local-aws/protocols/xml-write.ts'
import { probe } from '../../probes/probe.ts'

test('elements, attributes, references, CDATA and comments', () => {
  const text =
    '<?xml version="1.0"?>\n<!-- about --><s3:A xmlns:s3="u" xsi:type=\'Group\'>' +
    '<B>1 &lt; 2 &amp; &#x1D11E;&#228;</B><B/><C><![CDATA[<raw>]]></C></s3:A>'
  const document = readXml(text)
  expect(document.name).toBe('A')
  expect(document.attributes.get('xsi:type')).toBe('Group')
  expect(document.children.map(({ name, text }) => [name, text])).toEqual([
    ['B', '1 < 2 & 𝄞ä'],
    ['B', ''],
    ['C', '<raw>'],
  ])
})

test.each([
  ['nothing', ''],
  ['text alone', 'hello'],
  ['an element that is not closed', '<a>'],
  ['an element closed by another', '<a></b>'],
  ['two documents', '<a/><b/>'],
  ['a closing tag alone', '</a>'],
  ['a document type', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
  ['an attribute without quotes', '<a b=c/>'],
  ['a thousand levels', '<a>'.repeat(1000) + '</a>'.repeat(1000)],
])('%s is refused', (_what, text) => {
  expect(() => readXml(text)).toThrow(expect.objectContaining({ code: 'MalformedXML' }))
})

test('any text comes back as it was written, but for what XML has no way to write', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const writable = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      expect(readXml(element('a', escapeXml(text))).text).toBe(writable)
    }),
    probe('local-aws/protocols/xml-read/texts', { short: 100, long: 20_000 }),
  )
})

test('whatever is sent is read or refused, soon', () => {
  const pieces = fc.constantFrom(
    '<',
    '>',
    '</',
    '<a',
    ' b="',
    '"',
    '<!--',
    '-->',
    '<![CDATA[',
    '&#',
    ';',
    '<a>',
    '</a>',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 30 }), (parts) => {
      try {
        readXml(parts.join(''))
      } catch (error) {
        expect(error).toBeInstanceOf(AwsError)
      }
    }),
    probe('local-aws/protocols/xml-read/any-text', { short: 100, long: 20_000 }),
  )
})

test('a megabyte of what never ends takes no longer than it is long', () => {
  for (const text of ['<a '.repeat(400_000), '<!--'.repeat(300_000), '<![CDATA['.repeat(100_000)]) {
    expect(() => readXml(text)).toThrow(AwsError)
  }
})
