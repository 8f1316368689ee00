/** Which events of a history are copies of one, and what is made of ids that nobody at AWS gave. */
import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { firingId } from '../../src/detect/firing.ts'
import { identityOf } from '../../src/engine/identity.ts'
import type { Event } from '../../src/ir/event.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import { copyFinder } from '../../src/replay/copies.ts'
import { digest } from '../../src/replay/digest.ts'
import { idSet } from '../../src/replay/id-set.ts'
import { answerOf, log, record, rule, tripline, workspace } from '../cli/workspace.ts'

const event = (fields: JsonObject, envelope: JsonObject = {}): Event => ({
  record: fields,
  envelope,
})
const uuid = (number: number): string =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

/** For each event, whether it is new to the one rule there is. */
const areNew = (...events: readonly Event[]): boolean[] => {
  const copies = copyFinder()
  return events.map((each) => copies(each, [0]).fresh.length > 0)
}

describe('copies', () => {
  test('of one id, of one sharedEventID, and of the event that an addendum names', () => {
    const original = event({ eventID: uuid(1), eventTime: '2026-11-20T10:00:00Z' })
    const late = event({ eventID: uuid(2), addendum: { originalEventID: uuid(1) } })
    expect(areNew(original, original, late)).toEqual([true, false, false])
    expect(areNew(late, original)).toEqual([true, false])
    const [caller, owner] = [3, 4].map((n) => event({ eventID: uuid(n), sharedEventID: 'shared' }))
    expect(areNew(caller as Event, owner as Event)).toEqual([true, false])
  })

  test('have a made-up id in common only where the whole record is the same', () => {
    const [a, b] = ['a', 'b'].map((awsRegion) => event({ eventID: '1', awsRegion }))
    expect(areNew(a as Event, b as Event, b as Event)).toEqual([true, true, false])
  })

  test('without an id are copies only if the whole event is the same, as in detect', () => {
    const [a, b] = ['a', 'b'].map((awsRegion) => event({ awsRegion }))
    expect(areNew(a as Event, b as Event, a as Event)).toEqual([true, true, false])
    expect(areNew(event({ eventID: '' }, { id: '' }), event({ eventID: '' }))).toEqual([true, true])
    for (const each of [a as Event, event({ eventID: '' }, { id: '' })])
      expect(copyFinder()(each, [0]).id).toBe(firingId(identityOf(each), digest))
  })

  test('without an id are no copies of an event whose made-up id is a number', () => {
    const numbered = ['1', '2', '3', '[2]'].map((eventID) => event({ eventID }))
    expect(areNew(...numbered, event({ awsRegion: 'a' }), event({ awsRegion: 'b' }))).toEqual(
      Array(6).fill(true),
    )
    expect(areNew(event({ eventID: '2' }), event({ awsRegion: 'a' }))).toEqual([true, true])
  })

  test('by an addendum or a shared id are copies under made-up ids too', () => {
    const late = event({ eventID: 'x-2', addendum: { originalEventID: 'x-1' } })
    expect(areNew(event({ eventID: 'x-1' }), late)).toEqual([true, false])
    const [one, two] = ['x-3', 'x-4'].map((eventID) => event({ eventID, sharedEventID: 's-1' }))
    expect(areNew(one as Event, two as Event)).toEqual([true, false])
  })

  test('are new to a rule that no earlier copy matched', () => {
    const copies = copyFinder()
    const one = event({ eventID: uuid(1) })
    expect(copies(one, [0, 2]).fresh).toEqual([0, 2])
    expect(copies(one, [0, 1]).fresh).toEqual([1])
    expect(copies(one, [0, 1, 2]).fresh).toEqual([])
  })
})

test('a set of ids holds what was added, and nothing else, however much that is', () => {
  const ids = idSet()
  const idOf = (number: number) =>
    `${(Math.imul(number, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0')}${number.toString(16).padStart(8, '0')}`
  for (let number = 1; number < 20_000; number++)
    for (const rank of [0, 1]) expect(ids.add(idOf(number), rank)).toBe(true)
  for (let number = 1; number < 20_000; number++) {
    for (const rank of [0, 1]) {
      expect(ids.has(idOf(number), rank)).toBe(true)
      expect(ids.add(idOf(number), rank)).toBe(false)
    }
    expect(ids.has(idOf(number), 2)).toBe(false)
  }
  expect(ids.has('0'.repeat(16), 0)).toBe(false)
  expect([ids.add('0'.repeat(16), 0), ids.add('0'.repeat(16), 0)]).toEqual([true, false])
})

describe('a replay', () => {
  const replayed = (keys: object, ...records: readonly object[]) =>
    answerOf(workspace({ 'rules/a.yaml': rule('a', { ...keys }), 'h/a.json': log(...records) }), [
      'replay',
      'h',
    ])

  test('alerts once on a call that two accounts were told of', async () => {
    const { alerts, summary } = await replayed(
      {},
      record({ sharedEventID: 'shared', recipientAccountId: '111122223333' }),
      record({ sharedEventID: 'shared', recipientAccountId: '444455556666' }),
    )
    expect(alerts).toMatchObject([{ account: '111122223333' }])
    expect(summary).toMatchObject({ events: 2, duplicates: 1 })
    expect(summary.rules).toMatchObject([{ alerts: 1, events: 1 }])
  })

  test('reaches no threshold by late copies, and reaches it by events of their own', async () => {
    const threshold = { threshold: { count: 4, within: '10m' } }
    const firsts = [0, 1, 2].map((minute) => record({ eventTime: `2026-11-20T10:0${minute}:00Z` }))
    const late = firsts.map((first) =>
      record({
        eventTime: first.eventTime,
        addendum: { reason: 'DELIVERY_DELAY', originalEventID: first.eventID },
      }),
    )
    expect((await replayed(threshold, ...firsts, ...late)).alerts).toEqual([])
    const fourth = record({ eventTime: '2026-11-20T10:03:00Z' })
    expect((await replayed(threshold, ...firsts, ...late, fourth)).alerts).toMatchObject([
      { count: 4, time: '2026-11-20T10:03:00Z' },
    ])
  })

  test('lets an exception that hides one copy of an event hide no other', async () => {
    const copies = ['111122223333', '444455556666'].map((recipientAccountId) =>
      record({ sharedEventID: 'shared', recipientAccountId }),
    )
    const folder = workspace({
      'rules/a.yaml': rule('a'),
      'exceptions/a.yaml': JSON.stringify([
        {
          rules: '*',
          match: { recipientAccountId: '111122223333' },
          reason: 'drills',
          owner: 'ann',
          expires: '2026-11-21',
        },
      ]),
      'h/a.json': log(...copies, ...copies),
    })
    const { alerts, summary } = await answerOf(folder, ['replay', 'h'])
    expect(alerts).toMatchObject([{ account: '444455556666' }])
    expect(summary.exceptions).toMatchObject([{ hidden: 1 }])
    expect(summary.rules).toMatchObject([{ alerts: 1, events: 1 }])
  })

  test('shows a finding as it is sent: with its severity, its title and what it says', async () => {
    const finding = (updatedAt: string, account: string) => ({
      version: '0',
      id: `${account} ${updatedAt}`,
      'detail-type': 'Security Hub Findings - Imported',
      source: 'aws.securityhub',
      account,
      time: updatedAt,
      region: 'eu-west-1',
      resources: [],
      detail: {
        findings: [
          {
            Id: 'arn:aws:securityhub:eu-west-1:111122223333:finding/1',
            AwsAccountId: '111122223333',
            Title: 'Bucket is public',
            UpdatedAt: updatedAt,
            Severity: { Label: 'CRITICAL' },
            Resources: [{ Type: 'AwsS3Bucket', Id: 'arn:aws:s3:::invoices' }],
          },
        ],
      },
    })
    const keys = {
      on: 'securityhub',
      severity: 'low',
      title: 'Security Hub saw something',
      match: { 'findings.Severity.Label': 'CRITICAL' },
      tests: [],
    }
    const folder = workspace({
      'rules/a.yaml': rule('a', keys),
      'h/a.jsonl': [
        finding('2026-11-20T10:00:00Z', '111122223333'),
        finding('2026-11-20T10:00:00Z', '999988887777'),
        finding('2026-11-20T12:00:00Z', '111122223333'),
      ]
        .map((each) => `${JSON.stringify(each)}\n`)
        .join(''),
    })
    const { alerts } = await answerOf(folder, ['replay', 'h'])
    expect(alerts).toHaveLength(2)
    expect(alerts[0]).toMatchObject({
      severity: 'critical',
      title: 'Security Hub saw something: Bucket is public',
      eventID: 'arn:aws:securityhub:eu-west-1:111122223333:finding/1',
      account: '111122223333',
      fields: { Finding: 'Bucket is public', 'Finding severity': 'critical' },
    })
    const pretty = await tripline(folder, ['replay', 'h'])
    expect(pretty.out).toContain('CRITICAL  Security Hub saw something: Bucket is public')
    const sarif = JSON.parse((await tripline(folder, ['replay', 'h', '--format', 'sarif'])).out)
    expect(sarif.runs[0].results).toMatchObject([{ level: 'error' }, { level: 'error' }])
  })

  test('shows the end of an incident as resolved', async () => {
    const insight = (state: string, minute: number) =>
      record({
        eventTime: `2026-11-20T10:0${minute}:00Z`,
        eventType: 'AwsCloudTrailInsight',
        eventCategory: 'Insight',
        sharedEventID: 'incident',
        insightDetails: { state, eventSource: 'ec2.amazonaws.com', eventName: 'RunInstances' },
      })
    const folder = workspace({
      'rules/a.yaml': rule('a', {
        on: 'insight',
        match: { 'insightDetails.eventName': 'RunInstances' },
        tests: [],
      }),
      'h/a.json': log(insight('Start', 0), insight('End', 5)),
    })
    const { out } = await tripline(folder, ['replay', 'h'])
    expect(out).toMatch(/10:00 {2}HIGH {6}A trail stopped\n/)
    expect(out).toMatch(/10:05 {2}HIGH {6}RESOLVED: A trail stopped\n/)
    const printed = async (format: string) =>
      (await tripline(folder, ['replay', 'h', '--format', format])).out
    const wanted = [{ status: 'new' }, { status: 'resolved' }]
    expect(JSON.parse(await printed('json')).alerts).toMatchObject(wanted)
    const lines = (await printed('ndjson')).trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toMatchObject(wanted)
    const [run] = JSON.parse(await printed('sarif')).runs
    expect(run.results).toMatchObject([
      { message: { text: expect.stringMatching(/^A trail stopped by /) } },
      { message: { text: expect.stringMatching(/^RESOLVED: A trail stopped by /) } },
    ])
  })
})

test('a time without a zone is UTC, on whatever machine it is read', () => {
  const script = `
    import { utcMs } from '${import.meta.dirname}/../../src/ir/utc.ts'
    const times = ['2026-05-14 23:25:09.000', '2026-05-14T23:25', '2026-05-14T23:25:09Z', '2026-05-14', 'soon', '2026-05-14T23:25:09+02:00']
    console.log(JSON.stringify(times.map(utcMs)))`
  const output = execFileSync(process.execPath, ['--input-type=module-typescript', '-e', script], {
    encoding: 'utf8',
    env: { ...process.env, TZ: 'America/New_York' },
  })
  expect(JSON.parse(output)).toEqual([
    Date.UTC(2026, 4, 14, 23, 25, 9),
    Date.UTC(2026, 4, 14, 23, 25),
    Date.UTC(2026, 4, 14, 23, 25, 9),
    Date.UTC(2026, 4, 14),
    null,
    Date.UTC(2026, 4, 14, 21, 25, 9),
  ])
})
