import { describe, expect, test } from 'vitest'
import { placementOf } from '../../src/backends/event-pattern/placement.ts'
import { compile } from '../../src/compile.ts'
import { regionsFor } from '../../src/plan/placement.ts'

function regionsOf(text: string, partition: 'aws' | 'aws-cn' = 'aws'): readonly string[] {
  const rule = `id: a\ntitle: t\nseverity: low\nwhy: w\n${text}\n`
  const { rules, diagnostics } = compile({
    config: undefined,
    files: [{ path: 'rules/a.yaml', text: rule }],
  })
  const [only] = rules
  if (only === undefined) throw new Error(JSON.stringify(diagnostics))
  const regions = partition === 'aws' ? ['eu-west-1'] : ['cn-northwest-1']
  return regionsFor(placementOf(only.rule).regions, { regions, partition })
}

const call = (source: string, name: string) =>
  `match: { eventSource: ${source}.amazonaws.com, eventName: ${name} }`
const on = (source: string, detailType: string, match = 'x: 1') =>
  `on: { source: ${source}, detail-type: ${detailType} }\nmatch: { ${match} }`

describe('a stage with one region', () => {
  test.each<[string, readonly string[]]>([
    [call('s3', 'CreateMultiRegionAccessPoint'), ['eu-west-1', 'us-west-2']],
    [call('s3', '[PutBucketPolicy, PutMultiRegionAccessPointPolicy]'), ['eu-west-1', 'us-west-2']],
    [call('s3', 'PutBucketPolicy'), ['eu-west-1']],
    [call('globalaccelerator', 'CreateAccelerator'), ['eu-west-1', 'us-west-2']],
    [call('account', 'EnableRegion'), ['us-east-1']],
    [on('aws.health', 'AWS Health Event'), ['eu-west-1', 'us-east-1', 'us-west-2']],
    [on('aws.account', 'Region Opt-In Status Change'), ['eu-west-1', 'us-east-1']],
    [on('aws.trustedadvisor', 'Trusted Advisor Check Item Refresh Notification'), ['us-east-1']],
    [on('aws.iam', 'AWS API Call via CloudTrail', 'eventName: CreateUser'), ['us-east-1']],
    [on('aws.ec2', 'EC2 Instance State-change Notification'), ['eu-west-1']],
    ['on: insight\nmatch: { insightDetails.state: Start }', ['eu-west-1']],
  ])('%s', (text, regions) => expect(regionsOf(text)).toEqual(regions))

  test('in a partition without them, other regions play no part', () => {
    expect(regionsOf(call('s3', 'CreateMultiRegionAccessPoint'), 'aws-cn')).toEqual([
      'cn-northwest-1',
    ])
    expect(regionsOf(on('aws.health', 'AWS Health Event'), 'aws-cn')).toEqual([
      'cn-north-1',
      'cn-northwest-1',
    ])
  })
})
