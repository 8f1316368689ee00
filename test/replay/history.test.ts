/** Whatever CloudTrail history is wrapped in is read, and what cannot be read is named with its place. */
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Item, readHistory } from '../../src/replay/read.ts'
import { answerOf, type Files, log, record, rule, tripline, workspace } from '../cli/workspace.ts'
import { probe } from '../probes/probe.ts'

const rules = { 'rules/a.yaml': rule('a') }

/** The event ids that alerted, and what was broken, of a history that is these files. */
async function replayed(files: Files, ...paths: string[]) {
  const folder = workspace({ ...rules, ...files })
  const { alerts, summary, code } = await answerOf(folder, [
    'replay',
    ...(paths.length > 0 ? paths : ['h']),
  ])
  const { out } = await tripline(folder, [
    'replay',
    ...(paths.length > 0 ? paths : ['h']),
    '--format',
    'github',
  ])
  const broken = [
    ...out.matchAll(/::error file=([^,]*),line=(\d+),.*title=broken-history::(.*)/g),
  ].map(([, file, line, message]) => `${file}:${line} ${message}`)
  return { code, broken, summary, ids: alerts.map(({ eventID }: { eventID: string }) => eventID) }
}

const [one, two] = ['one', 'two'].map((eventID) => record({ eventID }))
const both = ['one', 'two']

describe('what holds records', () => {
  const texts: Readonly<Record<string, string>> = {
    'a CloudTrail file': log(one, two),
    'an indented one': JSON.stringify({ Records: [one, two] }, null, 2),
    'an indented one with CRLF': JSON.stringify({ Records: [one, two] }, null, 2).replaceAll(
      '\n',
      '\r\n',
    ),
    'a byte order mark': `\ufeff${log(one, two)}`,
    'a list': JSON.stringify([one, two]),
    'a list of CloudTrail files': `[${log(one)},${log(two)}]`,
    'one record a line': `${JSON.stringify(one)}\n${JSON.stringify(two)}\n`,
    'lines with CRLF and blanks': `\r\n${JSON.stringify(one)}\r\n\r\n${JSON.stringify(two)}`,
    'one CloudTrail file a line': `${log(one)}\n${log(two)}`,
    'EventBridge events': [one, two]
      .map((detail) =>
        JSON.stringify({
          'detail-type': 'AWS API Call via CloudTrail',
          source: 'aws.cloudtrail',
          detail,
        }),
      )
      .join('\n'),
    'lookup-events': JSON.stringify(
      {
        Events: [one, two].map((event) => ({
          EventId: 'x',
          CloudTrailEvent: JSON.stringify(event),
        })),
        NextToken: 'more',
      },
      null,
      4,
    ),
    'filter-log-events': JSON.stringify({
      events: [one, two].map((event) => ({ logStreamName: 'x', message: JSON.stringify(event) })),
      searchedLogStreams: [],
    }),
  }

  test.each(Object.entries(texts))('%s', async (_, text) => {
    for (const bytes of [text, gzipSync(text)]) {
      const { ids, broken, code } = await replayed({ 'h/a.json': bytes })
      expect({ ids, broken, code }).toEqual({ ids: both, broken: [], code: 0 })
    }
  })

  test.each(Object.entries(texts))('%s on standard input, a byte at a time', async (_, text) => {
    for (const bytes of [Buffer.from(text), gzipSync(text)]) {
      const stdin = Readable.from([...bytes].map((byte) => Buffer.from([byte])))
      const { alerts, summary } = await answerOf(workspace(rules), ['replay', '-'], { stdin })
      expect(alerts).toHaveLength(2)
      expect(summary.files).toBe(1)
    }
  })

  test('text is put together where the chunks of a file cut it', async () => {
    const filler = 'ä€😀'.repeat(60_000)
    const text = log(
      record({ eventID: 'one', errorMessage: filler, userIdentity: { userName: filler } }),
      two,
    )
    for (const bytes of [text, gzipSync(text)]) {
      const folder = workspace({ ...rules, 'h/a.json': bytes })
      const { alerts } = await answerOf(folder, ['replay', 'h'])
      expect(alerts[0].actor).toBe(filler)
    }
  })
})

describe('what holds none', () => {
  const digest = {
    awsAccountId: '111122223333',
    digestStartTime: '2026-11-20T09:00:00Z',
    digestS3Bucket: 'b',
    logFiles: [],
  }

  test('a digest and an empty list of records are fine', async () => {
    const { summary, code } = await replayed({
      'h/d.json.gz': gzipSync(JSON.stringify(digest)),
      'h/e.json': log(),
    })
    expect([code, summary.events]).toEqual([0, 0])
  })

  test('an empty file is not, and neither is standard input without a word', async () => {
    const { broken, code } = await replayed({
      'h/a.json': '',
      'h/b.json.gz': gzipSync(''),
      'h/c.jsonl': '\n \n',
    })
    expect(broken).toEqual([
      'h/a.json:1 the file is empty',
      'h/b.json.gz:1 the file is empty',
      'h/c.jsonl:1 the file is empty',
    ])
    expect(code).toBe(2)
    expect((await tripline(workspace(rules), ['replay', '-'])).code).toBe(2)
  })
})

describe('what is broken', () => {
  const line = (json: unknown) => `${JSON.stringify(json)}\n`

  test('one line among many costs that line, wherever it stands', async () => {
    for (const wrong of [
      '{"eventName": "Stop',
      '{"a":1}}',
      'null',
      '[1]',
      'Nov 20 10:00:00 host sshd[1]: hello',
    ]) {
      const middle = await replayed({ 'h/a.jsonl': `${line(one)}${wrong}\n${line(two)}` })
      expect(middle).toMatchObject({
        ids: both,
        code: 2,
        broken: [expect.stringMatching(/^h\/a\.jsonl:2 (?:this line|the file) /)],
      })
      const first = await replayed({ 'h/a.jsonl': `${wrong}\n${line(one)}${line(two)}` })
      expect(first).toMatchObject({
        ids: both,
        code: 2,
        broken: [expect.stringMatching(/^h\/a\.jsonl:1 (?:this line|the file) /)],
      })
      const last = await replayed({ 'h/a.jsonl': `${line(one)}${line(two)}${wrong}` })
      expect(last).toMatchObject({
        ids: both,
        code: 2,
        broken: [expect.stringMatching(/^h\/a\.jsonl:3 (?:this line|the file) /)],
      })
    }
  })

  test('records that are none are told, and the rest is read', async () => {
    const text = JSON.stringify({ Records: [null, one, 'two', 3, [], two] })
    const { ids, broken, code } = await replayed({ 'h/a.json': text })
    expect(ids).toEqual(both)
    expect(broken).toEqual(['h/a.json:1 the file contains a value that is not a record'])
    expect(code).toBe(2)
  })

  test('a gzip that is cut off or damaged gives what came before', async () => {
    const text = Array.from({ length: 3000 }, () => line(record())).join('')
    const bytes = gzipSync(text)
    const cut = await replayed({ 'h/a.jsonl.gz': bytes.subarray(0, bytes.length / 2) })
    expect(cut.ids.length).toBeGreaterThan(100)
    expect(cut.broken).toEqual([
      expect.stringMatching(
        /^h\/a\.jsonl\.gz:\d+ reading stopped before the end of the file: unexpected end of file$/,
      ),
    ])
    expect(cut.code).toBe(2)
    const damaged = Buffer.from(bytes)
    damaged.fill(0xff, damaged.length / 2, damaged.length / 2 + 64)
    const folder = workspace({ ...rules, 'h/a.jsonl.gz': damaged })
    const { code, out } = await tripline(folder, ['replay', 'h'])
    expect(out).toContain('reading stopped before the end of the file: ')
    expect(code).toBe(2)
    const wrongSum = Buffer.from(gzipSync(log(one)))
    wrongSum[wrongSum.length - 5] = (wrongSum.at(-5) ?? 0) ^ 0xff
    expect((await replayed({ 'h/a.json.gz': wrongSum })).broken).toEqual([
      expect.stringContaining('reading stopped before the end of the file: '),
    ])
    const indented = gzipSync(JSON.stringify({ Records: [one, two] }, null, 2))
    expect((await replayed({ 'h/a.json.gz': indented.subarray(0, -20) })).broken).toHaveLength(1)
  })

  test('a name that promises gzip and a file that is none do not matter', async () => {
    expect(await replayed({ 'h/a.json.gz': log(one, two) })).toMatchObject({ ids: both, code: 0 })
  })

  test('text that is nothing of the kind is told, but not line by line for ever', async () => {
    const { broken } = await replayed({ 'h/a.jsonl': '{no json}\n'.repeat(5000) })
    expect(broken).toHaveLength(10)
    const folder = workspace({ ...rules, 'h/a.jsonl': '{no json}\n'.repeat(5000) })
    const { out } = await tripline(folder, ['replay', 'h', '--format', 'ndjson'])
    expect(out).toBe('')
    const pretty = await tripline(folder, ['replay', 'h'])
    expect(pretty.out.match(/broken-history/g)).toHaveLength(22)
    expect(pretty.out).toContain('the file has 4979 more problems of this kind')
    expect(pretty.out).toContain('h/a.jsonl:5000:1: error')
    const binary = Buffer.from(Array.from({ length: 5000 }, (_, n) => (n * 7) % 256))
    expect((await replayed({ 'h/a.json': binary })).code).toBe(2)
  })

  test('a record deeper than EventBridge delivers is told and harms nothing', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
    const hostile = (key: string) => JSON.stringify(one).replace(/}$/, `,"${key}":${deep}}`)
    const files = {
      'rules/deep.yaml': rule('deep', { alert: { fields: { Any: '$..cidrIp' } } }),
      'h/a.jsonl':
        ['requestParameters', 'x'].map((key) => `${hostile(key)}\n`).join('') + line(two),
      'h/b.json': `{"Records": ${deep}}`,
      'h/c.json': `{"eventName": ${deep}, "eventSource": ${deep}, "detail-type": ${deep}}`,
    }
    const { ids, broken, code } = await replayed(files)
    expect(ids).toEqual(['two', 'two'])
    expect(broken).toContain(
      'h/a.jsonl:1 the file contains a record that is nested more than 1000 levels deep',
    )
    expect(code).toBe(2)
  })

  test('a record may hold anything anywhere', async () => {
    const odd = [null, 5, '', 'x', [], {}, [null], { a: null }, true]
    const records = odd.flatMap((value) =>
      [
        'eventTime',
        'eventID',
        'userIdentity',
        'eventSource',
        'eventType',
        'awsRegion',
        '__proto__',
        'detail-type',
      ].map((key) =>
        JSON.stringify(record({ eventID: `${key}${JSON.stringify(value)}` })).replace(
          /}$/,
          `,"${key}":${JSON.stringify(value)}}`,
        ),
      ),
    )
    const { summary, code } = await replayed({ 'h/a.jsonl': records.join('\n') })
    expect([code, summary.events]).toEqual([0, records.length])
  })
})

test('damaged bytes are records and complaints, whatever was done to them', async () => {
  const sound = [log(one, two), `${JSON.stringify(one)}\n${JSON.stringify(two)}\n`].flatMap(
    (text) => [Buffer.from(text), gzipSync(text)],
  )
  const damage = fc.record({
    bytes: fc.constantFrom(...sound),
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    drop: fc.nat(20),
    put: fc.uint8Array({ maxLength: 20 }),
    chunk: fc.integer({ min: 1, max: 500 }),
  })
  await fc.assert(
    fc.asyncProperty(damage, async ({ bytes, at, drop, put, chunk }) => {
      const index = Math.floor(at * bytes.length)
      const whole = Buffer.concat([bytes.subarray(0, index), put, bytes.subarray(index + drop)])
      const chunks = Array.from({ length: Math.ceil(whole.length / chunk) }, (_, n) =>
        whole.subarray(n * chunk, (n + 1) * chunk),
      )
      const items: Item[] = []
      const source = { name: 'history', path: undefined }
      for await (const item of readHistory(source, Readable.from(chunks))) items.push(item)
      expect(items.length).toBeGreaterThan(0)
    }),
    probe('replay/history/damaged-files', { short: 200, long: 8000 }),
  )
})
