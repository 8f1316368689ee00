import { describe, expect, test } from 'vitest'
import { networkActivityDetailType } from '../../src/aws/detail-types.ts'
import type { Check } from '../../src/ir/predicate.ts'
import type { Rule } from '../../src/ir/rule.ts'
import { plan } from '../../src/plan/plan.ts'
import { config, manifestOf, matchOf, ruleOf, shippedRules } from './stage.ts'

const selectorsOf = (...rules: Rule[]) => manifestOf({ rules }).trail.selectors

const management = {
  Name: 'Management events',
  FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }],
}

test('management events are all that most rules need', () => {
  expect(selectorsOf(ruleOf('a'))).toEqual({ advanced: [management], insights: [] })
})

test('data events: by type of resource, and by name', () => {
  const { advanced } = selectorsOf(
    ruleOf('a', { match: matchOf('s3', 'GetObject', 'DeleteBucket') }),
    ruleOf('b', { match: matchOf('s3', 'DeleteObject') }),
    ruleOf('c', { match: matchOf('lambda', 'Invoke') }),
  )
  expect(advanced).toEqual([
    management,
    {
      Name: 'Data events of AWS::Lambda::Function',
      FieldSelectors: [
        { Field: 'eventCategory', Equals: ['Data'] },
        { Field: 'resources.type', Equals: ['AWS::Lambda::Function'] },
        { Field: 'eventName', Equals: ['Invoke'] },
      ],
    },
    {
      Name: 'Data events of AWS::S3::Object',
      FieldSelectors: [
        { Field: 'eventCategory', Equals: ['Data'] },
        { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
        { Field: 'eventName', Equals: ['DeleteObject', 'GetObject'] },
      ],
    },
  ])
})

describe('data events that are asked for in other words', () => {
  const matchOf = (...fields: [string, Check][]): Rule['match'] => ({
    kind: 'block',
    fields: fields.map(([path, check]) => ({ path: path.split('.'), check })),
  })
  const is = (value: string | boolean): Check => ({ op: 'equals', value })
  const s3: [string, Check] = ['eventSource', is('s3.amazonaws.com')]
  const namesOf = (match: Rule['match']) =>
    selectorsOf(ruleOf('a', { match })).advanced.flatMap(({ FieldSelectors }) => {
      const [, type, names] = FieldSelectors
      return type && names ? [[type.Equals?.[0], names.Equals]] : []
    })

  test.each<[string, Check, readonly string[]]>([
    [
      'the beginning of a name',
      { op: 'prefix', text: 'DeleteObject' },
      ['DeleteObject', 'DeleteObjectTagging', 'DeleteObjects'],
    ],
    ['the end of a name', { op: 'suffix', text: 'Torrent' }, ['GetObjectTorrent']],
    ['a wildcard', { op: 'wildcard', pattern: 'Upload*Copy' }, ['UploadPartCopy']],
    ['any letter case', { op: 'equals-ignore-case', text: 'getobjectacl' }, ['GetObjectAcl']],
  ])('%s', (_, check, names) => {
    expect(namesOf(matchOf(s3, ['eventName', check]))).toEqual([['AWS::S3::Object', names]])
  })

  test('that they are data events', () => {
    const [all] = namesOf(matchOf(s3, ['eventCategory', is('Data')]))
    expect(all?.[1]).toEqual(expect.arrayContaining(['GetObject', 'PutObject', 'DeleteObject']))
    expect(
      namesOf(matchOf(['managementEvent', is(false)], ['eventSource', is('sns.amazonaws.com')])),
    ).toEqual([['AWS::SNS::Topic', ['Publish', 'PublishBatch']]])
    expect(namesOf(matchOf(['resources.type', is('AWS::SNS::Topic')]))).toEqual([
      ['AWS::SNS::Topic', ['Publish', 'PublishBatch']],
    ])
  })

  test('a rule about all of a service asks for none, nor one that only leaves names out', () => {
    expect(namesOf(matchOf(s3))).toEqual([])
    expect(namesOf(matchOf(s3, ['eventName', { op: 'not', of: is('GetObject') }]))).toEqual([])
  })

  test('names in words that no trail understands are told', () => {
    const problemsOf = (match: Rule['match']) =>
      plan({
        config,
        rules: [ruleOf('a', { match })],
        exceptions: [],
        stage: 'production',
      }).problems.map(({ code, level }) => `${level} ${code}`)
    const regex: [string, Check] = ['eventName', { op: 'matches', regex: '^(Get|Put)Object$' }]
    expect(problemsOf(matchOf(s3, regex))).toEqual(['warning needs-data-events'])
    expect(problemsOf(matchOf(s3, regex, ['managementEvent', is(true)]))).toEqual([])
    expect(problemsOf(matchOf(['eventSource', is('iam.amazonaws.com')], regex))).toEqual([])
  })
})

describe('network activity', () => {
  const on = { source: 'aws.ec2', detailTypes: [networkActivityDetailType] }
  const denied: Rule['match'] = {
    kind: 'block',
    fields: [{ path: ['errorCode'], check: { op: 'equals', value: 'VpceAccessDenied' } }],
  }

  test('by service, and by name where every rule has one', () => {
    const named = ruleOf('a', { on, match: matchOf('ec2', 'DescribeInstances') })
    const fields = (...rules: Rule[]) => selectorsOf(...rules).advanced[1]?.FieldSelectors
    expect(fields(named)).toEqual([
      { Field: 'eventCategory', Equals: ['NetworkActivity'] },
      { Field: 'eventSource', Equals: ['ec2.amazonaws.com'] },
      { Field: 'eventName', Equals: ['DescribeInstances'] },
    ])
    expect(fields(named, ruleOf('b', { on, match: denied }))).toEqual([
      { Field: 'eventCategory', Equals: ['NetworkActivity'] },
      { Field: 'eventSource', Equals: ['ec2.amazonaws.com'] },
    ])
  })
})

test('network activity of any service is nothing that a trail records', () => {
  const on = { source: 'aws.', detailTypes: [networkActivityDetailType] }
  const match: Rule['match'] = {
    kind: 'block',
    fields: [{ path: ['errorCode'], check: { op: 'equals', value: 'VpceAccessDenied' } }],
  }
  const { problems } = plan({
    config,
    rules: [ruleOf('a', { on, match })],
    exceptions: [],
    stage: 'production',
  })
  expect(problems.map(({ code, level }) => `${level} ${code}`)).toEqual([
    'error needs-network-activity',
  ])
})

describe('Insights', () => {
  const on = { source: 'aws.cloudtrail', detailTypes: ['AWS Insight via CloudTrail'] }
  const about = (path: readonly string[], value: string): Rule['match'] => ({
    kind: 'block',
    fields: [{ path, check: { op: 'equals', value } }],
  })

  test('of the type that a rule names, or of both', () => {
    const error = about(['insightDetails', 'insightType'], 'ApiErrorRateInsight')
    const start = about(['insightDetails', 'state'], 'Start')
    expect(selectorsOf(ruleOf('a', { on, match: error })).insights).toEqual(['ApiErrorRateInsight'])
    expect(selectorsOf(ruleOf('a', { on, match: start })).insights).toEqual([
      'ApiCallRateInsight',
      'ApiErrorRateInsight',
    ])
  })
})

test('a rule that is disabled selects nothing', () => {
  const match = matchOf('s3', 'GetObject')
  expect(selectorsOf(ruleOf('a', { status: 'disabled', match })).advanced).toEqual([management])
})

test('fields and values are as PutEventSelectors takes them', () => {
  const every = selectorsOf(...shippedRules, ruleOf('data', { match: matchOf('s3', 'GetObject') }))
  const fields = ['eventCategory', 'resources.type', 'eventName', 'eventSource']
  for (const { Name, FieldSelectors } of every.advanced) {
    expect(Name.length).toBeLessThanOrEqual(1000)
    expect(FieldSelectors[0]?.Field).toBe('eventCategory')
    for (const { Field, Equals = [] } of FieldSelectors) {
      expect(fields).toContain(Field)
      expect(Equals.length).toBeGreaterThan(0)
      for (const value of Equals) expect(value.length).toBeLessThanOrEqual(2048)
    }
  }
})
