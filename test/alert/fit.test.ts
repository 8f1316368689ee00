import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitDocument } from '../../src/alert/fit.ts'
import { render } from '../../src/alert/formats.ts'
import { inertJson, sizeBytes } from '../../src/alert/inert-json.ts'
import { maxMessageBytes, snsMessage } from '../../src/alert/rendered.ts'
import { shortJson } from '../../src/alert/short-json.ts'
import { inEnvelope } from '../../src/aws/envelope.ts'
import type { Json } from '../../src/ir/json.ts'
import { alertFormats } from '../../src/ir/names.ts'
import { probe } from '../probes/probe.ts'
import { decided, rolledBack, stopLogging } from './documents.ts'

describe('an alert that is far too large', () => {
  const long = '<\u202eä'.repeat(20_000)
  const many = Array.from({ length: 5_000 }, (_, index) => `${index} ${long.slice(0, 200)}`)
  const { response } = rolledBack()
  const huge = {
    ...stopLogging(),
    title: long,
    why: long,
    runbook: long,
    userAgent: long,
    attack: many,
    controls: many,
    notes: many,
    resources: many.map((name) => ({ name, type: long })),
    fields: Object.fromEntries(many.map((label) => [label, many])),
    samples: many.slice(0, 5).map(() => ({ a: many, b: { c: [many, many] } })),
    links: many.map((label) => ({ label, url: `https://console.aws.amazon.com/${label.length}` })),
    response: response && {
      ...response,
      summary: long,
      remains: many,
      steps: many.map((call) => ({ call, done: true })),
    },
  }

  test.each(alertFormats)('fits as %s, and says that it was shortened', (format) => {
    const rendered = render(huge, format)
    expect(sizeBytes(rendered.message)).toBeLessThanOrEqual(maxMessageBytes)
    expect(sizeBytes(snsMessage(rendered).Message)).toBeLessThan(262_144)
    expect(rendered.message.toLowerCase()).toContain('shortened')
  })

  test('fits into an event of the bus', () => {
    const document = fitDocument(huge)
    expect(sizeBytes(JSON.stringify(document))).toBeLessThan(200_000)
    expect(document.notes[0]).toMatch(/^Shortened to fit/)
    expect({ ...document.event, id: document.id }).toEqual({ ...huge.event, id: huge.id })
  })

  test('of an event of 256 KB', () => {
    const { record } = inEnvelope({
      eventName: 'PutBucketPolicy',
      requestParameters: { policy: long },
    })
    const document = decided({ record, envelope: {} }, { samples: [record, record, record] })
    expect(sizeBytes(inertJson(document))).toBeLessThan(10_000)
  })
})

test('what fits stays as it is', () => {
  const document = stopLogging()
  expect(fitDocument(document)).toBe(document)
})

describe('JSON that is harmless to look at', () => {
  test('says what JSON.stringify says', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), fc.string({ unit: 'binary' }), (json, text) => {
        const value = { json: JSON.parse(json), text }
        expect(JSON.parse(inertJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
      probe('alert/fit/json-text', { short: 100, long: 10_000 }),
    )
  })

  test('shows none of it', () => {
    expect(inertJson({ a: 'https://evil.example <!here> \u202e @here [x](y) 。' })).toBe(
      '{"a":"https\\u003a//evil\\u002eexample \\u003c!here\\u003e \\u202e \\u0040here [x]\\u0028y) 。"}',
    )
  })
})

describe('a sample', () => {
  const bounds = { textLength: 8, items: 3, depth: 3 }

  test('keeps its shape and says what was left out', () => {
    const sample = {
      a: 'abcdefghij',
      b: [1, 2, 3, 4, 5],
      c: { d: { e: { x: 1 } }, f: [[1]] },
      g: 1,
      h: 2,
    }
    expect(shortJson(sample, bounds)).toEqual({
      a: 'abcdefg…',
      b: [1, 2, 3, '… and 2 more'],
      c: { d: { e: '{…}' }, f: ['[1 items]'] },
      '…': 'and 2 more',
    })
  })

  test('is never deeper or wider than asked', () => {
    const depthOf = (json: Json): number =>
      typeof json === 'object' && json !== null
        ? 1 + Math.max(0, ...Object.values(json).map(depthOf))
        : 0
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 8 })), (sample) => {
        const less = shortJson(sample as never, bounds)
        expect(depthOf(less)).toBeLessThanOrEqual(bounds.depth)
        expect(Object.keys(less).length).toBeLessThanOrEqual(bounds.items + 1)
      }),
      probe('alert/fit/bounds', { short: 100, long: 20_000 }),
    )
  })
})
