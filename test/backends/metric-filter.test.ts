/** What whole rules become as metric filters and alarms, and every shipped rule. */
import { describe, expect, test } from 'vitest'
import { observations } from '../../src/aws/detail-types.ts'
import { maxPatternLength, metricFilter } from '../../src/backends/metric-filter/metric-filter.ts'
import { compile } from '../../src/compile.ts'
import type { Predicate } from '../../src/ir/predicate.ts'
import { shippedRules } from '../support/shipped-rules.ts'
import {
  block,
  compiledText,
  equals,
  everywhere,
  field,
  not,
  pins,
  present,
  ruleOf,
} from './metric-filter-rule.ts'

describe('what is in the log group', () => {
  const noNetwork = '($.eventType NOT EXISTS || $.eventType!="AwsVpceEvent")'

  test('network activity is kept out', () => {
    expect(compiledText(block(field('eventName', equals('PutKeyPolicy'))))).toBe(
      `$.eventName="PutKeyPolicy" && ${noNetwork}`,
    )
  })
  test('and Insights, where nothing that is asked keeps them out', () => {
    const both = '$.eventType!="AwsCloudTrailInsight" && $.eventType!="AwsVpceEvent"'
    const guard = `($.eventType NOT EXISTS || (${both}))`
    expect(compiledText(block())).toBe(guard.slice(1, -1))
    expect(compiledText(block(field('errorCode', not(present))))).toBe(
      `$.errorCode NOT EXISTS && ${guard}`,
    )
    expect(compiledText(block(field('awsRegion', equals('eu-west-1'))))).toBe(
      `$.awsRegion="eu-west-1" && ${guard}`,
    )
  })
  test('Insights can be asked for', () => {
    expect(
      compiledText(block(field('insightDetails.state', equals('Start'))), {
        on: observations.insight,
      }),
    ).toBe('$.eventType="AwsCloudTrailInsight" && $.insightDetails.state="Start"')
  })
  test.for([
    [observations.guardduty, 'the log group of the trail has CloudTrail events only'],
    [observations.config, 'the log group of the trail has CloudTrail events only'],
    [observations.securityhub, 'the log group of the trail has CloudTrail events only'],
    [
      { source: 'aws.s3', detailTypes: ['AWS API Call via CloudTrail'] },
      'the log group has records without an envelope, so they have no `source` and no `detail-type`',
    ],
  ] as const)('$0.source is not', ([on, why]) => {
    expect(compiledText(block(field('eventName', equals('x'))), { on })).toBe(why)
  })
})

describe('whole rules', () => {
  const oneOf = (names: readonly string[]) =>
    field('eventName', { op: 'any', of: names.map((name) => equals(name)) })
  const named = (...names: readonly string[]) => oneOf(names)
  const quiet = ' && ($.eventType NOT EXISTS || $.eventType!="AwsVpceEvent")'

  test('the text does not depend on the order of the rule', () => {
    const [a, b] = [field('userIdentity.type', equals('Root')), named('B', 'A')]
    expect(compiledText(block(a, b))).toBe(compiledText(block(b, a)))
    expect(compiledText(block(b))).toBe(`($.eventName="A" || $.eventName="B")${quiet}`)
  })
  test('what all alternatives ask for stands once', () => {
    const source = field('eventSource', equals('kms.amazonaws.com'))
    const of = [block(source, named('A')), block(source, named('B'))]
    expect(compiledText({ kind: 'any', of })).toBe(
      `$.eventSource="kms.amazonaws.com" && ($.eventName="A" || $.eventName="B")${quiet}`,
    )
    expect(compiledText({ kind: 'any', of: [...of, block(source)] })).toBe(
      `$.eventSource="kms.amazonaws.com"${quiet}`,
    )
  })
  test('`not` around a block says that one of its fields fails', () => {
    const inner = block(field('userAgent', equals('x')), field('errorCode', not(present)))
    expect(compiledText(block(...pins), { unless: inner })).toBe(
      '$.eventSource="iam.amazonaws.com" && ($.errorCode="*" || $.userAgent NOT EXISTS || $.userAgent!="x") && $.eventType="AwsApiCall"',
    )
  })
  test('every mixture of and and or is in parentheses', () => {
    const of = [
      block(named('A'), field('errorCode', not(present))),
      block(named('B'), field('userAgent', equals('x'))),
    ]
    expect(compiledText({ kind: 'any', of })).toBe(
      `(($.eventName="A" && $.errorCode NOT EXISTS) || ($.eventName="B" && $.userAgent="x"))${quiet}`,
    )
  })
  test('a pattern that is too long says what to split', () => {
    const names = Array.from({ length: 60 }, (_, index) => `CreateSomething${index}`)
    const compiled = metricFilter.compile(ruleOf({ match: block(oneOf(names)) }))
    expect(compiled).toEqual({
      kind: 'refused',
      why: 'its filter pattern has 2151 characters, but CloudWatch Logs allows 1024',
      instead:
        'split it into several rules: `eventName` has 60 tests, and each rule can have some of them',
    })
  })
  test('a rule of any size is answered', () => {
    const names = Array.from({ length: 100_000 }, (_, index) => `Name${index}`)
    expect(compiledText(block(oneOf(names)))).toBe(
      'its filter pattern would need 100000 tests, but a filter pattern can have only 1024 characters',
    )
    const deep = Array.from({ length: 400 }).reduce<Predicate>(
      (of) => ({ kind: 'not', of: { kind: 'all', of: [of, block(named('A'))] } }),
      block(named('B')),
    )
    expect(compiledText(deep)).toBeTypeOf('string')
  })
})

describe('the metric and its alarm', () => {
  const rule = ruleOf({ match: block(...pins) })

  test('without a threshold each event counts', () => {
    expect(metricFilter.compile(rule)).toEqual({
      kind: 'exact',
      output: {
        pattern: `{ ${everywhere} }`,
        metric: { namespace: 'Tripline', name: 'one-rule', value: 1, defaultValue: 0 },
        alarm: {
          description: 'Something happened (rule one-rule). It should not.',
          statistic: 'Sum',
          periodSeconds: 60,
          evaluationPeriods: 16,
          datapointsToAlarm: 1,
          comparison: 'GreaterThanOrEqualToThreshold',
          threshold: 1,
          treatMissingData: 'notBreaching',
          reportedStates: ['ALARM', 'OK'],
        },
      },
    })
  })

  const thresholdOf = (windowMs: number, more = {}) =>
    metricFilter.compile({
      ...rule,
      threshold: { count: 5, windowMs, by: [], distinct: undefined, ...more },
    })

  test.for([
    [30_000, 120, 9],
    [60_000, 120, 9],
    [61_000, 180, 6],
    [600_000, 660, 3],
    [3_600_000, 3660, 2],
    [43_140_000, 43_200, 2],
  ] as const)(
    'a window of %i ms is counted over %i seconds, %i times',
    ([windowMs, period, times]) => {
      expect(thresholdOf(windowMs)).toMatchObject({
        kind: 'superset',
        output: { alarm: { periodSeconds: period, evaluationPeriods: times, threshold: 5 } },
        residual: [
          `the rule needs 5 events within ${windowMs / 1000} s, but the alarm counts over ${period / 60} whole minutes, so the function \`alarm\` checks the times`,
        ],
      })
    },
  )
  test('what an alarm cannot count is refused', () => {
    expect(thresholdOf(43_141_000)).toMatchObject({
      why: 'the alarm for this `threshold` would cover more than one day, and CloudWatch evaluates such an alarm only once an hour',
    })
    expect(thresholdOf(600_000, { by: [['sourceIPAddress'], ['userAgent']] })).toMatchObject({
      why: 'an alarm counts all events together, but this rule counts separately for each value of `sourceIPAddress`, `userAgent`',
    })
    expect(thresholdOf(600_000, { distinct: ['eventName'] })).toMatchObject({
      why: 'an alarm counts events, but this rule counts different values of `eventName`',
    })
    expect(
      metricFilter.compile({ ...rule, firstSeen: { by: [['awsRegion']], windowMs: 1 } }),
    ).toMatchObject({
      why: 'an alarm only counts events, so it cannot support `firstSeen`',
    })
  })
  test('a long description is cut where CloudWatch would refuse it', () => {
    const compiled = metricFilter.compile({ ...rule, why: 'x '.repeat(2000) })
    const description = compiled.kind === 'refused' ? '' : compiled.output.alarm.description
    expect(description).toHaveLength(1024)
    expect(description.endsWith('…')).toBe(true)
  })
})

describe('shipped rules', () => {
  const { rules } = compile({ config: undefined, files: shippedRules })

  test.for(rules.map(({ rule }) => [rule.id, rule] as const))('%s', async ([id, rule]) => {
    const answer = metricFilter.compile(rule)
    if (answer.kind !== 'refused')
      expect(answer.output.pattern.length).toBeLessThanOrEqual(maxPatternLength)
    await expect(goldenText(answer)).toMatchFileSnapshot(`../golden/metric-filter/${id}.txt`)
  })
})

function goldenText(answer: ReturnType<typeof metricFilter.compile>): string {
  if (answer.kind === 'refused') return `refused: ${answer.why}\ninstead: ${answer.instead}\n`
  const { pattern, metric, alarm } = answer.output
  const residual = answer.kind === 'superset' ? answer.residual : []
  return [
    answer.kind,
    ...residual.map((why) => `residual: ${why}`),
    '',
    pattern,
    '',
    `metric: ${metric.namespace} ${metric.name} = ${metric.value}, else ${metric.defaultValue}`,
    `alarm: ${alarm.statistic} over ${alarm.periodSeconds} s >= ${alarm.threshold}, ${alarm.datapointsToAlarm} of ${alarm.evaluationPeriods}, missing data ${alarm.treatMissingData}, tells ${alarm.reportedStates.join(' and ')}`,
    `description: ${alarm.description}`,
    '',
  ].join('\n')
}
