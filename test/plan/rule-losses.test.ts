import { describe, expect, test } from 'vitest'
import { narrowing } from '../../src/compare/narrowing.ts'
import type { Exception, Rule } from '../../src/ir/rule.ts'
import { differenceOf } from '../../src/plan/difference.ts'
import { config, manifestOf, matchOf, ruleOf } from './stage.ts'

/** What a rule loses when keys of it change, read back from JSON as a plan in a file is. */
function lost(was: Partial<Rule>, keys: Partial<Rule>): string[] {
  const before = manifestOf({ rules: [ruleOf('a', was)] })
  const after = manifestOf({ rules: [ruleOf('a', { ...was, ...keys })] })
  const { lost: losses } = differenceOf(JSON.parse(JSON.stringify(before)), after, narrowing)
  return losses.map(({ rule, what }) => `${rule} ${what}`)
}

const by = (windowMs: number, ...paths: string[]) => ({
  windowMs,
  by: paths.map((path) => path.split('.')),
})

/** With `new` and the paths of `by`. */
const each = (paths: readonly string[], ...keys: string[]) => ({
  ...by(60_000, ...keys),
  new: by(0, ...paths).by,
})

const group = (windowMs: number, ...paths: string[]) => ({ ...by(windowMs, ...paths), new: [] })

describe('repeats that are held back', () => {
  const more = ['a groups more repeats into one alert']

  test.each<[string, Rule['dedup'], Rule['dedup'], readonly string[]]>([
    ['grouped where none were', undefined, group(60_000, 'awsRegion'), more],
    ['for longer', group(60_000, 'awsRegion'), group(120_000, 'awsRegion'), more],
    ['by less', group(60_000, 'awsRegion', 'recipientAccountId'), group(60_000, 'awsRegion'), more],
    ['by something else', group(60_000, 'awsRegion'), group(60_000, 'recipientAccountId'), more],
    ['for a shorter time', group(60_000, 'awsRegion'), group(30_000, 'awsRegion'), []],
    ['by more', group(60_000, 'awsRegion'), group(60_000, 'recipientAccountId', 'awsRegion'), []],
    ['no more', group(60_000, 'awsRegion'), undefined, []],
    ['with fewer new values', each(['eventName'], 'awsRegion'), group(60_000, 'awsRegion'), more],
    [
      'with a value in the key',
      each(['eventName'], 'awsRegion'),
      each([], 'awsRegion', 'eventName'),
      [],
    ],
    ['with more new values', group(60_000, 'awsRegion'), each(['eventName'], 'awsRegion'), []],
    ['as before', group(60_000, 'awsRegion'), group(60_000, 'awsRegion'), []],
  ])('%s', (_, was, dedup, expected) => {
    expect(lost({ dedup: was }, { dedup })).toEqual(expected)
  })
})

test('repeats of a plan without `new`, as former versions wrote it', () => {
  const was: Record<string, unknown> = by(60_000, 'awsRegion')
  expect(
    lost({ dedup: was as unknown as Rule['dedup'] }, { dedup: group(60_000, 'awsRegion') }),
  ).toEqual([])
})

describe('what was seen before', () => {
  const more = ['a fires only for new values, or counts fewer values as new']

  test('is remembered longer, or by less', () => {
    const firstSeen = by(60_000, 'awsRegion', 'eventName')
    expect(lost({ firstSeen }, { firstSeen: by(90_000, 'awsRegion', 'eventName') })).toEqual(more)
    expect(lost({ firstSeen }, { firstSeen: by(60_000, 'awsRegion') })).toEqual(more)
    expect(lost({ firstSeen }, { firstSeen: by(30_000, 'awsRegion', 'eventName') })).toEqual([])
  })
})

describe('thresholds', () => {
  const threshold = { count: 5, windowMs: 60_000, by: [['awsRegion']], distinct: undefined }

  test('that are reached less often, and those that are reached more often', () => {
    expect(lost({ threshold }, { threshold: { ...threshold, count: 6 } })).toHaveLength(1)
    expect(lost({ threshold }, { threshold: { ...threshold, windowMs: 30_000 } })).toHaveLength(1)
    expect(lost({ threshold }, { threshold: { ...threshold, by: [['eventName']] } })).toHaveLength(
      1,
    )
    expect(lost({ threshold }, { threshold: { ...threshold, count: 4 } })).toEqual([])
    expect(lost({ threshold }, { threshold: undefined })).toEqual([])
    expect(lost({ threshold }, { threshold })).toEqual([])
  })
})

describe('responders', () => {
  const enforce = [{ action: 'restart-trail', mode: 'enforce' }] as const
  const observe = [{ action: 'restart-trail', mode: 'observe' }] as const

  test.each<[string, Rule['respond'], Rule['respond'], readonly string[]]>([
    [
      'that does less',
      enforce,
      observe,
      ['a starts restart-trail in mode observe instead of enforce'],
    ],
    ['that does more', observe, enforce, []],
    ['that is gone', observe, [], ['a no longer starts restart-trail']],
    ['that is new', [], observe, []],
  ])('one %s', (_, was, respond, expected) => {
    expect(lost({ respond: was }, { respond })).toEqual(expected)
  })
})

describe('who is told', () => {
  const channels = {
    archive: { subscribe: 'elsewhere' },
    oncall: { subscribe: 'elsewhere', severity: 'high' },
  } as const
  const lossesOf = (was: Partial<Rule>, keys: Partial<Rule>) => {
    const of = (rule: Rule) => manifestOf({ rules: [rule], config: { ...config, channels } })
    const [before, after] = [of(ruleOf('a', was)), of(ruleOf('a', { ...was, ...keys }))]
    return differenceOf(before, after, narrowing).lost.map(({ what }) => what)
  }

  test('a severity below what a channel takes', () => {
    expect(lossesOf({ severity: 'critical' }, { severity: 'high' })).toEqual([])
    expect(lossesOf({ severity: 'critical' }, { severity: 'medium' })).toEqual([
      'no longer sends alerts to channel oncall',
    ])
  })

  test('fewer channels by name', () => {
    expect(lossesOf({}, { notify: ['archive'] })).toEqual([
      'no longer sends alerts to channel oncall',
    ])
    expect(lossesOf({ notify: ['archive'] }, { notify: undefined })).toEqual([])
  })
})

describe('exceptions', () => {
  const exception = (keys: Partial<Exception> = {}): Exception => ({
    rules: ['a'],
    match: matchOf('cloudtrail', 'StopLogging'),
    reason: 'a drill',
    owner: 'ann',
    expires: '2027-01-31',
    ...keys,
  })
  const between = (was: Exception[], now: Exception[]) => {
    const rules = [ruleOf('a')]
    const before = manifestOf({ rules, exceptions: was })
    return differenceOf(before, manifestOf({ rules, exceptions: now }), narrowing).lost.map(
      ({ what }) => what,
    )
  }

  test('that last longer, and those that end sooner', () => {
    const [short, long] = [exception(), exception({ expires: '2028-01-31' })]
    expect(between([short], [long])).toEqual([
      'is suppressed by an exception until 2028-01-31: a drill',
    ])
    expect(between([long], [short])).toEqual([])
    expect(between([long, short], [short, long])).toEqual([])
  })

  test('for every rule', () => {
    expect(between([], [exception({ rules: '*' })])).toHaveLength(1)
    expect(between([exception({ rules: '*' })], [exception()])).toEqual([])
  })
})
