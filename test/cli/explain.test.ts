import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { answerOf, log, record, rule, tripline, workspace } from './workspace.ts'

const stop = record({ eventID: 'stop', errorCode: null })
const start = record({ eventID: 'start', eventName: 'StartLogging' })

const files = {
  'rules/stops.yaml': rule('stops', {
    match: { eventName: 'StopLogging', any: [{ awsRegion: 'eu-central-1' }, { is: 'by-root' }] },
    unless: [{ userAgent: 'known' }],
    threshold: { count: 5, within: '10m', by: 'sourceIPAddress', distinct: 'userIdentity.arn' },
    firstSeen: { by: 'awsRegion', within: '90d' },
    dedup: { by: ['recipientAccountId'], within: '1h' },
  }),
  'rules/insight.yaml': rule('insight', {
    on: 'insight',
    match: { 'insightDetails.state': 'Start' },
    tests: [],
  }),
  'exceptions/drill.yaml': JSON.stringify([
    {
      rules: ['stops'],
      match: { errorCode: 'Drill' },
      reason: 'a drill',
      owner: 'ann',
      expires: '2026-11-21',
    },
    {
      rules: ['stops'],
      match: { errorCode: 'Old' },
      reason: 'an old drill',
      owner: 'ann',
      expires: '2026-11-20',
    },
  ]),
  'one.json': JSON.stringify(stop),
  'pretty.json': JSON.stringify(stop, null, 2),
  'bom.json': `\ufeff${JSON.stringify(stop)}`,
  'log.json': log(start, stop),
  'log.json.gz': gzipSync(log(start, stop)),
  'lines.jsonl': `${JSON.stringify(start)}\n{"broken"\n${JSON.stringify(stop)}\n`,
  'enveloped.json': JSON.stringify({
    source: 'aws.cloudtrail',
    'detail-type': 'AWS API Call via CloudTrail',
    id: 'e',
    detail: stop,
  }),
  'looked.json': JSON.stringify({ Events: [{ CloudTrailEvent: JSON.stringify(stop) }] }),
  'twice.json': log(stop, stop),
  'none.json': log(),
}

const fires = async (event: string, ...more: string[]) => {
  const { out, code, err } = await tripline(workspace(files), ['explain', 'stops', event, ...more])
  return code === 2 ? err : out.split('\n')[0]
}

describe('the event', () => {
  test.each([
    ['one.json'],
    ['pretty.json'],
    ['bom.json'],
    ['enveloped.json'],
    ['looked.json'],
    [JSON.stringify(stop)],
    [`  ${JSON.stringify([stop])}`],
  ])('%s', async (event) => expect(await fires(event)).toBe('✓ stops fires for this event'))

  test.each([['log.json'], ['log.json.gz'], ['lines.jsonl'], ['twice.json']])(
    'one of %s',
    async (event) => {
      expect(await fires(event, '--event-id', 'stop')).toBe('✓ stops fires for this event')
      expect(await fires(event, '--event-id', 'nowhere')).toMatch(
        /has no event with the id `nowhere`|is not JSON/,
      )
    },
  )

  test('must be chosen where there are several', async () => {
    expect(await fires('log.json')).toBe(
      'tripline: `log.json` has 2 events\n  choose one with --event-id\n',
    )
    expect(await fires('none.json')).toBe('tripline: `none.json` has no event\n')
    expect(await fires('lines.jsonl')).toContain('is not JSON')
  })

  test('comes by standard input, gzipped or not', async () => {
    for (const bytes of [Buffer.from(JSON.stringify(stop)), gzipSync(JSON.stringify(stop))]) {
      const stdin = Readable.from([...bytes].map((byte) => Buffer.from([byte])))
      const { code } = await tripline(workspace(files), ['explain', 'stops', '-'], { stdin })
      expect(code).toBe(0)
    }
  })
})

describe('the decision', () => {
  const decided = async (fields: Record<string, unknown>, id = 'stops') =>
    answerOf(workspace(files), ['explain', id, JSON.stringify({ ...stop, ...fields })])

  test.each([
    [{}, 'fires'],
    [{ eventName: 'StartLogging' }, 'no match'],
    [{ userAgent: 'known' }, 'unless'],
    [{ errorCode: 'Drill' }, 'exception'],
    [{ errorCode: 'Old' }, 'fires'],
    [
      { 'detail-type': 'AWS API Call via CloudTrail', source: 'my.app', detail: stop },
      'not observed',
    ],
  ])('%j: %s', async (fields, decidedBy) =>
    expect(await decided(fields)).toMatchObject({ decidedBy, fires: decidedBy === 'fires' }),
  )

  test('an event of another kind is told as such', async () => {
    expect(await decided({}, 'insight')).toMatchObject({ decidedBy: 'not observed', code: 1 })
  })

  test('each clause says what it wanted, what was there, and where it stands', async () => {
    const { match } = await decided({ eventName: 'stoplogging', awsRegion: 'us-east-1' })
    expect(match).toMatchObject({
      kind: 'all',
      holds: false,
      of: [
        {
          fields: [
            {
              path: 'eventName',
              found: ['stoplogging'],
              holds: false,
              why: 'letter case',
              line: 7,
            },
          ],
        },
        {
          kind: 'any',
          holds: false,
          of: [{ fields: [{ why: 'different' }] }, { label: 'is: by-root' }],
        },
      ],
    })
  })

  test.each([
    [
      [{ port: 22, note: 'x' }, { port: 23 }],
      '✗ each requestParameters.items — all 2 elements fail, the nearest is 1',
      '✗ note is absent — found `x`: it must be absent',
    ],
    [
      [{ port: 23 }, { port: 22 }],
      '✓ each requestParameters.items — element 2 of 2',
      '✓ note is absent — absent',
    ],
    [
      { port: 23 },
      '✗ each requestParameters.items — the only element fails',
      '✗ port is 22 — found 23: different',
    ],
    [[], '✗ each requestParameters.items — there is no object at this path', ''],
  ])('each %j: the element that decides', async (items, head, line) => {
    const block = { port: 22, note: { exists: false } }
    const folder = workspace({
      'rules/each.yaml': rule('each', { match: { each: { 'requestParameters.items': block } } }),
    })
    const event = JSON.stringify({ ...stop, requestParameters: { items } })
    const { out } = await tripline(folder, ['explain', 'each', event])
    expect(out).toContain(head)
    expect(out).toContain(line)
  })

  test('what one event cannot show is said', async () => {
    const { out } = await tripline(workspace(files), ['explain', 'stops', 'one.json'])
    expect(out).toContain(
      'then: an alert after 5 values of userIdentity.arn within 10 min, for each sourceIPAddress',
    )
    expect(out).toContain('then: an alert if there was no such event for')
    expect(out).toContain('then: repeats within 60 min are counted, for each recipientAccountId')
  })

  test('an exception is shown with who answers for it', async () => {
    const { out } = await tripline(workspace(files), [
      'explain',
      'stops',
      JSON.stringify({ ...stop, errorCode: 'Drill' }),
    ])
    expect(out).toContain('✗ stops does not fire: an exception suppresses it')
    expect(out).toContain('exceptions/drill.yaml: a drill (ann, until 2026-11-21)')
  })
})

describe('of a policy document', () => {
  const grantsIt = { policy: { grants: 'iam:PutUserPolicy' } }
  const documents = {
    'rules/grants.yaml': rule('grants', {
      match: { 'requestParameters.policyDocument': grantsIt },
      tests: [],
    }),
  }
  const lineAfter = async (policyDocument: string | object) => {
    const event = JSON.stringify({ ...stop, requestParameters: { policyDocument } })
    const { out } = await tripline(workspace(documents), ['explain', 'grants', event])
    const lines = out.split('\n')
    const at = lines.findIndex((line) => line.includes('requestParameters.policyDocument'))
    return [lines[at]?.replace(/.*—/, ''), lines[at + 1]]
  }

  test('the statement is quoted', async () => {
    const statement = { Effect: 'Allow', Action: 'iam:*', Resource: '*' }
    const [, quoted] = await lineAfter({ Statement: [{ Effect: 'Deny' }, statement] })
    expect(quoted).toBe(`    statement: ${JSON.stringify(statement)}`)
  })

  test('no statement has the properties', async () => {
    const [found] = await lineAfter('{"Statement":[]}')
    expect(found).toBe(' found `{"Statement":[]}`: no statement of it has all of these properties')
  })

  test.each([
    ['{"Statement":[', 'is no JSON, or was cut'],
    ['{"Statement":[],"Statement":[]}', 'has a key twice'],
    [`{"Statement":${'['.repeat(40)}${']'.repeat(40)}}`, 'is nested too deep'],
    ['{"Statement":7}', 'is no policy that IAM accepts'],
  ])('%s cannot be decided', async (document, why) => {
    const [, reason] = await lineAfter(document)
    expect(reason).toBe(`    cannot be decided: the document ${why}`)
  })
})

test('a rule can be a file anywhere', async () => {
  const folder = workspace({ ...files, 'drafts/draft.yaml': rule('draft') })
  expect((await tripline(folder, ['explain', 'drafts/draft.yaml', 'one.json'])).code).toBe(0)
  expect((await tripline(folder, ['explain', 'draft', 'one.json', '--rules', 'drafts'])).code).toBe(
    0,
  )
  expect((await tripline(folder, ['explain', 'draft', 'one.json'])).code).toBe(2)
})
