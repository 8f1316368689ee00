/**
 * Which snapshot counts: the last from before the actor's first change, for any order of events.
 */
import { expect, test } from 'vitest'
import type { ResponseStore } from '../../../src/respond/contract/ports.ts'
import { newRecord, responseId } from '../../../src/respond/contract/record.ts'
import { toItem } from '../../../src/respond/contract/stored-form.ts'
import type { Fact } from '../../../src/respond/history/fact.ts'
import { timeOf } from '../../../src/respond/history/fact.ts'
import { trailPast } from '../../../src/respond/responders/restart-trail/past.ts'
import { snapshotTrails } from '../../../src/respond/responders/restart-trail/snapshots.ts'
import { eventWith } from '../responder-events.ts'

const key = 'trail/eu-west-1/a-trail'
const target = { key, name: 'a trail' }
const digest = (text: string): string => Buffer.from(text).toString('hex').padEnd(16, '0')

function history(undone: readonly string[] = []) {
  const facts: Fact[] = []
  const responses: ResponseStore = {
    get: async (id) => {
      const known = undone.find((each) => responseId('restart-trail', each, digest) === id)
      if (known === undefined) return null
      return toItem({ ...newRecord(id, {} as never, ''), state: 'undone', version: 1 })
    },
    put: async () => true,
  }
  const store = {
    put: async (fact: Fact) => {
      const isSame = (other: Fact) =>
        fact.kind === 'change' && other.kind === 'change' && other.id === fact.id
      if (!facts.some(isSame)) facts.push(fact)
    },
    // Two to a page, to see that all are read.
    page: async (_: string, after: string | null) => {
      const sorted = [...facts].sort((a, b) => (timeOf(a) < timeOf(b) ? 1 : -1))
      const from = Number(after ?? 0)
      const next = from + 2 < sorted.length ? String(from + 2) : null
      return { facts: sorted.slice(from, from + 2), next }
    },
  }
  const snapshot = async (time: string, prefix: string) => {
    const nowMs = () => Date.parse(`2026-11-21T${time}Z`)
    const live = async () => ({ S3KeyPrefix: prefix })
    await snapshotTrails({ trails: async () => [key], live, put: store.put, nowMs })
  }
  const past = (id: string, time: string, by: string, s3KeyPrefix = id) =>
    trailPast(
      target,
      eventWith({
        eventSource: 'cloudtrail.amazonaws.com',
        eventName: 'UpdateTrail',
        eventTime: `2026-11-21T${time}Z`,
        eventID: id,
        userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::111122223333:user/${by}` },
        requestParameters: { name: 'a-trail', s3KeyPrefix },
      }),
      { facts: store, responses, digest },
    )
  return { snapshot, past }
}

const stoodAt = async (past: ReturnType<ReturnType<typeof history>['past']>) =>
  (await past).snapshot?.facets.S3KeyPrefix ?? null

test('the last one from before the second of the event', async () => {
  const { snapshot, past } = history()
  expect(await stoodAt(past('e0', '08:30:00', 'mallory'))).toBeNull()
  await snapshot('09:00:00', 'old')
  await snapshot('10:00:00', 'right')
  await snapshot('11:00:00.500', 'attacked')
  expect(await stoodAt(past('e1', '11:00:00', 'mallory'))).toBe('right')
})

test('a snapshot taken between two changes of one actor is not what they go back to', async () => {
  const { snapshot, past } = history()
  await snapshot('10:00:00', 'right')
  await past('e1', '10:58:00', 'mallory')
  await snapshot('11:00:00', 'e1')
  const second = past('e2', '11:02:00', 'mallory')
  expect(await stoodAt(second)).toBe('right')
  expect((await second).since).toBe('2026-11-21T10:58:00.000Z')
})

test.each([
  ['long before', 'mallory', '10:10:00', []],
  ["somebody else's", 'alice', '10:58:00', []],
  ['brought back by a person', 'mallory', '10:58:00', ['e1']],
])('a change that was %s is where it goes back to', async (_, by, time, undone) => {
  const { snapshot, past } = history(undone)
  await snapshot('10:00:00', 'right')
  await past('e1', time, by)
  await snapshot('11:00:00', 'e1')
  expect(await stoodAt(past('e2', '11:02:00', 'mallory'))).toBe('e1')
})

test('events out of order, and twice, come to the same', async () => {
  const { snapshot, past } = history()
  await snapshot('10:00:00', 'right')
  await past('e2', '11:02:00', 'mallory')
  await past('e2', '11:02:00', 'mallory')
  expect(await stoodAt(past('e1', '10:58:00', 'mallory'))).toBe('right')
  await snapshot('11:00:00', 'e1')
  expect(await stoodAt(past('e2', '11:02:00', 'mallory'))).toBe('right')
})

test('a trail that is gone has no snapshot', async () => {
  const put = async () => {
    throw new Error('nothing is there to be kept')
  }
  const world = { trails: async () => [key], live: async () => ({}), put, nowMs: () => 0 }
  expect(await snapshotTrails(world)).toBe(0)
})
