import { describe, expect, test } from 'vitest'
import { answerOf, workspace } from '../cli/workspace.ts'

const reported = async (...lines: readonly string[]): Promise<readonly string[]> => {
  const rule = `id: a\ntitle: t\nseverity: low\nwhy: w\nmatch:\n${lines.map((line) => `  ${line}\n`).join('')}`
  const text = rule.replace('  unless:', 'unless:')
  const { findings, diagnostics = findings } = await answerOf(workspace({ 'rules/a.yaml': text }), [
    'validate',
  ])
  return diagnostics
    .filter(({ code }: { code: string }) => code === 'dead-value')
    .map(({ message }: { message: string }) => message)
}

const iam = ['eventSource: iam.amazonaws.com', 'eventName: CreateUser']
const ec2 = ['eventSource: ec2.amazonaws.com', 'eventName: RunInstances']

describe('a test that no record passes', () => {
  test.each<[string, readonly string[], string]>([
    ['another kind', ['readOnly: "true"'], '`readOnly` is `true` or `false` without quotes'],
    ['a number for text', ['eventVersion: 1.11'], '`eventVersion` is text'],
    ['text for a number', [...ec2, 'requestParameters.maxCount: "5"'], 'is a number'],
    ['an object', ['userIdentity: Root'], '`userIdentity` is an object'],
    ['an envelope', ['envelope.detail-type: AWS API Call'], 'no value of `envelope.detail-type`'],
    ['a pattern of no word', ['userIdentity.type: { prefix: iam }'], 'starts with `iam`'],
    ['another region', [...iam, 'envelope.region: eu-west-1'], '`envelope.region`'],
    ['a call that changes', [...iam, 'readOnly: true'], '`readOnly` is always `false`'],
    [
      'a call that reads',
      ['eventSource: iam.amazonaws.com', 'eventName: [GetUser, ListUsers]', 'readOnly: false'],
      '`readOnly` is always `true`',
    ],
    [
      'the type of a sign-in',
      ['eventSource: signin.amazonaws.com', 'eventName: ConsoleLogin', 'eventType: AwsApiCall'],
      'no value of `eventType` is `AwsApiCall`',
    ],
    [
      'an ARN of the role',
      ['userIdentity.type: AssumedRole', 'userIdentity.arn: { contains: ":role/" }'],
      'another form',
    ],
    [
      'an ARN of a user',
      ['userIdentity.type: Root', "userIdentity.arn: { wildcard: 'arn:aws:iam::*:user/*' }"],
      'another form',
    ],
    [
      'a session of a user',
      ['userIdentity.type: IAMUser', 'userIdentity.arn: { prefix: "arn:aws:sts::" }'],
      'another form',
    ],
  ])('%s', async (_, lines, message) => {
    const found = await reported(...lines)
    expect(found).toEqual([expect.stringContaining(message)])
    expect(found[0]).not.toContain('excludes')
  })

  test.each<[readonly string[]]>([
    [['eventName: x', 'unless:', '  userIdentity.type: IamUser']],
    [['eventName: x', 'userIdentity.type: { not: IamUser }']],
    [['eventName: x', 'not: { userIdentity.type: IamUser }']],
  ])('excludes nothing where it should exclude: %j', async (lines) => {
    expect(await reported(...lines)).toEqual([
      expect.stringContaining('this test excludes no event'),
    ])
  })
})

test.each<[readonly string[]]>([
  [['sessionCredentialFromConsole: [true, "true"]', 'readOnly: false']],
  [['userIdentity.type: [IAMUser, Root]', 'eventCategory: Management']],
  [['userIdentity.type: { equals-ignore-case: iamuser }']],
  [['userIdentity.type: { exists: false }', 'userIdentity.arn: { exists: false }']],
  [['responseElements: null', 'requestParameters: { exists: false }']],
  [[...iam, 'awsRegion: [us-east-1, eu-west-1]'.replace(', eu-west-1', ', us-gov-west-1')]],
  [['eventSource: sts.amazonaws.com', 'awsRegion: eu-west-1']],
  [['userIdentity.type: AssumedRole', "userIdentity.arn: { wildcard: '*:assumed-role/a/*' }"]],
  [['userIdentity.type: Root', "userIdentity.arn: { suffix: ':root' }"]],
  [['userIdentity.type: [Root, IAMUser]', "userIdentity.arn: { contains: ':user/' }"]],
  [['userIdentity.type: IAMUser', "userIdentity.arn: { contains: 'role/' }"]],
  [['eventSource: ec2.amazonaws.com', 'requestParameters.DeleteFlowLogsRequest.FlowLogId: x']],
  [['requestParameters.PolicyArn: x']],
  [['eventSource: sts.amazonaws.com', 'eventName: AssumeRole', 'readOnly: true']],
])('no false alarm: %j', async (lines) => expect(await reported(...lines)).toEqual([]))
