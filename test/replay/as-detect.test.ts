/** What `replay` finds in a history is what `detect` sends when the same events arrive: document by document. */
import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { printedAlert } from '../../src/alert/alert.ts'
import type { AlertDocument } from '../../src/alert/document.ts'
import { render } from '../../src/alert/formats.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import { loadProject } from '../../src/project/project.ts'
import { historyFiles } from '../../src/replay/files.ts'
import { matchedEvents } from '../../src/replay/matched.ts'
import { scan } from '../../src/replay/scan-history.ts'
import { tripline } from '../cli/workspace.ts'
import { eventOf, ruleFor, who } from '../detect/rules.ts'
import { shippedFolders } from '../support/shipped-rules.ts'
import { byId, documentsIn, inBatches, replayed, sentBy, today, withoutIds } from './both-ways.ts'

const hour = 3_600_000
const startMs = Date.parse('2026-10-01T00:00:00Z')

test('several repeats of a group, ten and a hundred of them', async () => {
  const rules = [ruleFor('many', 'Test', { dedup: { by: [who], windowMs: 100 * hour, new: [] } })]
  const events = Array.from({ length: 120 }, (_, number) =>
    eventOf({ eventName: 'Test', number, atMs: startMs + number, who: 'ann', what: 'x' }),
  )
  const found = await replayed(rules, events)
  expect(found.map(({ status, count }) => [status, count])).toEqual([
    ['new', 1],
    ['repeat', 11],
    ['repeat', 101],
  ])
  expect(byId(found)).toEqual(byId(await sentBy(rules, inBatches(events, 1))))
})

describe('events that are no calls', () => {
  const anything = (source: string, detailType: string) =>
    ruleFor('any', '', {
      on: { source, detailTypes: [detailType] },
      match: { kind: 'block', fields: [] },
      severity: 'medium',
      title: 'It was found',
    })
  const envelope = (id: string, minute: number, source: string, detailType: string) => ({
    version: '0',
    id,
    source,
    'detail-type': detailType,
    account: '111122223333',
    region: 'eu-west-3',
    time: new Date(startMs + minute * 60_000).toISOString(),
    resources: [],
  })

  test('a finding that is delivered in two accounts, and updated', async () => {
    const rule = anything('aws.guardduty', 'GuardDuty Finding')
    const finding = (minute: number, account: string, updatedAt: string): JsonObject => ({
      ...envelope(`${minute}`, minute, 'aws.guardduty', 'GuardDuty Finding'),
      account,
      detail: {
        id: 'f',
        type: 'Recon:IAMUser/MaliciousIPCaller',
        title: 'Somebody looks around',
        accountId: '111122223333',
        region: 'eu-west-3',
        updatedAt,
        severity: 8,
      },
    })
    const events = [
      finding(0, '111122223333', '2026-10-01T00:00:00Z'),
      finding(2, '444455556666', '2026-10-01T00:00:00Z'),
      finding(30, '111122223333', '2026-10-01T00:30:00Z'),
    ]
    const found = await replayed([rule], events)
    expect(found.map(({ severity, title, count }) => [severity, title, count])).toEqual([
      ['high', 'It was found: Somebody looks around', 1],
      ['high', 'It was found: Somebody looks around', 1],
    ])
    expect(byId(found)).toEqual(byId(await sentBy([rule], inBatches(events, 1))))
  })

  test.each([
    ['its start first', ['Start', 'End'], ['new', 'resolved']],
    ['its end first', ['End', 'Start'], ['new']],
    ['its end alone', ['End'], ['new']],
  ])('an incident, %s', async (_, states, statuses) => {
    const detailType = 'AWS Insight via CloudTrail'
    const events = states.map(
      (state, minute): JsonObject => ({
        ...envelope(`i${minute}`, minute, 'aws.cloudtrail', detailType),
        detail: {
          eventID: `${minute}`,
          sharedEventID: 'incident',
          insightDetails: { state, eventSource: 'ec2.amazonaws.com', eventName: 'RunInstances' },
        },
      }),
    )
    const rules = [anything('aws.cloudtrail', detailType)]
    const found = await replayed(rules, events)
    expect(found.map(({ status }) => status)).toEqual(statuses)
    expect(byId(found)).toEqual(byId(await sentBy(rules, inBatches(events, 1))))
  })
})

describe('the shipped rules over the sample history', () => {
  const root = `${import.meta.dirname}/../..`

  test('every alert that is printed is sent, with the same text', async () => {
    const files = { cwd: root, now: new Date(`${today}T12:00:00Z`) }
    const project = loadProject(
      shippedFolders,
      undefined,
      files as Parameters<typeof loadProject>[2],
    )
    const rules = project.rules.map(({ rule }) => rule).filter(({ status }) => status === 'enabled')
    const { sources } = historyFiles(['samples/history'], root)
    const scanned = await scan(sources, rules, Readable.from([]), () => {})
    const events = [...matchedEvents(scanned.matched)].map(
      ({ event }): JsonObject => ({ ...event.envelope, detail: event.record }),
    )
    const found = documentsIn(scanned, rules)
    const sent = await sentBy(rules, inBatches(events, 1))
    expect(found.length).toBeGreaterThan(30)
    expect(withoutIds(found)).toEqual(withoutIds(sent))
    const texts = (all: readonly AlertDocument[]) =>
      all.map((document) => render(document, 'text').message).sort()
    expect(texts(found)).toEqual(texts(sent))
    const { out } = await tripline(root, ['replay', 'samples/history', '--format', 'ndjson'])
    const printed = sent.map((document) =>
      JSON.stringify(printedAlert({ ...document, actor: document.actor?.name ?? null })),
    )
    expect(out.trimEnd().split('\n').sort()).toEqual(printed.sort())
  })
})
