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

const json = JSON.stringify
const lines = (...values: readonly unknown[]) => values.map((value) => json(value)).join('\n')
const base64 = (text: string) => Buffer.from(text).toString('base64')
const subscription = json({
  messageType: 'DATA_MESSAGE',
  owner: '111122223333',
  logGroup: 'trail',
  logEvents: [one, two].map((event, id) => ({ id, timestamp: 1, message: json(event) })),
})
const zipped = gzipSync(subscription).toString('base64')
const event = (detail: unknown) => ({
  'detail-type': 'AWS API Call via CloudTrail',
  source: 'aws.cloudtrail',
  detail,
})
const page = (detail: unknown) => json({ Events: [{ CloudTrailEvent: json(detail) }] }, null, 2)

/** What AWS services, log stores and their tools put around records. */
const wrapped: Readonly<Record<string, string>> = {
  'lookup-events as a list': json([one, two].map((each) => ({ CloudTrailEvent: json(each) }))),
  'lookup-events, one on each line': lines(
    ...[one, two].map((each) => ({ EventName: 'x', CloudTrailEvent: json(each) })),
  ),
  'several pages of lookup-events': `${page(one)}\n${page(two)}\n`,
  'a subscription of CloudWatch Logs': subscription,
  'a control message of a subscription': lines(
    { messageType: 'CONTROL_MESSAGE', logEvents: [{ message: 'CWL CONTROL MESSAGE: …' }] },
    { messageType: 'DATA_MESSAGE', logEvents: [one, two].map((each) => ({ message: json(each) })) },
  ),
  'a subscription in a Lambda event': json({ awslogs: { data: zipped } }),
  'a subscription in Kinesis in a Lambda event': json({
    Records: [
      { eventSource: 'aws:kinesis', eventName: 'aws:kinesis:record', kinesis: { data: zipped } },
    ],
  }),
  'get-records of Kinesis': json({ Records: [{ SequenceNumber: '1', Data: zipped }] }),
  'Logs Insights': json({
    results: [one, two].map((each) => [
      { field: '@timestamp', value: '2026-05-14 10:00:00.000' },
      { field: '@message', value: json(each) },
    ]),
    status: 'Complete',
  }),
  'an export of CloudWatch Logs': [one, two]
    .map((each) => `2026-05-14T10:00:00.000Z ${json(each)}`)
    .join('\n'),
  'what Firehose writes': [one, two].map((each) => json(each)).join(''),
  'what Firehose transforms': json({
    records: [one, two].map((each) => ({ recordId: '1', data: base64(json(each)) })),
  }),
  'SNS in SQS': json({
    Messages: [one, two].map((each) => ({
      MessageId: '1',
      Body: json({ Type: 'Notification', Message: json(event(each)) }),
    })),
  }),
  'a Lambda event of SQS': json({
    Records: [one, two].map((each) => ({ eventSource: 'aws:sqs', body: json(event(each)) })),
  }),
  'a Lambda event of SNS': json({
    Records: [one, two].map((each) => ({ EventSource: 'aws:sns', Sns: { Message: json(each) } })),
  }),
  'CloudTrail Lake': json({
    QueryResultRows: [one, two].map((each) => [{ eventID: 'x' }, { eventJson: json(each) }]),
  }),
  'an export of Splunk': lines(...[one, two].map((each) => ({ result: { _raw: json(each) } }))),
  'results of Splunk': json({ results: [one, two].map((each) => ({ _raw: json(each) })) }),
  'the collector of Splunk': lines(
    ...[one, two].map((each) => ({ sourcetype: 'aws:cloudtrail', event: each })),
  ),
  'a search of Elasticsearch': json({
    hits: { hits: [one, two].map((each) => ({ _source: { event: { original: json(each) } } })) },
  }),
  'documents of Elastic': lines(
    ...[one, two].map((each) => ({ '@timestamp': 'x', event: { original: json(each) } })),
  ),
  'alerts of Wazuh': lines(
    ...[one, two].map((each) => ({ rule: { id: '1' }, data: { integration: 'aws', aws: each } })),
  ),
  'lines of a log shipper': lines(...[one, two].map((each) => ({ message: json(each), tag: 'x' }))),
}

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
    ...wrapped,
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

describe('what is no event', () => {
  const flow = { version: 2, account_id: '1', interface_id: 'eni-1', srcaddr: '10.0.0.1' }
  const ocsf = { class_uid: 6003, metadata: { uid: 'x' } }
  const notification = { eventSource: 'aws:s3', eventName: 'ObjectCreated:Put', s3: {} }

  test('it is counted apart, by kind', async () => {
    const { summary, ids, broken, code } = await replayed({
      'h/a.jsonl': lines(flow, flow, one),
      'h/b.json': log(two, notification, { anything: 1 }),
      'h/c.json': json(ocsf),
    })
    expect({ ids, broken, code, events: summary.events }).toEqual({
      ids: both,
      broken: [],
      code: 0,
      events: 2,
    })
    expect(summary.otherRecords).toEqual({
      'VPC flow log': 2,
      'S3 notification': 1,
      'other record': 1,
      'OCSF event': 1,
    })
  })

  test('a history of nothing else has no answer', async () => {
    const { broken, code } = await replayed({
      'h/a.json': log(notification),
      'h/b.json': json(flow),
    })
    expect(code).toBe(2)
    expect(broken).toEqual([
      expect.stringMatching(
        /^h\/a\.json:1 the history contains no event .* it contains 1 S3 notification, 1 VPC flow log/,
      ),
    ])
  })

  test('layers without end, and data that is no gzip, are problems', async () => {
    const deep = Array.from({ length: 20 }).reduce<string>(
      (text) => json({ Message: text, Type: 'Notification' }),
      '{}',
    )
    const cut = gzipSync(subscription).subarray(0, 60).toString('base64')
    const { broken, code } = await replayed({
      'h/a.json': deep,
      'h/b.json': json({ awslogs: { data: cut } }),
    })
    expect(code).toBe(2)
    expect(broken).toEqual([
      'h/a.json:1 the file contains a value that is not a record',
      'h/b.json:1 the file contains data that is not complete gzip',
    ])
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
