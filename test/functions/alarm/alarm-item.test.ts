/** The state of an alarm: what is written is what is read, and it always fits into an item. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { documentFor } from '../../../src/alert/document-for.ts'
import {
  type AlarmItem,
  contentOf,
  itemFrom,
  maxReported,
  newItem,
} from '../../../src/detect/alarm/alarm-item.ts'
import { announcedBursts } from '../../../src/detect/alarm/burst-repeats.ts'
import { bursts } from '../../../src/detect/alarm/bursts.ts'
import { withAlerts } from '../../../src/detect/alarm/outbox.ts'
import type { Outgoing } from '../../../src/detect/deliver.ts'
import type { JsonObject } from '../../../src/ir/json.ts'
import { probe } from '../../probes/probe.ts'
import { rootRule } from './world.ts'

const id = fc.stringMatching(/^[\da-f]{16}$/)

test('what is written is what is read', () => {
  fc.assert(
    fc.property(fc.uniqueArray(id, { maxLength: 2500 }), fc.nat(), (reported, atMs) => {
      const group = { sinceMs: atMs, repeats: 3 }
      const item: AlarmItem = {
        ...newItem,
        reported,
        groups: {
          abc: { ...group, values: reported, untracked: atMs },
          def: { ...group, values: [], untracked: 0 },
        },
        read: { fromMs: 1, toMs: atMs },
        closedMs: atMs,
      }
      expect(itemFrom(contentOf('an alarm', item))).toEqual(item)
    }),
    probe('functions/alarm/item/round-trip', { short: 20, long: 4000 }),
  )
})

test('an item has the form that deployed tables hold', () => {
  const item: AlarmItem = {
    reported: ['0123456789abcdef', 'fedcba9876543210'],
    groups: { abc: { sinceMs: 1, repeats: 3, values: [], untracked: 0 } },
    read: { fromMs: 1, toMs: 2 },
    open: {
      sinceMs: 3,
      fromMs: 4,
      dedupKey: 'alarm/a/b',
      alerts: 5,
      events: 6,
      evaluatedMs: 7,
      nextLook: 8,
      requestedLook: 9,
      isBlindReported: true,
    },
    closedMs: null,
    outbox: [],
  }
  const { head, blocks } = contentOf('an alarm', item)
  expect(head).toBe(
    '{"groups":{"abc":{"sinceMs":1,"repeats":3}},"read":{"fromMs":1,"toMs":2},"open":{"sinceMs":3,"fromMs":4,"dedupKey":"alarm/a/b","alerts":5,"events":6,"evaluatedMs":7,"nextLook":8,"askedLook":9,"isBlindTold":true},"closedMs":null,"outbox":[]}',
  )
  expect(blocks.map((block) => new TextDecoder().decode(block))).toEqual([
    '0123456789abcdef fedcba9876543210',
  ])
  expect(itemFrom({ about: '', head, blocks })).toEqual(item)
})

test('what another version wrote is not taken for nothing', () => {
  expect(() => itemFrom({ about: '', head: '{"form":1}', blocks: [] })).toThrow('this version')
})

const alertOf = (number: number, record: JsonObject): Outgoing => ({
  alert: documentFor({
    rule: { ...rootRule, why: 'why '.repeat(20_000), runbook: '\u0000'.repeat(50_000) },
    event: { record, envelope: {} },
    count: 1,
    samples: Array.from({ length: 5 }, () => record),
    status: 'new',
    id: String(number).padStart(32, '0'),
    dedupKey: 'k',
    detectedAt: '2026-11-21T03:00:00.000Z',
    notes: [],
  }),
  notify: null,
  audience: 'people',
})

test.each(['\u0001', '字'])(
  'a channel that is gone for weeks and records as large as they get (%j) leave an item of less than 400 KB',
  (sign) => {
    const long = sign.repeat(2000)
    const record = Object.fromEntries(
      Array.from({ length: 100 }, (_, at) => [`${at}${long}`, long]),
    )
    let outbox: readonly Outgoing[] = []
    for (let number = 0; number < 40; number++)
      outbox = withAlerts(outbox, [alertOf(number, record)])
    expect(outbox.length).toBeGreaterThan(1)
    expect(outbox.at(-1)?.alert.id).toMatch(/39$/)
    const seen = Array.from({ length: 5000 }, (_, at) => ({
      event: { record: { who: at >> 1, what: at }, envelope: {} },
      id: String(at),
      atMs: at,
      loggedMs: at,
    }))
    const dedup = { by: [['who']], windowMs: 1000, new: [['what']] }
    const rule = { dedup, severity: 'high' } as const
    const hash = (text: string) => text.padEnd(64, 'x')
    const { groups } = announcedBursts(bursts(seen, undefined), rule, {}, hash)
    expect(Object.values(groups).flatMap(({ values }) => values)).toHaveLength(2000)
    const reported = Array.from({ length: maxReported }, (_, at) => String(at).padStart(16, '0'))
    const { head, blocks } = contentOf('an alarm', { ...newItem, reported, groups, outbox })
    const bytes = Buffer.byteLength(head) + blocks.reduce((sum, { length }) => sum + length, 0)
    expect(bytes).toBeLessThan(380_000)
  },
)
