/** Walking over JSON finds what parsing it finds. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../src/ir/json.ts'
import { walkModule } from '../../../src/replay/file-scanner.ts'
import { absentValue, kindAt, oddKind, walkerFor } from '../../../src/scan/walk/walker.ts'
import { probe } from '../../probes/probe.ts'

const walker = walkerFor(walkModule(), [['awsRegion'], ['userIdentity', 'arn']])
const bytesOf = (text: string): Buffer => Buffer.from(text)

function walked(text: string) {
  const bytes = bytesOf(text)
  const found = walker.walk(bytes)
  if (found === undefined) return undefined
  const { rows, recordCount, timeOf } = found
  return Array.from({ length: recordCount }, (_, number) => {
    const row = number * walker.rowWidth
    const value = (place: number) => {
      const at = walker.valueOf(rows, row, place)
      return at === absentValue ? undefined : walker.textOf(at)
    }
    return {
      text: bytes.toString('utf8', rows[row], rows[row + 1]),
      isOdd: rows[row + kindAt] === oddKind,
      kind: rows[row + kindAt] as number,
      atMs: timeOf(row),
      region: value(0),
      arn: value(1),
    }
  })
}

const one = (record: string) => walked(`{"Records":[${record}]}`)?.[0]

test('records of any kind, and where each stands', () => {
  const key = fc.constantFrom('eventName', 'awsRegion', 'arn', 'userIdentity', 'a', 'x"y', 'ü', '')
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('"', '\\', '\\"', '{', ']', '"},{"', 'a'.repeat(70), '\\'.repeat(65)),
  )
  const { json } = fc.letrec<{ json: Json }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 5 },
      text,
      fc.constantFrom<Json[]>(null, true, false, 0, -1.5e9, 12),
      fc.array(tie('json'), { maxLength: 4 }),
      fc.dictionary(key, tie('json'), { maxKeys: 5, noNullPrototype: true }),
    ),
  }))
  const record = fc.dictionary(key, json, { maxKeys: 8, noNullPrototype: true })
  const space = fc.constantFrom(undefined, 1, '\t', ' \n\r')
  fc.assert(
    fc.property(fc.array(record, { maxLength: 5 }), space, (records, indent) => {
      const found = walked(JSON.stringify({ Records: records }, undefined, indent))
      expect(found?.map((each) => JSON.parse(each.text))).toEqual(records)
      for (const [at, { isOdd, region, arn }] of (found ?? []).entries()) {
        if (isOdd) continue
        const { awsRegion, userIdentity } = records[at] as JsonObject
        expect(region).toBe(awsRegion)
        const inside = typeof userIdentity === 'object' && userIdentity !== null
        expect(arn).toBe(inside ? (userIdentity as JsonObject).arn : undefined)
      }
    }),
    probe('scan/walk/walker/records', { short: 1000, long: 40_000 }),
  )
})

test('brackets and quotes wherever they fall in sixty-four bytes', () => {
  for (let length = 0; length < 140; length++) {
    for (const end of ['', '\\\\', '\\"', '\\\\\\"', '}', ']]', '\\"}]']) {
      const value = `{"a":["${'x'.repeat(length)}${end}",{"b":[]}]}`
      expect(one(`{"requestParameters":${value},"awsRegion":"here"}`)).toMatchObject({
        text: `{"requestParameters":${value},"awsRegion":"here"}`,
        region: 'here',
      })
    }
  }
})

test('a time is what Date makes of it', () => {
  const pair = (max: number) => fc.nat({ max }).map((part) => String(part).padStart(2, '0'))
  fc.assert(
    fc.property(
      fc.tuple(
        fc.integer({ min: 1990, max: 2105 }),
        pair(13),
        pair(32),
        pair(25),
        pair(61),
        pair(61),
      ),
      ([year, month, day, hour, minute, second]) => {
        const time = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`
        const found = one(JSON.stringify({ eventTime: time }))
        const wanted = Date.parse(time)
        if (found?.isOdd) expect(Number.isNaN(wanted) || year < 2000 || hour === '24').toBe(true)
        else expect(found?.atMs).toBe(wanted)
      },
    ),
    probe('scan/walk/walker/times', { short: 2000, long: 200_000 }),
  )
  expect(one('{}')?.atMs).toBe(0)
})

describe('a record is odd', () => {
  test.each([
    ['with an escape in a key', '{"aws\\u0052egion":"x"}'],
    ['with an escape in a value that is asked for', '{"awsRegion":"\\u0078"}'],
    ['with a key twice', '{"awsRegion":"x","awsRegion":"y"}'],
    ['with a key of its identity twice', '{"userIdentity":{"arn":"x","arn":"y"}}'],
    ['with two identities', '{"userIdentity":{},"userIdentity":{"arn":"y"}}'],
    ['with a value that is no text', '{"awsRegion":null}'],
    ['with a list where a text belongs', '{"awsRegion":["x"]}'],
    ['with a list of identities', '{"userIdentity":[{"arn":"x"}]}'],
    ['with a time that is none', '{"eventTime":"soon"}'],
    ['with a name that is no text', '{"eventName":7}'],
    ['which makes another kind of event', '{"insightDetails":{}}'],
    ['that is an event of EventBridge', '{"detail-type":"x","detail":{}}'],
    ['nested deeper than it looks', `{"a":${'['.repeat(600)}${']'.repeat(600)}}`],
  ])('%s', (_, record) => {
    expect(one(record)?.isOdd).toBe(true)
  })

  test.each([
    [
      'of CloudTrail',
      '{"awsRegion":"x","userIdentity":{"arn":"y"},"eventTime":"2026-11-21T05:22:02Z"}',
    ],
    ['without anything', '{}'],
    ['without an identity', '{"userIdentity":null}'],
    ['with escapes elsewhere', '{"errorMessage":"\\u0041","requestParameters":{"a\\n":"\\\\"}}'],
    ['with the keys further down', '{"a":{"awsRegion":1},"userIdentity":{"b":{"arn":["y"]}}}'],
  ])('and one %s is not', (_, record) => {
    expect(one(record)?.isOdd).toBe(false)
  })
})

test('a kind is the source, the name, the type and the category', () => {
  const kinds = [
    '{"eventSource":"a","eventName":"b"}',
    '{"eventName":"b","awsRegion":"x","eventSource":"a"}',
    '{"eventSource":"b","eventName":"a"}',
    '{"eventSource":"a","eventName":"b","eventType":"c"}',
    '{"eventSource":"a","eventName":"b","eventCategory":"c"}',
  ]
  const [first, second, ...others] =
    walked(`{"Records":[${kinds.join()}]}`)?.map(({ kind }) => kind) ?? []
  expect(second).toBe(first)
  expect(new Set([first, ...others]).size).toBe(4)
})

test('what is no file of CloudTrail, or is cut off anywhere, is none', () => {
  const whole = '{"Records":[{"awsRegion":"x","requestParameters":{"a":["b"]}},{"b":[1]}]}'
  for (let length = 0; length < whole.length; length++)
    expect(walked(whole.slice(0, length))).toBeUndefined()
  for (const text of [
    '[]',
    '{"records":[]}',
    `${whole}{}`,
    `{"a":1,${whole.slice(1)}`,
    '{"Records":{}}',
  ])
    expect(walked(text)).toBeUndefined()
  expect(walked(whole)).toHaveLength(2)
  expect(walked(' {\n"Records" :\t[ ] }\r\n')).toEqual([])
})

test('millions of empty records are not for the walk: their rows would take forty times the file', () => {
  const emptyRecords = (count: number) => `{"Records":[${Array(count).fill('{}').join()}]}`
  expect(walker.walk(bytesOf(emptyRecords(1 << 17)))?.recordCount).toBe(1 << 17)
  expect(walker.walk(bytesOf(emptyRecords((1 << 17) + 1)))).toBeUndefined()
})

test('values keep their numbers until they are forgotten', () => {
  const region = (text: string) => walked(`{"Records":[{"awsRegion":"${text}"}]}`)?.[0]?.region
  for (let at = 0; at < 70_000; at++) {
    if (walker.isNearlyFull()) walker.forget()
    if (at % 1000 === 0) expect(region(`r${at}`)).toBe(`r${at}`)
    else region(`r${at}`)
  }
})
