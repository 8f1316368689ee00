import { expect, test } from 'vitest'
import { testMetricFilter } from '../../src/cloudwatch-logs/test-metric-filter.ts'

const message = '2026-01-02 [WARN] disk_full on node7: "retry later" (50% of quota) C:\\temp'

test.each([
  '',
  '   ',
  '""',
  '" "',
  'WARN',
  'disk',
  'disk_full',
  'WARN node7',
  'node7 WARN',
  '"[WARN] disk"',
  '"\\"retry later\\""',
  '"C:\\\\temp"',
  '"50% of"',
  '-ERROR',
  'WARN -ERROR',
  'WARN -"access denied"',
  'WARN - ERROR',
  '?ERROR ?WARN',
  '?"no such" ?"disk_full on"',
  '?ERROR WARN',
  'WARN ?ERROR',
  '?WARN -ERROR',
  '?ERROR -FATAL',
  '%node[0-9]%',
  '%^2026-%',
  '%\\x25 of%',
  '%temp$%',
  'WARN %node\\d%',
  '-%node8%',
])('%j matches', (pattern) => {
  expect(testMetricFilter(pattern, message)).toEqual({ result: 'match', extractedValues: {} })
})

test.each([
  'warn',
  'ERROR',
  'WARN ERROR',
  '"disk full"',
  '"WARN node7"',
  '-WARN',
  'WARN -node7',
  '?ERROR ?FATAL',
  '?WARN ERROR',
  '?WARN -disk',
  '%^WARN%',
  '%node[89]%',
  '-%node\\d%',
])('%j does not match', (pattern) => {
  expect(testMetricFilter(pattern, message)).toEqual({ result: 'nomatch' })
})

test('no terms match the empty message', () => {
  expect(testMetricFilter('', '').result).toBe('match')
  expect(testMetricFilter('" "', '').result).toBe('match')
  expect(testMetricFilter('a', '').result).toBe('nomatch')
})
