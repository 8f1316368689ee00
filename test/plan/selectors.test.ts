import { describe, expect, test } from 'vitest'
import { networkActivityDetailType } from '../../src/aws/detail-types.ts'
import type { Rule } from '../../src/ir/rule.ts'
import { asking, manifestOf, ruleOf, shippedRules } from './stage.ts'

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
    ruleOf('a', { match: asking('s3', 'GetObject', 'DeleteBucket') }),
    ruleOf('b', { match: asking('s3', 'DeleteObject') }),
    ruleOf('c', { match: asking('lambda', 'Invoke') }),
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

describe('network activity', () => {
  const on = { source: 'aws.ec2', detailTypes: [networkActivityDetailType] }
  const denied: Rule['match'] = {
    kind: 'block',
    fields: [{ path: ['errorCode'], check: { op: 'equals', value: 'VpceAccessDenied' } }],
  }

  test('by service, and by name where every rule has one', () => {
    const named = ruleOf('a', { on, match: asking('ec2', 'DescribeInstances') })
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
  const match = asking('s3', 'GetObject')
  expect(selectorsOf(ruleOf('a', { status: 'disabled', match })).advanced).toEqual([management])
})

test('fields and values are as PutEventSelectors takes them', () => {
  const every = selectorsOf(...shippedRules, ruleOf('data', { match: asking('s3', 'GetObject') }))
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
