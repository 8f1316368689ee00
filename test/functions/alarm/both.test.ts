/** A rule that EventBridge watches for as well: each event is told once, whichever way it comes first. */
import { expect, test } from 'vitest'
import { inEnvelope } from '../../../src/aws/envelope.ts'
import { readAlarmMessage } from '../../../src/detect/alarm/alarm-message.ts'
import { answer } from '../../../src/detect/alarm/answer.ts'
import { detect } from '../../../src/detect/detect.ts'
import { ruleMatches } from '../../../src/engine/rule-matches.ts'
import type { Rule } from '../../../src/ir/rule.ts'
import { allGenuine } from '../../detect/world.ts'
import { type AlarmChange, alarmJson, fromSns } from './messages.ts'
import { type Entry, rootCall, rootRule, type TestWorld, testWorld } from './world.ts'

const both = { ...rootRule, via: 'both' } as const

/** Delivers an event by EventBridge. */
async function observe(made: TestWorld, rule: Omit<Rule, 'tests'>, entry: Entry): Promise<void> {
  const { record, envelope } = inEnvelope(JSON.parse(entry.message))
  const body = JSON.stringify({ ...envelope, detail: record })
  const { failed } = await detect([{ id: 'message', body }], {
    ...made.world,
    ...made.delivery,
    channels: made.channels,
    heartbeatRole: 'arn:aws:iam::111122223333:role/heartbeat',
    matching: async () => (event) => (ruleMatches(rule, event) ? [rule] : []),
    enrich: async (alert) => alert,
    requestBody: () => '',
    prove: allGenuine,
    deadLetter: () => Promise.reject(new Error('every message can be read')),
  })
  expect(failed).toEqual([])
}

async function deliverChange(made: TestWorld, change: AlarmChange): Promise<string> {
  made.clock.nowMs = Math.max(made.clock.nowMs, Date.parse(change.at) + 2000)
  const message = readAlarmMessage(fromSns(alarmJson(change)))
  if (message === undefined) throw new Error('no message')
  return (await answer(message, made.world)).outcome
}

const went = { state: 'ALARM', at: '2026-11-21T03:12:45.000Z' } as const
const isOk = { state: 'OK', at: '2026-11-21T03:40:00.000Z' } as const

const reportedTimes = (made: TestWorld): (string | null)[] => {
  const pages = made.published.filter(({ topic }) => topic === 'arn:pager')
  return pages.map(({ alert }) => made.alerts.get(alert)?.time ?? null)
}

test.each([
  ['alone', both],
  ['with dedup', { ...both, dedup: { by: [['eventID']], windowMs: 3_600_000, new: [] } }],
])('%s', async (_, rule) => {
  const made = testWorld({ rule })
  const delivered = rootCall('2026-11-21T03:07:30Z')
  const lost = rootCall('2026-11-21T03:08:30Z')
  made.log.push(delivered, lost)
  await observe(made, rule, delivered)
  expect(reportedTimes(made)).toEqual(['2026-11-21T03:07:30Z'])
  await deliverChange(made, went)
  expect(reportedTimes(made)).toEqual(['2026-11-21T03:07:30Z', '2026-11-21T03:08:30Z'])
  const found = made.alerts.get(made.published.at(-1)?.alert ?? '')
  expect(found?.notes.join()).toContain('EventBridge has not delivered this event')
  // EventBridge tries for a day.
  await observe(made, rule, lost)
  await deliverChange(made, isOk)
  expect(reportedTimes(made)).toHaveLength(2)
})

test('a burst of which EventBridge lost a part is still one', async () => {
  const rule = { ...both, threshold: { count: 3, windowMs: 60_000, by: [], distinct: undefined } }
  const made = testWorld({ rule })
  const calls = [10, 20, 30].map((second) => rootCall(`2026-11-21T03:07:${second}Z`))
  made.log.push(...calls)
  for (const call of calls.slice(0, 2)) await observe(made, rule, call)
  expect(made.published).toEqual([])
  await deliverChange(made, { ...went, periodSeconds: 120, evaluationPeriods: 9 })
  expect(reportedTimes(made)).toHaveLength(1)
  for (const call of calls) await observe(made, rule, call)
  expect(reportedTimes(made)).toHaveLength(1)
})

test('what was not sent is sent when the message comes again', async () => {
  const made = testWorld({ rule: both })
  made.log.push(rootCall('2026-11-21T03:07:30Z'))
  made.topicFails = 'arn:pager'
  await expect(deliverChange(made, went)).rejects.toThrow('the topic is gone')
  made.topicFails = undefined
  made.clock.nowMs += 180_000
  await deliverChange(made, went)
  expect(reportedTimes(made)).toHaveLength(1)
})
