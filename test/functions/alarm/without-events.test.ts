/** What is heard where no event can be shown: a log that is unreadable or empty, no data, an alarm nobody knows. */
import { describe, expect, test } from 'vitest'
import { alertsOf, deliverChange, isOk, look, topicsReached, went } from './play.ts'
import { rootCall, rootRule, testWorld } from './world.ts'

describe('a log that shows nothing', () => {
  test('an alert goes out when it cannot be read, and the events follow when it can', async () => {
    const made = testWorld()
    made.log.push(rootCall('2026-11-21T03:07:30Z'))
    made.logFails = 'AccessDeniedException: no'
    expect((await deliverChange(made, went)).outcome).toBe('reported without events')
    const [blind] = alertsOf(made)
    expect(blind).toMatchObject({ status: 'new', actor: null, time: went.at })
    expect(blind?.title).toBe(
      'Root used the API: the alarm went off, but its events cannot be shown',
    )
    expect(blind?.notes.join()).toContain('AccessDeniedException: no')
    expect(blind?.links.some(({ url }) => url.includes('logs-insights'))).toBe(true)
    await look(made)
    expect(made.alerts.size).toBe(1)
    made.logFails = undefined
    await look(made)
    expect(alertsOf(made)[1]).toMatchObject({
      status: 'repeat',
      dedupKey: blind?.dedupKey,
      count: 1,
    })
  })

  test('it is read again after a minute, when the log may have caught up', async () => {
    const made = testWorld()
    made.log.push(rootCall('2026-11-21T03:12:30Z', {}, 50_000))
    expect((await deliverChange(made, went)).outcome).toBe('the log will be read again')
    expect(made.published).toEqual([])
    expect((await look(made)).outcome).toBe('reported')
  })

  test('an alert goes out when it still shows nothing, as when somebody tries the alarm out', async () => {
    const made = testWorld()
    await deliverChange(made, went)
    expect((await look(made)).outcome).toBe('reported without events')
    await look(made)
    expect(made.alerts.size).toBe(1)
  })

  test('the message comes again where no look could be requested', async () => {
    const made = testWorld()
    made.point = (call) => {
      if (call === 'before send later') throw new Error('AccessDenied')
    }
    await expect(deliverChange(made, went)).rejects.toThrow('AccessDenied')
  })

  test('the looks end when a log cannot be read for a day', async () => {
    const made = testWorld()
    made.logFails = 'ResourceNotFoundException: gone'
    await deliverChange(made, went)
    for (let looks = 0; looks < 200; looks++) {
      const before = made.requested.length
      await look(made)
      if (made.requested.length === before) break
    }
    expect(made.clock.nowMs - Date.parse(went.at)).toBeLessThan(2 * 86_400_000)
    expect(made.alerts.size).toBe(1)
  })
})

test('no data is a notice, one an hour for all alarms of a log group', async () => {
  const made = testWorld()
  const silent = { state: 'INSUFFICIENT_DATA', previous: 'OK' } as const
  await deliverChange(made, { ...silent, at: '2026-11-21T03:12:00.000Z' })
  await deliverChange(made, { ...silent, at: '2026-11-21T03:13:00.000Z' })
  expect(alertsOf(made)).toMatchObject([{ title: 'No data: rule root-api-use cannot fire' }])
  expect(topicsReached(made)).toHaveLength(2)
  await deliverChange(made, { ...silent, at: '2026-11-21T04:13:00.000Z' })
  expect(topicsReached(made)).toHaveLength(4)
})

test.each([
  ['no rule has an alarm of that name', 'somebody-elses-alarm', rootRule],
  ['its rule is not deployed any more', undefined, { ...rootRule, id: 'another-rule' }],
])('an alarm is told of although %s', async (_, alarm, rule) => {
  const made = testWorld({ rule })
  const change = alarm === undefined ? went : { ...went, alarm }
  expect((await deliverChange(made, change)).outcome).toBe('reported as an unknown alarm')
  await deliverChange(made, change)
  expect(topicsReached(made)).toEqual(['arn:pager', 'arn:audit'])
  expect((await deliverChange(made, { ...change, ...isOk })).alerts).toEqual([])
})

describe('what somebody writes with SetAlarmState is in no alert', () => {
  const reason = 'Call +1 555 0100 and confirm your password'

  test.each([
    ['of no data', { state: 'INSUFFICIENT_DATA', previous: 'OK' }],
    ['of an unknown alarm', { state: 'ALARM', alarm: 'somebody-elses-alarm' }],
    ['of a known alarm', { state: 'ALARM' }],
  ] as const)('%s', async (_, change) => {
    const made = testWorld()
    made.logFails = 'AccessDeniedException: no'
    await deliverChange(made, { ...went, ...change, reason })
    expect(made.alerts.size).toBe(1)
    expect(JSON.stringify(alertsOf(made))).not.toContain('+1 555')
  })

  test('the name of an unknown alarm is not in the title', async () => {
    const made = testWorld()
    const alarm = 'tripline-production: your account is locked, call +1 555 0100'
    await deliverChange(made, { ...went, alarm })
    const [alert] = alertsOf(made)
    expect(alert?.title).toBe('A CloudWatch alarm went off, but its rule is unknown')
    expect(alert?.notes).toContain(`Name of the alarm: ${alarm}`)
  })
})
