/** What `replay` finds in a history is what `detect` sends when the same events arrive: document by document. */
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { printedAlert } from '../../src/alert/alert.ts'
import type { AlertDocument } from '../../src/alert/document.ts'
import { render } from '../../src/alert/formats.ts'
import { detect } from '../../src/detect/detect.ts'
import { firingId } from '../../src/detect/firing.ts'
import { identityOf, timeOf } from '../../src/engine/identity.ts'
import { inOrder } from '../../src/engine/memory/run.ts'
import type { Event } from '../../src/ir/event.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import type { DeployedRule, Rule } from '../../src/ir/rule.ts'
import { loadProject } from '../../src/project/project.ts'
import { alertsIn, documentIn } from '../../src/replay/alerts.ts'
import { digest } from '../../src/replay/copies.ts'
import { historyFiles } from '../../src/replay/files.ts'
import { matchedEvents } from '../../src/replay/matched.ts'
import { type Scan, scan } from '../../src/replay/scan-history.ts'
import { tripline } from '../cli/workspace.ts'
import { eventOf, ruleFor, what, who } from '../detect/rules.ts'
import { testWorld } from '../detect/world.ts'
import { probe } from '../probes/probe.ts'
import { shippedFolders } from '../support/shipped-rules.ts'

const today = '2026-11-21'

const ruleWith = (rule: DeployedRule): Rule => ({ ...rule, tests: [] })

const documentsIn = (scanned: Scan, rules: readonly Rule[]): AlertDocument[] => {
  const sent = [...alertsIn({ scan: scanned, rules, exceptions: [], today })]
  scanned.matched.close()
  return sent.map(documentIn)
}

const eventIn = ({ detail, ...envelope }: JsonObject): Event => ({
  record: detail as JsonObject,
  envelope,
})

/** As `detect` sends them; its clock shows the time of the first event of each batch. */
async function sentBy(
  rules: readonly DeployedRule[],
  batches: readonly (readonly JsonObject[])[],
): Promise<AlertDocument[]> {
  let nowMs = 0
  const kept = testWorld(rules, { nowMs: () => nowMs })
  for (const batch of batches) {
    nowMs = timeOf(eventIn(batch[0] ?? {}))
    const messages = batch.map((event, index) => ({ id: `m${index}`, body: JSON.stringify(event) }))
    expect((await detect(messages, kept.world)).failed).toEqual([])
  }
  return kept.sent
}

const byId = (documents: readonly AlertDocument[]): AlertDocument[] =>
  documents.toSorted((one, other) => (one.id < other.id ? -1 : 1))

/** What does not depend on what else came in the same batch. */
const withoutBatch = ({ detectedAt: _, samples: __, ...rest }: AlertDocument) => rest

const hour = 3_600_000
const startMs = Date.parse('2026-10-01T00:00:00Z')
const windowMs = fc.integer({ min: 0, max: 12 }).map((hours) => hours * hour)
const by = fc.subarray([who, what])
const recurrence = fc.option(fc.record({ by, windowMs }), { nil: undefined })

const memories = fc.record({
  firstSeen: recurrence,
  threshold: fc.option(
    fc.record({
      by,
      windowMs,
      count: fc.integer({ min: 2, max: 4 }),
      distinct: fc.constantFrom(undefined, what),
    }),
    { nil: undefined },
  ),
  dedup: recurrence,
})

const rulesOf = fc
  .array(fc.tuple(memories, fc.constantFrom('Test', 'Other')), { minLength: 1, maxLength: 4 })
  .map((all) => all.map(([memory, name], index) => ruleFor(`rule-${index}`, name, memory)))

const copies = ['none', 'same', 'shared', 'late'] as const

const histories = fc.array(
  fc.record({
    eventName: fc.constantFrom('Test', 'Test', 'Other'),
    hours: fc.integer({ min: 0, max: 40 }),
    who: fc.constantFrom('ann', 'bob'),
    what: fc.constantFrom('x', 'y', 'z'),
    copy: fc.constantFrom(...copies),
    copyHours: fc.integer({ min: 0, max: 3 }),
  }),
  { minLength: 12, maxLength: 40 },
)

type Occurrence = typeof histories extends fc.Arbitrary<(infer One)[]> ? One : never

/** An event and, where it has one, its copy under the same or another id. */
function eventsOf({ hours, copy, copyHours, ...call }: Occurrence, number: number): JsonObject[] {
  const atMs = startMs + hours * hour
  const shared = copy === 'shared' ? { sharedEventID: `shared-${number}` } : {}
  const first = eventOf({ ...call, number, atMs }, shared)
  if (copy === 'none') return [first]
  if (copy === 'same') return [first, first]
  const { eventID = null } = first.detail as JsonObject
  const more = copy === 'shared' ? shared : { addendum: { originalEventID: eventID } }
  const later = { ...call, number: number + 1000, atMs: atMs + copyHours * hour }
  return [first, eventOf(later, { ...more, recipientAccountId: '444455556666' })]
}

const ordered = (events: readonly JsonObject[]): JsonObject[] => {
  const known = events.map((event, place) => {
    const id = firingId(identityOf(eventIn(event)), digest)
    return { event, place, id, atMs: timeOf(eventIn(event)) }
  })
  return known
    .toSorted((one, other) => inOrder(one, other) || one.place - other.place)
    .map(({ event }) => event)
}

const replayed = async (rules: readonly DeployedRule[], events: readonly JsonObject[]) => {
  const all = rules.map(ruleWith)
  const text = events.map((event) => `${JSON.stringify(event)}\n`).join('')
  const source = { name: '-', path: undefined }
  return documentsIn(await scan([source], all, Readable.from([text]), () => {}), all)
}

const inBatches = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  )

describe('random rules over random histories', () => {
  test('events that arrive one by one make the same documents', async () => {
    let [cases, alerts] = [0, 0]
    await fc.assert(
      fc.asyncProperty(rulesOf, histories, async (rules, history) => {
        const events = ordered(history.flatMap(eventsOf))
        const sent = await sentBy(rules, inBatches(events, 1))
        expect(byId(await replayed(rules, events))).toEqual(byId(sent))
        cases++
        alerts += sent.length
      }),
      probe('replay/as-detect/one-by-one', { short: 100, long: 4000 }),
    )
    expect(alerts).toBeGreaterThan(cases)
  })

  test('in batches too: the same ids, titles, counts, keys and times', {
    timeout: 120_000,
  }, async () => {
    const size = fc.integer({ min: 2, max: 20 })
    await fc.assert(
      fc.asyncProperty(rulesOf, histories, size, async (rules, history, batch) => {
        const events = ordered(history.flatMap(eventsOf))
        const sent = await sentBy(rules, inBatches(events, batch))
        const found = await replayed(rules, events)
        expect(byId(found).map(withoutBatch)).toEqual(byId(sent).map(withoutBatch))
      }),
      probe('replay/as-detect/batches', { short: 100, long: 4000 }),
    )
  })

  test('several repeats of a group, ten and a hundred of them', async () => {
    const rules = [ruleFor('many', 'Test', { dedup: { by: [who], windowMs: 100 * hour } })]
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

  test('every alert that is printed is sent, with the same text', {
    timeout: 120_000,
  }, async () => {
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
    expect(sorted(found)).toEqual(sorted(sent))
    const texts = (all: readonly AlertDocument[]) =>
      sorted(all).map((document) => render(document, 'text').message)
    expect(texts(found)).toEqual(texts(sent))
    const { out } = await tripline(root, ['replay', 'samples/history', '--format', 'ndjson'])
    const printed = sorted(sent).map((document) =>
      JSON.stringify(printedAlert({ ...document, actor: document.actor?.name ?? null })),
    )
    expect(out.trimEnd().split('\n').sort()).toEqual(printed.sort())
  })

  /** Of events of one second the order is anybody's, so that the id of a threshold's alert may name another of them. */
  const sorted = (documents: readonly AlertDocument[]) =>
    documents.toSorted((one, other) =>
      `${one.time} ${one.rule} ${one.event.id}` < `${other.time} ${other.rule} ${other.event.id}`
        ? -1
        : 1,
    )
})
