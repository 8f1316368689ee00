import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lookBody, readAlarmMessage } from '../../../src/detect/alarm/alarm-message.ts'
import { probe } from '../../probes/probe.ts'
import { alarmJson, fromSns } from './messages.ts'

const went = { state: 'ALARM', at: '2026-11-21T03:12:45.123Z' } as const

const expected = {
  kind: 'change',
  alarm: 'tripline-production-root-api-use',
  account: '111122223333',
  region: 'eu-west-1',
  state: 'ALARM',
  previous: 'OK',
  atMs: Date.UTC(2026, 10, 21, 3, 12, 45, 123),
  evaluatedMs: 960_000,
}

test('an alarm as SNS puts it into a queue', () => {
  expect(readAlarmMessage(fromSns(alarmJson(went)))).toEqual(expected)
})

test('an alarm delivered raw', () => {
  expect(readAlarmMessage(alarmJson(went))).toEqual(expected)
})

test('an alarm over an expression names no period, and is read an hour back', () => {
  const { Trigger: _, ...rest } = JSON.parse(alarmJson(went))
  const read = readAlarmMessage(fromSns(JSON.stringify({ ...rest, Trigger: { Metrics: [] } })))
  expect(read).toEqual({ ...expected, evaluatedMs: 3_600_000 })
})

test('a period that is none never makes a window without end', () => {
  for (const Period of [0, -60, 1e12, Number.MAX_VALUE]) {
    const json = { ...JSON.parse(alarmJson(went)), Trigger: { Period, EvaluationPeriods: 16 } }
    const read = readAlarmMessage(JSON.stringify(json))
    const evaluatedMs = read?.kind === 'change' ? read.evaluatedMs : Number.NaN
    expect(evaluatedMs).toBeGreaterThan(0)
    expect(evaluatedMs).toBeLessThanOrEqual(7 * 86_400_000)
  }
})

test('a look that the function asked itself for', () => {
  const look = { kind: 'look', alarm: 'a "quoted" name', sinceMs: 17, number: 3 } as const
  expect(readAlarmMessage(lookBody(look))).toEqual(look)
})

test.each([
  ['nothing', ''],
  ['no JSON', 'ALARM!'],
  ['no object', '[1, 2]'],
  ['an envelope around nothing', fromSns('hello')],
  ['no name', JSON.stringify({ ...JSON.parse(alarmJson(went)), AlarmName: null })],
  ['an unknown state', JSON.stringify({ ...JSON.parse(alarmJson(went)), NewStateValue: 'PANIC' })],
  ['no time', JSON.stringify({ ...JSON.parse(alarmJson(went)), StateChangeTime: 'yesterday' })],
  ['a look without a number', JSON.stringify({ look: { alarm: 'a', sinceMs: 1 } })],
])('%s is no message', (_, body) => {
  expect(readAlarmMessage(body)).toBeUndefined()
})

test('no body makes it throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), fc.json().map(fromSns)), (body) => {
      readAlarmMessage(body)
    }),
    probe('functions/alarm/message/any-body', { short: 100, long: 20_000 }),
  )
})
