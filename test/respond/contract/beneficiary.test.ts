/** Who gains from a change may neither approve nor undo the response to it. */
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../src/ir/json.ts'
import { beneficiaries, isBeneficiary } from '../../../src/respond/contract/beneficiary.ts'
import type { Target } from '../../../src/respond/contract/responder.ts'
import { eventWith } from '../responder-events.ts'

const account = '111122223333'

const iam = (eventName: string, requestParameters: JsonObject, responseElements: JsonObject = {}) =>
  eventWith({ eventSource: 'iam.amazonaws.com', eventName, requestParameters, responseElements })

const target = (key: string): Target => ({ key, name: key.replace('/', ' ') })

const attached = iam('AttachUserPolicy', {
  userName: 'eve',
  policyArn: 'arn:aws:iam::aws:policy/X',
})

const trust = (principal: JsonObject | string, more: JsonObject = {}): JsonObject => ({
  roleName: 'deploy',
  policyDocument: JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...more }],
  }),
})

describe('beneficiaries', () => {
  test.each([
    ['user/eve', attached, ['user/eve']],
    ['group/admins', iam('PutGroupPolicy', { groupName: 'admins' }), ['group/admins']],
    ['trail/eu-west-1/main', eventWith({ eventName: 'StopLogging' }), []],
  ])('the target %s', (key, event, expected) => {
    expect(beneficiaries(event, target(key))).toEqual(expected)
  })

  test.each<[JsonObject | string, string[]]>([
    [{ AWS: `arn:aws:iam::${account}:user/team/eve` }, ['user/eve']],
    [
      { AWS: [`arn:aws:iam::${account}:role/a/ci`, `arn:aws:iam::${account}:user/eve`] },
      ['role/ci', 'user/eve'],
    ],
    [{ AWS: `arn:aws:sts::${account}:assumed-role/ci/one` }, ['role/ci']],
    [{ aws: `arn:aws-cn:iam::${account}:role/ci` }, ['role/ci']],
    [{ AWS: `arn:aws:iam::${account}:root` }, []],
    [{ AWS: 'arn:aws:iam::999988887777:role/ci' }, []],
    [{ AWS: account }, []],
    [{ Service: 'ec2.amazonaws.com' }, []],
    ['*', []],
  ])('a trust policy for %j', (principal, expected) => {
    const event = iam('UpdateAssumeRolePolicy', trust(principal))
    expect(beneficiaries(event, target('role/deploy'))).toEqual(['role/deploy', ...expected])
  })

  test('the policy of a bucket, whose record has it as an object', () => {
    const arn = `arn:aws:iam::${account}:user/eve`
    const bucketPolicy = { Statement: { Effect: 'Allow', Principal: { AWS: arn } } }
    const event = eventWith({ eventName: 'PutBucketPolicy', requestParameters: { bucketPolicy } })
    expect(beneficiaries(event, target('bucket/1/eu-west-1/b'))).toEqual(['user/eve'])
  })

  test.each(['', '{', '[]', 'null', '"x"', '{"Statement":[null,7]}'])(
    'the document %s names nobody',
    (policyDocument) => {
      const event = iam('UpdateAssumeRolePolicy', { roleName: 'deploy', policyDocument })
      expect(beneficiaries(event, target('role/deploy'))).toEqual(['role/deploy'])
    },
  )
})

describe('the sender', () => {
  test.each([
    ['the user who got the policy', 'AIDAEVE', true],
    ['another user', 'AIDAANN', false],
    ['a session that is named like the user', 'AROAADMIN:eve', true],
    ['the same in capitals', 'AROAADMIN:EVE', true],
    ['a session of another name', 'AROAADMIN:ann', false],
    ['a federation session, which may be of the user', `${account}:ann`, true],
  ])('%s', (_, senderId, expected) => {
    expect(isBeneficiary(senderId, attached, target('user/eve'), ['AIDAEVE'])).toBe(expected)
  })

  test('a session of the role that got the policy, whatever its name', () => {
    const event = iam('AttachRolePolicy', { roleName: 'deploy' })
    const isOne = (id: string) => isBeneficiary(id, event, target('role/deploy'), ['AROADEPLOY'])
    expect(isOne('AROADEPLOY:anything')).toBe(true)
    expect(isOne('AROAOTHER:deploy')).toBe(false)
  })

  test('a member of the group', () => {
    const event = iam('PutGroupPolicy', { groupName: 'admins' })
    const members = ['AIDAANN', 'AIDAEVE']
    expect(isBeneficiary('AIDAEVE', event, target('group/admins'), members)).toBe(true)
    expect(isBeneficiary('AIDABEN', event, target('group/admins'), members)).toBe(false)
  })

  test('ids that the event contains', () => {
    const created = iam('CreateUser', { userName: 'eve' }, { user: { userId: 'AIDAEVE' } })
    expect(isBeneficiary('AIDAEVE', created, target('user/eve'), [])).toBe(true)
    const trusted = iam('UpdateAssumeRolePolicy', trust({ AWS: 'AROACI' }))
    expect(isBeneficiary('AROACI:one', trusted, target('role/deploy'), [])).toBe(true)
    expect(isBeneficiary('AIDAEVE', trusted, target('role/deploy'), [])).toBe(false)
  })

  test('anybody may undo what gives nobody anything', () => {
    const stopped = eventWith({ eventName: 'StopLogging' })
    for (const senderId of ['AIDAEVE', 'AROAADMIN:eve', `${account}:eve`]) {
      expect(isBeneficiary(senderId, stopped, target('trail/eu-west-1/main'), [])).toBe(false)
    }
  })
})
