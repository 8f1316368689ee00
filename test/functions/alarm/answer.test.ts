/** What a person hears of an alarm, message by message. */
import { describe, expect, test } from 'vitest'
import type { Exception } from '../../../src/ir/rule.ts'
import { alertsOf, answerBody, deliverChange, isOk, look, topicsReached, went } from './play.ts'
import { rootCall, rootRule, testWorld } from './world.ts'

test('an alarm tells who did what from where, once for each channel', async () => {
  const made = testWorld()
  made.log.push(rootCall('2026-11-21T03:07:30Z'))
  const { outcome } = await deliverChange(made, went)
  expect(outcome).toBe('reported')
  expect(topicsReached(made)).toEqual(['arn:pager', 'arn:audit'])
  const [alert] = alertsOf(made)
  expect(alert).toMatchObject({
    status: 'new',
    rule: 'root-api-use',
    title: 'arn:aws:iam::111122223333:root called CreateUser',
    sourceIP: '203.0.113.7',
    account: '111122223333',
    region: 'us-east-1',
    count: 1,
    samples: [{ eventName: 'CreateUser' }],
    notes: [],
  })
  expect(alert?.links.map(({ label }) => label)).toEqual(
    expect.arrayContaining(['Matching log events', 'Logs Insights query', 'CloudWatch alarm']),
  )
})

test('many events are one alert, with their number, five of them, and everybody who acted', async () => {
  const made = testWorld()
  for (let second = 10; second < 17; second++) {
    const arn = `arn:aws:iam::111122223333:root/${second % 2}`
    const userIdentity = { type: 'Root', arn }
    made.log.push(rootCall(`2026-11-21T03:07:${second}Z`, { userIdentity }))
  }
  await deliverChange(made, went)
  const [alert, ...more] = alertsOf(made)
  expect(more).toEqual([])
  expect(alert?.count).toBe(7)
  expect(alert?.samples).toHaveLength(5)
  expect(alert?.notes).toEqual([
    'By 2 principals: arn:aws:iam::111122223333:root/0, arn:aws:iam::111122223333:root/1.',
  ])
})

test('the same message again says nothing again', async () => {
  const made = testWorld()
  made.log.push(rootCall('2026-11-21T03:07:30Z'))
  await deliverChange(made, went)
  expect((await deliverChange(made, went)).outcome).toBe('nothing to report')
  expect(topicsReached(made)).toHaveLength(2)
})

test('what came while it was in ALARM is told when it is OK again, in the same thread', async () => {
  const made = testWorld()
  made.log.push(rootCall('2026-11-21T03:07:30Z'), rootCall('2026-11-21T03:20:00Z'))
  made.log.push(rootCall('2026-11-21T03:21:00Z'))
  await deliverChange(made, went)
  await deliverChange(made, isOk)
  const [first, second, ...more] = alertsOf(made)
  expect(more).toEqual([])
  expect(first).toMatchObject({ status: 'new', count: 1 })
  expect(second).toMatchObject({ status: 'repeat', count: 2, dedupKey: first?.dedupKey })
  expect(second?.notes).toEqual(['The CloudWatch alarm is back to OK.'])
})

test('an alarm that is over and told everything is resolved, once', async () => {
  const made = testWorld()
  made.log.push(rootCall('2026-11-21T03:07:30Z'))
  await deliverChange(made, went)
  await deliverChange(made, isOk)
  await deliverChange(made, isOk)
  const [first, second, ...more] = alertsOf(made)
  expect(more).toEqual([])
  expect(second).toMatchObject({ status: 'resolved', dedupKey: first?.dedupKey, count: 1 })
  expect(topicsReached(made)).toHaveLength(4)
})

test('an alarm that stays in ALARM is looked at every quarter of an hour', async () => {
  const made = testWorld()
  made.log.push(rootCall('2026-11-21T03:07:30Z'), rootCall('2026-11-21T03:20:00Z'))
  await deliverChange(made, went)
  expect(made.requested).toEqual([{ body: expect.any(String), dueMs: made.clock.nowMs + 900_000 }])
  expect((await look(made)).outcome).toBe('reported')
  expect(alertsOf(made).map(({ status }) => status)).toEqual(['new', 'repeat'])
  expect(made.requested).toHaveLength(2)
  expect((await look(made)).outcome).toBe('nothing to report')
  // The message that it is OK is lost: looks end when nothing can have kept it in ALARM.
  for (let looks = 0; looks < 5 && made.alerts.size < 3; looks++) await look(made)
  expect(alertsOf(made).at(-1)?.status).toBe('resolved')
  const requested = made.requested.length
  await look(made)
  expect(made.requested).toHaveLength(requested)
})

test('a look that is delivered twice is had once', async () => {
  const made = testWorld()
  made.log.push(rootCall('2026-11-21T03:07:30Z'))
  await deliverChange(made, went)
  await look(made)
  const again = made.requested[0]?.body ?? ''
  await answerBody(made, again)
  await answerBody(made, again)
  expect(made.requested).toHaveLength(2)
})

describe('what the filter matches and the rule does not want', () => {
  const accepted: Exception = {
    rules: ['root-api-use'],
    match: {
      kind: 'block',
      fields: [{ path: ['eventName'], check: { op: 'equals', value: 'CreateUser' } }],
    },
    reason: 'drill',
    owner: 'security',
    expires: '2026-11-21',
  }

  test('pages nobody where an exception holds', async () => {
    const made = testWorld({ exceptions: [accepted] })
    made.log.push(rootCall('2026-11-21T03:07:30Z'))
    const handled = await deliverChange(made, went)
    expect(handled).toMatchObject({ outcome: 'the rule does not fire', excepted: 1 })
    await deliverChange(made, isOk)
    expect(made.published).toEqual([])
  })

  test('pages again once the exception expired', async () => {
    const made = testWorld({ exceptions: [{ ...accepted, expires: '2026-11-20' }] })
    made.log.push(rootCall('2026-11-21T03:07:30Z'))
    expect((await deliverChange(made, went)).outcome).toBe('reported')
  })

  test('pages nobody where the rule itself says more than the filter', async () => {
    const made = testWorld()
    made.log.push(rootCall('2026-11-21T03:07:30Z', { userIdentity: { type: 'IAMUser' } }))
    made.log.push({ ...rootCall('2026-11-21T03:07:31Z'), message: 'not a record' })
    expect((await deliverChange(made, went)).outcome).toBe('the rule does not fire')
    expect(made.published).toEqual([])
  })
})

test('a threshold is counted exactly: three in the alarm’s whole minutes are not three within one', async () => {
  const threshold = { count: 3, windowMs: 60_000, by: [], distinct: undefined }
  const made = testWorld({ rule: { ...rootRule, threshold } })
  const wide = { ...went, periodSeconds: 120, evaluationPeriods: 9 }
  made.log.push(rootCall('2026-11-21T03:05:00Z'), rootCall('2026-11-21T03:05:50Z'))
  made.log.push(rootCall('2026-11-21T03:06:51Z'))
  expect((await deliverChange(made, wide)).outcome).toBe('the rule does not fire')
  expect(made.published).toEqual([])
  // The one that makes it three comes late.
  made.log.push(rootCall('2026-11-21T03:05:59Z', {}, 500_000))
  made.clock.nowMs += 600_000
  await deliverChange(made, { ...isOk, periodSeconds: 120, evaluationPeriods: 9 })
  expect(alertsOf(made)).toMatchObject([{ count: 3, status: 'new' }])
})

test('dedup holds back what was told within its time, and counts it', async () => {
  const dedup = { by: [['sourceIPAddress']], windowMs: 3_600_000, new: [] }
  const made = testWorld({ rule: { ...rootRule, dedup } })
  made.log.push(rootCall('2026-11-21T03:07:30Z'))
  await deliverChange(made, went)
  made.log.push(rootCall('2026-11-21T03:20:00Z'))
  made.log.push(rootCall('2026-11-21T03:21:00Z', { sourceIPAddress: '198.51.100.9' }))
  await deliverChange(made, isOk)
  expect(alertsOf(made).map(({ status, sourceIP }) => [status, sourceIP])).toEqual([
    ['new', '203.0.113.7'],
    ['repeat', '198.51.100.9'],
  ])
})

test('dedup reports a call with a new value at once', async () => {
  const dedup = { by: [['sourceIPAddress']], windowMs: 3_600_000, new: [['eventName']] }
  const made = testWorld({ rule: { ...rootRule, dedup } })
  made.log.push(rootCall('2026-11-21T03:07:30Z'))
  await deliverChange(made, went)
  made.log.push(rootCall('2026-11-21T03:20:00Z'))
  made.log.push(rootCall('2026-11-21T03:21:00Z', { eventName: 'CloseAccount' }))
  await deliverChange(made, isOk)
  expect(alertsOf(made).map(({ event }) => event.name)).toEqual([
    alertsOf(made)[0]?.event.name,
    'CloseAccount',
  ])
})

test('messages in the wrong order leave nothing open and tell everything once', async () => {
  const made = testWorld()
  made.log.push(rootCall('2026-11-21T03:07:30Z'), rootCall('2026-11-21T03:20:00Z'))
  await deliverChange(made, isOk)
  await deliverChange(made, went)
  expect(alertsOf(made).map(({ time }) => time)).toEqual([
    '2026-11-21T03:20:00Z',
    '2026-11-21T03:07:30Z',
  ])
  expect(made.requested).toEqual([])
})

test('an alarm that was just made tells of nothing', async () => {
  const made = testWorld()
  made.log.push(rootCall('2026-11-21T03:07:30Z'))
  await deliverChange(made, { ...isOk, previous: 'INSUFFICIENT_DATA' })
  expect(made.published).toEqual([])
})

test('a staged rule pages nobody and is recorded', async () => {
  const made = testWorld({ rule: { ...rootRule, status: 'staged' } })
  made.log.push(rootCall('2026-11-21T03:07:30Z'))
  await deliverChange(made, went)
  expect(made.published).toEqual([])
  expect(alertsOf(made)).toHaveLength(1)
})

test('a topic that is gone fails the message and keeps no other channel from the alert', async () => {
  const made = testWorld()
  made.log.push(rootCall('2026-11-21T03:07:30Z'))
  made.topicFails = 'arn:audit'
  await expect(deliverChange(made, went)).rejects.toThrow('the topic is gone')
  made.clock.nowMs += 180_000
  await expect(deliverChange(made, went)).rejects.toThrow('the topic is gone')
  made.topicFails = undefined
  made.clock.nowMs += 180_000
  await deliverChange(made, went)
  expect(topicsReached(made)).toEqual(['arn:pager', 'arn:audit'])
})

test('a storm is told with at least how many', async () => {
  const made = testWorld({ maxEvents: 50 })
  for (let index = 0; index < 80; index++)
    made.log.push(rootCall(`2026-11-21T03:07:${String(index % 60).padStart(2, '0')}Z`))
  await deliverChange(made, went)
  expect(alertsOf(made)).toMatchObject([{ count: 50 }])
  expect(alertsOf(made)[0]?.notes.join()).toContain('There may be more')
})

test('a record nested without end is told of and ends nothing', async () => {
  const made = testWorld()
  const entry = rootCall('2026-11-21T03:07:30Z')
  const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`
  made.log.push({ ...entry, message: entry.message.replace(/}$/, `,"requestParameters":${deep}}`) })
  expect((await deliverChange(made, went)).outcome).toBe('reported')
})
