/** Which alerts a history would have sent, and what is said about the rest. */
import { describe, expect, test } from 'vitest'
import { answerOf, type Files, log, record, rule, tripline, workspace } from './workspace.ts'

const replayed = (files: Files) =>
  answerOf(workspace({ 'rules/a.yaml': rule('a'), ...files }), ['replay', 'h'])

const stopEnvelope = { 'detail-type': 'AWS API Call via CloudTrail', source: 'aws.cloudtrail' }

describe('an alert', () => {
  test('has exactly these keys, one object a line', async () => {
    const folder = workspace({
      'rules/a.yaml': rule('a', {
        alert: {
          title:
            '{$.userIdentity.arn} stopped {$.requestParameters.name} and {$.responseElements.x}',
          fields: {
            Trail: '$.requestParameters.name',
            Ports: '$.requestParameters.ports[*]',
            None: '$.errorCode',
          },
        },
      }),
      'h/a.json': log(
        record({ eventID: 'e', requestParameters: { name: 'main', ports: [22, 80] } }),
        { eventSource: 'cloudtrail.amazonaws.com', eventName: 'StopLogging' },
      ),
    })
    const { out } = await tripline(folder, ['replay', 'h', '--format', 'ndjson'])
    const [bare, full] = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(full).toEqual({
      rule: 'a',
      severity: 'high',
      status: 'new',
      title: 'arn:aws:iam::111122223333:user/alice stopped main and (no responseElements.x)',
      time: '2026-11-20T10:00:00Z',
      eventID: 'e',
      account: '111122223333',
      region: 'eu-central-1',
      actor: 'arn:aws:iam::111122223333:user/alice',
      sourceIP: '192.0.2.10',
      fields: { Trail: 'main', Ports: [22, 80], None: null },
      count: 1,
    })
    expect(Object.keys(bare)).toEqual(Object.keys(full))
    expect(bare).toMatchObject({
      time: null,
      eventID: null,
      account: null,
      actor: null,
      sourceIP: null,
    })
  })

  test('comes for events of AWS only, whatever they call themselves', async () => {
    const events = [
      { ...stopEnvelope, source: 'my.app' },
      { ...stopEnvelope, source: 'awsx.cloudtrail' },
      { ...stopEnvelope, source: 'AWS.cloudtrail' },
      { ...stopEnvelope, source: ' aws.cloudtrail' },
      { ...stopEnvelope, source: ['aws.cloudtrail'] },
      { ...stopEnvelope, source: null },
      { ...stopEnvelope, 'detail-type': 'Something else' },
      stopEnvelope,
    ]
    const lines = events.map((event) => JSON.stringify({ ...event, detail: record() }))
    const { alerts, summary } = await replayed({ 'h/a.jsonl': lines.join('\n') })
    expect(alerts).toHaveLength(1)
    expect(summary.events).toBe(8)
  })

  test('comes once for an event that is delivered more than once', async () => {
    const stop = record()
    const enveloped = JSON.stringify({ ...stopEnvelope, id: 'another', detail: stop })
    const { alerts, summary } = await replayed({
      'h/a.json': log(stop, stop),
      'h/b.json': log(stop),
      'h/c.json': enveloped,
    })
    expect(alerts).toHaveLength(1)
    expect(summary).toMatchObject({ events: 4, duplicates: 3 })
  })

  test.each(['test-1', undefined])(
    'comes for each event under the id %s, and once for copies',
    async (eventID) => {
      const made = (awsRegion: string) => record({ eventID, awsRegion })
      const { alerts, summary } = await replayed({
        'h/a.json': log(made('a'), made('b'), made('b')),
      })
      expect(alerts).toHaveLength(2)
      expect(summary.duplicates).toBe(1)
    },
  )

  test('is told to people in the order of time, with what they need first', async () => {
    const folder = workspace({
      'rules/a.yaml': rule('a', { severity: 'critical' }),
      'h/a.json': log(
        record({ eventTime: '2026-11-20T11:30:00Z' }),
        record({ awsRegion: 'us-east-1' }),
      ),
    })
    const { out } = await tripline(folder, ['replay', 'h'])
    const [first, who, blank, second] = out.split('\n')
    expect(first).toBe('2026-11-20 10:00  CRITICAL  A trail stopped')
    expect(who).toContain(
      'arn:aws:iam::111122223333:user/alice from 192.0.2.10 in 111122223333 us-east-1',
    )
    expect(blank).toBe('')
    expect(second).toBe('2026-11-20 11:30  CRITICAL  A trail stopped')
    expect(out).toContain(
      '2 alerts from 2 events in 1 file, 2026-11-20 10:00 to 2026-11-20 11:30 UTC\n',
    )
    expect(out).toMatch(/^ {2}a +2 alerts from 2 events$/m)
  })
})

describe('what is not sent', () => {
  test('is counted for a staged rule, and not run for a disabled one', async () => {
    const files = {
      'rules/staged.yaml': rule('staged', { status: 'staged' }),
      'rules/off.yaml': rule('off', { status: 'disabled' }),
      'h/a.json': log(record(), record()),
    }
    const { alerts, summary } = await replayed(files)
    expect(alerts.map((alert: { rule: string }) => alert.rule)).toEqual(['a', 'a'])
    expect(summary.alerts).toBe(2)
    expect(summary.rules).toEqual([
      { rule: 'a', status: 'enabled', alerts: 2, events: 2, sawItsKind: true },
      { rule: 'staged', status: 'staged', alerts: 2, events: 2, sawItsKind: true },
    ])
    const { out } = await tripline(workspace(files), [
      'replay',
      'h',
      '--rules',
      'rules/staged.yaml',
    ])
    expect(out).toContain('0 alerts from 2 events')
    expect(out).toContain('staged      2 alerts from 2 events  staged: no alert is sent')
  })

  test('is reported for each exception by what it hid', async () => {
    const exception = (fields: object) => ({
      rules: '*',
      match: { awsRegion: 'us-east-1' },
      reason: 'drills',
      owner: 'ann',
      expires: '2026-11-21',
      ...fields,
    })
    const files = {
      'rules/b.yaml': rule('b'),
      'exceptions/drill.yaml': JSON.stringify([
        exception({}),
        exception({ match: { awsRegion: 'eu-west-1' }, expires: '2026-11-20' }),
        exception({ rules: ['b'], match: { awsRegion: 'eu-central-1' } }),
      ]),
      'h/a.json': log(
        record({ awsRegion: 'us-east-1' }),
        record({ awsRegion: 'eu-west-1' }),
        record(),
      ),
    }
    const { alerts, summary } = await replayed(files)
    expect(
      alerts.map((alert: { rule: string; region: string }) => `${alert.rule} ${alert.region}`),
    ).toEqual(['a eu-west-1', 'b eu-west-1', 'a eu-central-1'])
    const hidden = summary.exceptions.map((each: { hidden: number }) => each.hidden)
    expect(hidden).toEqual([2, 0, 1])
    const { out } = await tripline(workspace({ 'rules/a.yaml': rule('a'), ...files }), [
      'replay',
      'h',
    ])
    expect(out).toContain('exceptions/drill.yaml suppressed 2 events: drills (ann)')
  })

  test('rules that saw no event of their kind are named', async () => {
    const files = {
      'rules/insight.yaml': rule('insight', {
        on: 'insight',
        match: { 'insightDetails.state': 'Start' },
      }),
      'rules/other.yaml': rule('other', {
        match: { eventSource: 'iam.amazonaws.com', eventName: 'CreateUser' },
      }),
      'rules/denied.yaml': rule('denied', {
        match: {
          eventSource: 'cloudtrail.amazonaws.com',
          eventName: 'StopLogging',
          errorCode: 'AccessDenied',
        },
      }),
      'h/a.json': log(record()),
    }
    const { summary } = await replayed(files)
    const unseen = summary.rules.filter(({ sawItsKind }: { sawItsKind: boolean }) => !sawItsKind)
    expect(unseen.map((each: { rule: string }) => each.rule)).toEqual(['insight', 'other'])
    const { out } = await tripline(workspace(files), ['replay', 'h'])
    expect(out).toMatch(/2 rules\b.*: insight, other\n/)
  })
})

describe('the summary', () => {
  test('says from when to when, and nothing about times that are none', async () => {
    const { summary } = await replayed({
      'h/a.json': log(
        record({ eventTime: 'yesterday' }),
        record({ eventTime: 5 }),
        record({ eventTime: undefined }),
      ),
    })
    expect(summary).toMatchObject({ alerts: 3, from: null, to: null })
    const timed = await replayed({
      'h/a.json': log(record(), record({ eventTime: '2026-11-20T12:00:00+02:00' })),
    })
    expect(timed.summary).toMatchObject({
      from: '2026-11-20T10:00:00Z',
      to: '2026-11-20T10:00:00Z',
    })
  })

  test('names the broken files', async () => {
    const { summary, code } = await replayed({ 'h/a.json': log(record(), null), 'h/b.json': '{' })
    expect([code, summary.brokenFiles]).toEqual([2, ['h/a.json', 'h/b.json']])
  })
})
