/** The two tables of CloudWatch's documentation on missing data, row by row. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type AlarmState,
  type Datapoint,
  evaluateAlarm,
  type MissingData,
} from '../../../../packages/local-aws/services/cloudwatch/evaluate-alarm.ts'
import { probe } from '../../../probes/probe.ts'

const range = (row: string): Datapoint[] =>
  row.split(' ').map((mark) => ({ '0': false, X: true })[mark])

const treatments: readonly MissingData[] = ['missing', 'ignore', 'breaching', 'notBreaching']

type Row = readonly [string, AlarmState, AlarmState | undefined, AlarmState, AlarmState]

const all = (row: string, state: AlarmState): Row => [row, state, state, state, state]

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html */
const threeOfThree: readonly Row[] = [
  all('0 - X - X', 'OK'),
  all('- - - - 0', 'OK'),
  ['- - - - -', 'INSUFFICIENT_DATA', undefined, 'ALARM', 'OK'],
  all('0 X X - X', 'ALARM'),
  ['- - X - -', 'ALARM', undefined, 'ALARM', 'OK'],
]

const twoOfThree: readonly Row[] = [
  all('0 - X - X', 'ALARM'),
  all('0 0 X 0 X', 'ALARM'),
  ['0 - X - -', 'OK', 'OK', 'ALARM', 'OK'],
  ['- - - - 0', 'OK', 'OK', 'ALARM', 'OK'],
  ['- - - X -', 'ALARM', undefined, 'ALARM', 'OK'],
]

const cases = (rows: readonly Row[]) =>
  rows.flatMap(([row, ...states]) =>
    treatments.map((missing, i) => ({ row, missing, state: states[i] })),
  )

test.for(cases(threeOfThree))('3 of 3: $row, $missing: $state', ({ row, missing, state }) => {
  expect(evaluateAlarm(range(row), 3, 3, missing)).toBe(state)
})

test.for(cases(twoOfThree))('2 of 3: $row, $missing: $state', ({ row, missing, state }) => {
  expect(evaluateAlarm(range(row), 3, 2, missing)).toBe(state)
})

test('a single young breach among missing data is too little for three of three', () => {
  expect(evaluateAlarm(range('- - - - X'), 3, 3, 'missing')).toBeUndefined()
})

test('with all its data an alarm goes off exactly at the datapoints it was told', () => {
  const full = fc.integer({ min: 1, max: 6 }).chain((periods) =>
    fc.record({
      data: fc.array(fc.boolean(), { minLength: periods, maxLength: periods + 2 }),
      periods: fc.constant(periods),
      datapoints: fc.integer({ min: 1, max: periods }),
      missing: fc.constantFrom(...treatments),
    }),
  )
  fc.assert(
    fc.property(full, ({ data, periods, datapoints, missing }) => {
      const breaching = data.slice(-periods).filter(Boolean).length
      expect(evaluateAlarm(data, periods, datapoints, missing)).toBe(
        breaching >= datapoints ? 'ALARM' : 'OK',
      )
    }),
    probe('local-aws/services/cloudwatch/evaluate-alarm/datapoints', { short: 100, long: 20_000 }),
  )
})
