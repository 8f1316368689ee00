/** Stepping over records finds what reading every one of them finds, whatever a file looks like. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { recordBy } from '../../bench/data/events.ts'
import { randomFrom } from '../../bench/data/random.ts'
import { ruleSet } from '../../bench/data/rules.ts'
import { inEnvelope } from '../../src/aws/envelope.ts'
import { timeOf } from '../../src/engine/identity.ts'
import { ruleMatches } from '../../src/engine/rule-matches.ts'
import type { Event } from '../../src/ir/event.ts'
import type { Json, JsonObject } from '../../src/ir/json.ts'
import type { Rule } from '../../src/ir/rule.ts'
import { copyFinder } from '../../src/replay/copies.ts'
import { fileScanner } from '../../src/replay/file-scanner.ts'
import { matchedEvents } from '../../src/replay/matched.ts'
import { readHistory } from '../../src/replay/read.ts'
import { scanFiles } from '../../src/replay/scan-files.ts'
import { scan } from '../../src/replay/scan-history.ts'
import { isTooDeep } from '../../src/scan/depth.ts'
import { probe } from '../probes/probe.ts'

const folder = mkdtempSync(join(tmpdir(), 'tripline-fast-'))
const [template] = ruleSet('quiet', 1) as [Rule]
const about = (id: string, fields: Record<string, Json>): Rule => ({
  ...template,
  id,
  match: {
    kind: 'block',
    fields: Object.entries(fields).map(([path, value]) => ({
      path: path.split('.'),
      check: { op: 'equals', value: value as string },
    })),
  },
})
const rules: readonly Rule[] = [
  about('delete', { eventSource: 's3.amazonaws.com', eventName: 'DeleteBucket' }),
  about('root', { 'userIdentity.type': 'Root' }),
  about('outside', { sourceIPAddress: '198.51.100.7', errorCode: 'AccessDenied' }),
  about('named', { eventName: 'Löschen' }),
  ...ruleSet('quiet', 60),
]

const records = (count: number, seed: number): JsonObject[] => {
  const random = randomFrom(seed)
  return Array.from({ length: count }, (_, at) => recordBy(random, at))
}
let gone = 0
const bucketGone = (changes: Record<string, Json> = {}): JsonObject => ({
  ...(records(1, 3)[0] as JsonObject),
  eventID: `bucket-${gone++}`,
  eventSource: 's3.amazonaws.com',
  eventName: 'DeleteBucket',
  ...changes,
})
const file = (list: readonly Json[]): string => JSON.stringify({ Records: list })

interface Answer {
  readonly events: number
  readonly first: number
  readonly last: number
  readonly matched: readonly string[]
}

/** Every record parsed, every rule asked. */
async function plainly(path: string): Promise<Answer & { broken: number }> {
  let [events, broken, first, last] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  let others = 0
  const found: { said: string; atMs: number }[] = []
  for await (const item of readHistory({ name: path, path }, Readable.from([]))) {
    if ('broken' in item) {
      broken++
      continue
    }
    if (item.other !== undefined) {
      others++
      continue
    }
    events++
    const event = inEnvelope(item.record) as Event
    if (isTooDeep(item.record)) {
      broken++
      continue
    }
    const atMs = timeOf(event)
    if (atMs > 0) [first, last] = [Math.min(first, atMs), Math.max(last, atMs)]
    for (const rule of rules) {
      const said = `${rule.id} ${String(item.record.eventID)}`
      // What is delivered twice counts once.
      if (ruleMatches(rule, event) && !found.some((each) => each.said === said))
        found.push({ said, atMs })
    }
  }
  const matched = found.toSorted((a, b) => a.atMs - b.atMs).map(({ said }) => said)
  // A history without a single event is a problem too.
  if (events === 0 && others > 0) broken++
  return { events, broken, first, last, matched }
}

async function fast(path: string) {
  const found = await scan([{ name: path, path }], rules, Readable.from([]), () => {})
  const copies = copyFinder()
  return {
    events: found.eventCount,
    broken: found.broken.length,
    first: found.firstMs,
    last: found.lastMs,
    matched: [...matchedEvents(found.matched)].flatMap(({ event, rules: numbers }) =>
      copies(event, numbers).fresh.map(
        (number) => `${rules[number]?.id} ${String(event.record.eventID)}`,
      ),
    ),
  }
}

let written = 0
function write(content: string | Buffer, name = 'json'): string {
  const path = join(folder, `${written++}.${name}`)
  writeFileSync(path, content)
  return path
}

async function expectSame(content: string | Buffer, name?: string): Promise<Answer> {
  const path = write(content, name)
  const wanted = await plainly(path)
  expect(await fast(path)).toEqual(wanted)
  return wanted
}

const some = records(40, 11)
const reordered = (record: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(record).reverse())
const text = file([...some, bucketGone(), ...some.slice(0, 3)])

describe('files of every form', () => {
  const decoy = { requestParameters: { nested: [bucketGone({ eventName: 'GetObject' })] } }
  const fromName = { ...bucketGone(), eventName: 'GetObject', ...decoy }
  const forms: Record<string, string> = {
    'as CloudTrail writes them': text,
    'keys in another order': file([...some.map(reordered), reordered(bucketGone())]),
    'userIdentity last': file([{ ...some[0], userIdentity: undefined as never }, bucketGone()]),
    indented: JSON.stringify({ Records: [...some, bucketGone()] }, null, 2),
    'white space everywhere': text.replaceAll(',"', ' ,\t"').replaceAll('":', '"\n: '),
    'a decoy of an event inside an event': file([fromName, { ...bucketGone(), ...decoy }]),
    'a decoy in a text': file([
      { ...bucketGone(), eventName: 'GetObject', userAgent: '","eventName":"DeleteBucket' },
    ]),
    'escapes in a key': text.replace(
      '"eventName":"DeleteBucket"',
      '"event\\u004eame":"DeleteBucket"',
    ),
    'escapes in a value': text.replace('"DeleteBucket"', '"\\u0044eleteBucket"'),
    'an escaped solidus': text.replace(
      '"DeleteBucket","',
      '"DeleteBucket","vpcEndpointId":"a\\/b","',
    ),
    'a key twice, the last counting': text.replaceAll(
      '"eventName":"GetObject"',
      '"eventName":"GetObject","eventName":"DeleteBucket"',
    ),
    'a key twice, far apart': text.replaceAll(
      '"eventCategory":"Management"',
      '"eventCategory":"Management","eventName":"DeleteBucket"',
    ),
    'a type twice': text.replaceAll('"type":"IAMUser"', '"type":"IAMUser","type":"Root"'),
    'a type further back': text
      .replaceAll('"type":"IAMUser",', '')
      .replaceAll('"userName":"ci', '"type":"Root","userName":"ci'),
    'not ASCII': file([
      ...some,
      bucketGone({ eventName: 'Löschen', userAgent: 'ünïcödé 漢字 🔥' }),
    ]),
    'no records': file([]),
    'no records, with room': '{ "Records" : [ ] }\n',
    'one a line': [...some, bucketGone()].map((each) => JSON.stringify(each)).join('\n'),
    'a list': JSON.stringify([...some, bucketGone()]),
    'another key beside Records': `{"Version":1,${text.slice(1)}`,
    'Records twice': `{"Records":[${JSON.stringify(bucketGone())}],${text.slice(1)}`,
    'EventBridge events inside': file(
      some.map((detail) => ({
        'detail-type': 'AWS API Call via CloudTrail',
        source: 'aws.s3',
        detail,
      })),
    ),
    'an insight among them': file([
      ...some,
      { ...bucketGone(), insightDetails: { state: 'Start' } },
    ]),
    'keys that nobody knows': file([
      { novelty: 1, ...bucketGone() },
      { ...bucketGone(), novelty: [{}] },
    ]),
    'values of other types': file([
      { ...bucketGone(), eventName: ['DeleteBucket'] },
      { ...bucketGone(), eventTime: 7 },
      { ...bucketGone(), userIdentity: null },
    ]),
    'a byte order mark': `\ufeff${text}`,
    'nested beyond measure': file([
      ...some,
      { ...bucketGone(), requestParameters: JSON.parse('['.repeat(2000) + ']'.repeat(2000)) },
    ]),
    'nested quite deep': file([
      ...some,
      { ...bucketGone(), requestParameters: JSON.parse(`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`) },
    ]),
    'a time that is none': file([
      { ...bucketGone(), eventTime: 'soon' },
      { ...some[0], eventTime: '2026-13-77T99:00:00Z' },
    ]),
    'cut off': text.slice(0, -40),
    'cut off in a text': text.slice(0, text.indexOf('DeleteBucket') + 4),
    'something after the end': `${text} {}`,
    'a comma too many': text.replace(']}', ',]}'),
    'no comma between': text.replace('},{"eventVersion"', '} {"eventVersion"'),
    nothing: '',
    'a record that is none': file([...some, 'text', bucketGone()]),
  }
  for (const [name, content] of Object.entries(forms)) {
    test(name, async () => {
      await expectSame(content)
      await expectSame(gzipSync(content), 'json.gz')
    })
  }

  test('events are found in them', async () => {
    expect((await expectSame(text)).matched.length).toBeGreaterThan(0)
    expect(
      (await expectSame(forms['a key twice, the last counting'] as string)).matched.length,
    ).toBeGreaterThan(3)
    expect(
      (await expectSame(forms['a type twice'] as string)).matched.filter((each) =>
        each.startsWith('root'),
      ).length,
    ).toBeGreaterThan(2)
    expect((await expectSame(forms['not ASCII'] as string)).matched).toContainEqual(
      expect.stringMatching(/^named/),
    )
  })
})

describe('gzip', () => {
  const gz = gzipSync(text)
  const sized = (size: number): Buffer => {
    const lying = Buffer.from(gz)
    lying.writeUInt32LE(size, lying.length - 4)
    return lying
  }
  test.each([
    [
      'of several members',
      Buffer.concat([gzipSync(text.slice(0, 900)), gzipSync(text.slice(900))]),
    ],
    ['of several whole files', Buffer.concat([gz, gz])],
    ['cut off', gz.subarray(0, gz.length - 300)],
    ['cut off in its trailer', gz.subarray(0, gz.length - 3)],
    ['corrupt', Buffer.from(gz).fill(0, 200, 240)],
    ['whose trailer says nothing was in it', sized(0)],
    ['whose trailer says four gigabytes', sized(0xffffffff)],
    ['that is none, but begins so', Buffer.from([0x1f, 0x8b, 1, 2, 3])],
    ['of nothing', gzipSync('')],
  ])('%s', async (_, bytes) => {
    await expectSame(bytes, 'json.gz')
  })
})

test('files changed by chance', async () => {
  const piece = fc.constantFrom(
    '"',
    '\\',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    'é',
    '\\u0041',
    '"eventName":"DeleteBucket",',
    '"type":"Root",',
    ' ',
    '\n',
  )
  const change = fc.record({
    at: fc.nat({ max: text.length }),
    remove: fc.nat({ max: 3 }),
    put: piece,
  })
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
      const changed = changes.reduce(
        (before, { at, remove, put }) => before.slice(0, at) + put + before.slice(at + remove),
        text,
      )
      const path = write(changed)
      const wanted = await plainly(path)
      // What is no JSON is told where it is parsed, and may be stepped over elsewhere.
      if (wanted.broken === 0) expect(await fast(path)).toEqual(wanted)
    }),
    probe('replay/fast-path/changed-files', { short: 150, long: 8000 }),
  )
})

test('a file that fits nothing takes no longer than one that does', async () => {
  const open = `{"Records":[{"eventVersion":"1","userIdentity":{${'"a":{'.repeat(20_000)}`
  const quotes = `{"Records":[{"eventVersion":"1","userIdentity":{"type":"x"${',"b":"c"'.repeat(200_000)}`
  for (const hostile of [open, quotes, text.slice(0, -1).repeat(30)]) {
    const scanner = fileScanner(rules)
    expect(scanner(write(hostile))).toBeUndefined()
  }
})

describe('threads', () => {
  const paths = [1, 2, 3, 4, 5].map((seed) => write(gzipSync(file(records(300, seed))), 'json.gz'))
  const all = [...paths, write('not json'), undefined, write(text)]
  const collected = async (threads: number) => {
    const scans = []
    for await (const each of scanFiles(all, rules, threads)) scans.push(each)
    const ids = new Set(scans.flatMap((each) => each?.observed ?? []))
    return { scans: scans.map((each) => each && { ...each, observed: [] }), ids }
  }
  let one: Awaited<ReturnType<typeof collected>>
  beforeAll(async () => {
    one = await collected(1)
  })

  test.each([2, 3])('%i of them find what one finds, in the same order', async (threads) => {
    expect(await collected(threads)).toEqual(one)
    expect(one.scans.filter((each) => each === undefined)).toHaveLength(2)
  })
})
