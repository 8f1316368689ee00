/** Every operator as a metric filter, what whole rules become, and every shipped rule: a new operator is not done until its row is. */
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { observations } from '../../src/aws/detail-types.ts'
import { maxPatternLength, metricFilter } from '../../src/backends/metric-filter.ts'
import { compile } from '../../src/compile.ts'
import type { Check, OperatorCheck, Predicate } from '../../src/ir/predicate.ts'
import type { Rule } from '../../src/ir/rule.ts'
import { operatorNames } from '../../src/operators/operators.ts'
import { ruleOf } from './one-rule.ts'

const equals = (value: string | number | boolean | null) => ({ op: 'equals', value }) as const
const not = (of: Check): Check => ({ op: 'not', of })
const any = (...of: readonly Check[]): Check => ({ op: 'any', of })
const all = (...of: readonly Check[]): Check => ({ op: 'all', of })
const present: Check = { op: 'exists', present: true }
const field = (path: string, check: Check) => ({ path: path.split('.'), check })
const block = (...fields: readonly ReturnType<typeof field>[]): Predicate => ({
  kind: 'block',
  fields,
})

/** The pattern without its braces, or why there is none. */
function said(match: Predicate, parts: Partial<Rule> = {}): string {
  const compiled = metricFilter(ruleOf({ match, ...parts }))
  return compiled.kind === 'refused' ? compiled.why : compiled.output.pattern.slice(2, -2)
}

/** With these nothing has to be kept out, and they come before what is asked. */
const pins = [
  field('eventSource', equals('iam.amazonaws.com')),
  field('eventType', equals('AwsApiCall')),
]
const ofField = (path: string, check: Check): string => said(block(...pins, field(path, check)))
const pinned = (rest: string): string =>
  `$.eventSource="iam.amazonaws.com" && $.eventType="AwsApiCall" && ${rest}`

/** As itself and as its opposite: the test it becomes, or the sentence that refuses it. */
type Row = readonly [check: OperatorCheck, path: string, itself: string, opposite: string]

const says = (check: OperatorCheck, path: string, itself: string, opposite: string): Row => [
  check,
  path,
  pinned(`$.${path}${itself}`),
  pinned(`($.${path} NOT EXISTS || ${opposite.replaceAll('$', () => `$.${path}`)})`),
]
const refuses = (check: OperatorCheck, path: string, why: string): Row => [check, path, why, why]

const text = 'userAgent'
const number = 'requestParameters.maxPasswordAge'
const plain = (character: string) =>
  `\`userAgent\`: no documentation says how a filter pattern holds ${character} as itself`
const innerStar = (pattern: string) =>
  `\`userAgent\`: a filter pattern knows \`*\` at the ends of a text only, and \`${pattern}\` needs it inside`
const everywhere = '$.eventSource="iam.amazonaws.com" && $.eventType="AwsApiCall"'
const never = 'no event can ever match it'

const caseless = ['equals', 'prefix', 'suffix', 'contains'].map((name): Row => {
  const op = `${name}-ignore-case` as 'equals-ignore-case'
  const why = `a metric filter takes letter case as it stands, and \`${op}\` does not`
  return refuses({ op, text: 'x' }, text, why)
})

const rows: readonly Row[] = [
  says(equals('x y'), text, '="x y"', '$!="x y"'),
  says(equals(''), text, '=""', '$!=""'),
  says(equals('443'), text, '="443"', '$!="443"'),
  says(equals('é'), text, '="é"', '$!="é"'),
  refuses(equals('a*'), text, plain('`*`')),
  refuses(equals('a"b'), text, plain('`"`')),
  refuses(equals('a\\b'), text, plain('`\\`')),
  refuses(equals('a\nb'), text, plain('a control character')),
  says(equals(300), number, '=300', '$!=300'),
  says(equals(-0.5), number, '=-0.5', '$!=-0.5'),
  says(equals(1e21), number, '=1e+21', '$!=1e+21'),
  says(equals(true), 'readOnly', ' IS TRUE', '$ IS FALSE'),
  says(equals(false), 'readOnly', ' IS FALSE', '$ IS TRUE'),
  [
    equals(null),
    text,
    pinned('$.userAgent IS NULL'),
    '`userAgent`: a metric filter has IS NULL and no opposite of it',
  ],
  says({ op: 'prefix', text: 'x' }, text, '="x*"', '$!="x*"'),
  says({ op: 'suffix', text: 'x' }, text, '="*x"', '$!="*x"'),
  says({ op: 'contains', text: 'x' }, text, '="*x*"', '$!="*x*"'),
  refuses({ op: 'prefix', text: '*' }, text, plain('`*`')),
  says({ op: 'wildcard', pattern: 'x' }, text, '="x"', '$!="x"'),
  says({ op: 'wildcard', pattern: '*x' }, text, '="*x"', '$!="*x"'),
  says({ op: 'wildcard', pattern: 'a*b' }, text, '="*b" && $.userAgent="a*"', '$!="*b" || $!="a*"'),
  says(
    { op: 'wildcard', pattern: 'aba*ab' },
    text,
    '="*ab" && $.userAgent="aba*" && $.userAgent!="abab"',
    '$="abab" || $!="*ab" || $!="aba*"',
  ),
  says(
    { op: 'wildcard', pattern: 'arn:*role/x/*' },
    text,
    '="*role/x/*" && $.userAgent="arn:*"',
    '$!="*role/x/*" || $!="arn:*"',
  ),
  refuses({ op: 'wildcard', pattern: 'arn:*:role/*' }, text, innerStar('arn:*:role/*')),
  refuses({ op: 'wildcard', pattern: '*a*b*' }, text, innerStar('*a*b*')),
  refuses({ op: 'wildcard', pattern: 'a\\*b*' }, text, plain('`*`')),
  ...caseless,
  refuses(
    { op: 'wildcard-ignore-case', pattern: 'x' },
    text,
    'a metric filter takes letter case as it stands, and `wildcard-ignore-case` does not',
  ),
  refuses(
    { op: 'matches', regex: '^x' },
    text,
    'a log group takes five filters with a regular expression, for all rules together, and they know no parentheses',
  ),
  says({ op: 'gt', bound: 90 }, number, '>90', '$<=90'),
  says({ op: 'gte', bound: 90 }, number, '>=90', '$<90'),
  says({ op: 'lt', bound: 90 }, number, '<90', '$>=90'),
  says({ op: 'lte', bound: 90 }, number, '<=90', '$>90'),
  refuses(
    { op: 'cidr', network: '10.0.0.0/8' },
    'sourceIPAddress',
    'a metric filter compares addresses as text, and `10.*` is also the start of what is no address',
  ),
  [
    { op: 'exists', present: true },
    text,
    pinned('$.userAgent="*"'),
    pinned('$.userAgent NOT EXISTS'),
  ],
  [
    { op: 'exists', present: true },
    number,
    pinned(`$.${number}=*`),
    pinned(`$.${number} NOT EXISTS`),
  ],
  [
    { op: 'exists', present: false },
    'readOnly',
    pinned('$.readOnly NOT EXISTS'),
    pinned('($.readOnly IS FALSE || $.readOnly IS TRUE)'),
  ],
  refuses({ op: 'same-as', path: ['errorCode'] }, text, 'a metric filter compares no two fields'),
]

describe.for(rows)('$0 of $1', ([check, path, itself, opposite]) => {
  test('as itself', () => expect(ofField(path, check)).toBe(itself))
  test('as its opposite', () => expect(ofField(path, not(check))).toBe(opposite))
})

test('every operator has a row', () => {
  const told = new Set<string>(rows.map(([{ op }]) => op))
  expect(operatorNames.filter((name) => !told.has(name))).toEqual([])
})

describe('values of a kind that a field never holds', () => {
  test('match nothing', () => {
    expect(ofField(text, equals(300))).toBe(never)
    expect(ofField(number, { op: 'prefix', text: '3' })).toBe(never)
    expect(ofField('readOnly', equals('true'))).toBe(never)
  })
  test('and are left out of a list', () => {
    expect(ofField('readOnly', any(equals('true'), equals(true)))).toBe(
      pinned('$.readOnly IS TRUE'),
    )
    expect(ofField(text, any(not(equals(300)), equals('x')))).toBe(everywhere)
  })
  test('a field seen as text and as true or false is asked for both', () => {
    const name = 'sessionCredentialFromConsole'
    expect(ofField(name, any(equals('true'), equals(true)))).toBe(
      pinned(`($.${name} IS TRUE || $.${name}="true")`),
    )
    const why = `\`${name}\` is seen both as text and as true or false, which a metric filter tells apart in no documented way`
    expect(ofField(name, equals('true'))).toBe(why)
    expect(ofField(name, equals(true))).toBe(why)
    expect(ofField(name, not(any(equals('true'), equals(true))))).toBe(why)
    expect(ofField(name, { op: 'prefix', text: 't' })).toBe(why)
  })
})

describe('absence', () => {
  test('one guard is enough for several values', () => {
    expect(ofField(text, not(any(equals('x'), equals('y'))))).toBe(
      pinned('($.userAgent NOT EXISTS || ($.userAgent!="x" && $.userAgent!="y"))'),
    )
  })
  test('where a field is there anyhow, no guard is needed', () => {
    expect(ofField(text, all(present, not(equals('x'))))).toBe(
      pinned('$.userAgent="*" && $.userAgent!="x"'),
    )
    expect(ofField(text, all({ op: 'prefix', text: 'a' }, present, not(equals('ab'))))).toBe(
      pinned('$.userAgent="a*" && $.userAgent!="ab"'),
    )
  })
  test('two questions that imply each other are not both left out', () => {
    const either: Predicate = {
      kind: 'any',
      of: [block(field(text, present)), block(field(text, equals('x')))],
    }
    expect(said({ kind: 'all', of: [block(...pins), block(field(text, present)), either] })).toBe(
      pinned('$.userAgent="*"'),
    )
  })
})

describe('what a path may hold', () => {
  const list = (path: string) =>
    `\`${path}\` may hold a list, and a metric filter reads no value inside a list`

  test('a list is refused, wherever it may be', () => {
    expect(ofField('requestParameters.anything', equals('x'))).toBe(
      list('requestParameters.anything'),
    )
    expect(ofField('requestParameters.userName.deeper', equals('x'))).toBe(
      list('requestParameters.userName.deeper'),
    )
    expect(ofField('resources.ARN', equals('x'))).toBe(list('resources.ARN'))
  })
  test('a parameter is known by its service only', () => {
    const asked = field('requestParameters.userName', equals('x'))
    expect(said(block(asked))).toBe(list('requestParameters.userName'))
    expect(said(block(field('eventSource', equals('ec2.amazonaws.com')), asked))).toBe(
      list('requestParameters.userName'),
    )
    expect(said(block(field('eventSource', not(equals('ec2.amazonaws.com'))), asked))).toBe(
      list('requestParameters.userName'),
    )
    const exception = { unless: block(asked) }
    expect(said(block(...pins), exception)).toBe(
      pinned('($.requestParameters.userName NOT EXISTS || $.requestParameters.userName!="x")'),
    )
  })
  test('an object has no value', () => {
    const why = (path: string) => `\`${path}\` is an object, which has no value of its own`
    expect(ofField('userIdentity', present)).toBe(why('userIdentity'))
    expect(ofField('requestParameters', not(present))).toBe(why('requestParameters'))
  })
  test('what only sign-ins have is not asked of other events', () => {
    const failed = field('responseElements.ConsoleLogin', not(equals('Failure')))
    const named = (name: string) => said(block(field('eventName', equals(name)), failed, ...pins))
    expect(named('CreateUser')).not.toContain('ConsoleLogin')
    expect(named('ConsoleLogin')).toContain('$.responseElements.ConsoleLogin!="Failure"')
  })
  test('of the envelope, account and Region are in the record too', () => {
    expect(ofField('envelope.region', equals('eu-west-1'))).toBe(
      '$.eventSource="iam.amazonaws.com" && $.awsRegion="eu-west-1" && $.eventType="AwsApiCall"',
    )
    expect(ofField('envelope.account', equals('111122223333'))).toBe(
      pinned('$.recipientAccountId="111122223333"'),
    )
    expect(ofField('envelope.time', equals('x'))).toBe(
      "`envelope.time` is EventBridge's, and the trail writes the bare record into its log group",
    )
  })
})

describe('what is in the log group', () => {
  const noNetwork = '($.eventType NOT EXISTS || $.eventType!="AwsVpceEvent")'

  test('network activity is kept out', () => {
    expect(said(block(field('eventName', equals('PutKeyPolicy'))))).toBe(
      `$.eventName="PutKeyPolicy" && ${noNetwork}`,
    )
  })
  test('and Insights, where nothing that is asked keeps them out', () => {
    const both = '$.eventType!="AwsCloudTrailInsight" && $.eventType!="AwsVpceEvent"'
    const guard = `($.eventType NOT EXISTS || (${both}))`
    expect(said(block())).toBe(guard.slice(1, -1))
    expect(said(block(field('errorCode', not(present))))).toBe(`$.errorCode NOT EXISTS && ${guard}`)
    expect(said(block(field('awsRegion', equals('eu-west-1'))))).toBe(
      `$.awsRegion="eu-west-1" && ${guard}`,
    )
  })
  test('Insights can be asked for', () => {
    expect(
      said(block(field('insightDetails.state', equals('Start'))), { on: observations.insight }),
    ).toBe('$.eventType="AwsCloudTrailInsight" && $.insightDetails.state="Start"')
  })
  test.for([
    [observations.guardduty, "only CloudTrail writes to the trail's log group"],
    [observations.config, "only CloudTrail writes to the trail's log group"],
    [observations.securityhub, "only CloudTrail writes to the trail's log group"],
    [
      { source: 'aws.s3', detailTypes: ['AWS API Call via CloudTrail'] },
      'the log group holds bare records, which have no `source` and no `detail-type`',
    ],
  ] as const)('$0.source is not', ([on, why]) => {
    expect(said(block(field('eventName', equals('x'))), { on })).toBe(why)
  })
})

describe('whole rules', () => {
  const oneOf = (names: readonly string[]) =>
    field('eventName', { op: 'any', of: names.map((name) => equals(name)) })
  const named = (...names: readonly string[]) => oneOf(names)
  const quiet = ' && ($.eventType NOT EXISTS || $.eventType!="AwsVpceEvent")'

  test('the text does not depend on the order of the rule', () => {
    const [a, b] = [field('userIdentity.type', equals('Root')), named('B', 'A')]
    expect(said(block(a, b))).toBe(said(block(b, a)))
    expect(said(block(b))).toBe(`($.eventName="A" || $.eventName="B")${quiet}`)
  })
  test('what all alternatives ask for stands once', () => {
    const source = field('eventSource', equals('kms.amazonaws.com'))
    const of = [block(source, named('A')), block(source, named('B'))]
    expect(said({ kind: 'any', of })).toBe(
      `$.eventSource="kms.amazonaws.com" && ($.eventName="A" || $.eventName="B")${quiet}`,
    )
    expect(said({ kind: 'any', of: [...of, block(source)] })).toBe(
      `$.eventSource="kms.amazonaws.com"${quiet}`,
    )
  })
  test('`not` around a block says that one of its fields fails', () => {
    const inner = block(field('userAgent', equals('x')), field('errorCode', not(present)))
    expect(said(block(...pins), { unless: inner })).toBe(
      '$.eventSource="iam.amazonaws.com" && ($.errorCode="*" || $.userAgent NOT EXISTS || $.userAgent!="x") && $.eventType="AwsApiCall"',
    )
  })
  test('every mixture of and and or is in parentheses', () => {
    const of = [
      block(named('A'), field('errorCode', not(present))),
      block(named('B'), field('userAgent', equals('x'))),
    ]
    expect(said({ kind: 'any', of })).toBe(
      `(($.eventName="A" && $.errorCode NOT EXISTS) || ($.eventName="B" && $.userAgent="x"))${quiet}`,
    )
  })
  test('a pattern that is too long says what to split', () => {
    const names = Array.from({ length: 60 }, (_, index) => `CreateSomething${index}`)
    const compiled = metricFilter(ruleOf({ match: block(oneOf(names)) }))
    expect(compiled).toEqual({
      kind: 'refused',
      why: 'its filter pattern is 2151 characters long, and a filter pattern has 1024 characters at most',
      instead: 'split it: `eventName` is tested 60 times, of which each rule could have a part',
    })
  })
  test('a rule of any size is answered', () => {
    const names = Array.from({ length: 100_000 }, (_, index) => `Name${index}`)
    expect(said(block(oneOf(names)))).toBe(
      'its filter pattern asks for 100000 things, and a filter pattern has 1024 characters at most',
    )
    const deep = Array.from({ length: 400 }).reduce<Predicate>(
      (of) => ({ kind: 'not', of: { kind: 'all', of: [of, block(named('A'))] } }),
      block(named('B')),
    )
    expect(said(deep)).toBeTypeOf('string')
  })
})

describe('the metric and its alarm', () => {
  const rule = ruleOf({ match: block(...pins) })

  test('without a threshold each event counts', () => {
    expect(metricFilter(rule)).toEqual({
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
          tells: ['ALARM', 'OK'],
        },
      },
    })
  })

  const thresholdOf = (windowMs: number, more = {}) =>
    metricFilter({
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
          `5 events within ${windowMs / 1000} s of one another: the alarm counts them over ${period / 60} whole minutes`,
        ],
      })
    },
  )
  test('what an alarm cannot count is refused', () => {
    expect(thresholdOf(43_141_000)).toMatchObject({
      why: 'an alarm that looks back over more than a day is evaluated once an hour only',
    })
    expect(thresholdOf(600_000, { by: [['sourceIPAddress'], ['userAgent']] })).toMatchObject({
      why: 'an alarm counts all events together, and this rule for each `sourceIPAddress`, `userAgent` by itself',
    })
    expect(thresholdOf(600_000, { distinct: ['eventName'] })).toMatchObject({
      why: 'an alarm counts events, and this rule the different values of `eventName`',
    })
    expect(
      metricFilter({ ...rule, firstSeen: { by: [['awsRegion']], windowMs: 1 } }),
    ).toMatchObject({
      why: 'an alarm counts, and cannot know what was seen before',
    })
  })
  test('a long description is cut where CloudWatch would refuse it', () => {
    const compiled = metricFilter({ ...rule, why: 'x '.repeat(2000) })
    const description = compiled.kind === 'refused' ? '' : compiled.output.alarm.description
    expect(description).toHaveLength(1024)
    expect(description.endsWith('…')).toBe(true)
  })
})

describe('shipped rules', () => {
  const files = globSync('rules/**/*.yaml').map((path) => ({
    path,
    text: readFileSync(path, 'utf8'),
  }))
  const { rules } = compile({ config: undefined, files })

  test.for(rules.map(({ rule }) => [rule.id, rule] as const))('%s', async ([id, rule]) => {
    const answer = metricFilter(rule)
    if (answer.kind !== 'refused')
      expect(answer.output.pattern.length).toBeLessThanOrEqual(maxPatternLength)
    await expect(goldenText(answer)).toMatchFileSnapshot(`../golden/metric-filter/${id}.txt`)
  })
})

function goldenText(answer: ReturnType<typeof metricFilter>): string {
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
    `alarm: ${alarm.statistic} over ${alarm.periodSeconds} s >= ${alarm.threshold}, ${alarm.datapointsToAlarm} of ${alarm.evaluationPeriods}, missing data ${alarm.treatMissingData}, tells ${alarm.tells.join(' and ')}`,
    `description: ${alarm.description}`,
    '',
  ].join('\n')
}
