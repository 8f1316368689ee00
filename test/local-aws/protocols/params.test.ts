import * as ec2 from '@aws-sdk/client-ec2'
import * as iam from '@aws-sdk/client-iam'
import { describe, expect, test } from 'vitest'
import { ec2Query } from '../../../packages/local-aws/protocols/ec2-query.ts'
import { readModel, requiredMembers } from '../../../packages/local-aws/protocols/model.ts'
import type { Protocol } from '../../../packages/local-aws/protocols/protocol.ts'
import { query } from '../../../packages/local-aws/protocols/query.ts'

const decode = (protocol: Protocol, client: object, operation: string, body: string) => {
  const shape = readModel(client).operations.get(operation)
  if (shape === undefined) throw new Error(`no ${operation}`)
  const request = { method: 'POST', path: '/', query: new URLSearchParams(), headers: {} }
  return protocol.decode({ ...request, body: Buffer.from(body) }, shape)
}

describe('lists', () => {
  test('have members in the order of their numbers, not of the text', () => {
    const body = 'Tags.member.10.Key=c&Tags.member.2.Key=b&Tags.member.1.Key=a&UserName=u'
    expect(decode(query, iam, 'CreateUser', body)).toEqual({
      UserName: 'u',
      Tags: [{ Key: 'a' }, { Key: 'b' }, { Key: 'c' }],
    })
  })

  test('follow at once in EC2, under names of its own', () => {
    const body = 'IpPermissions.1.Groups.1.GroupId=sg-1&IpPermissions.1.FromPort=22&GroupId=sg-2'
    expect(decode(ec2Query, ec2, 'AuthorizeSecurityGroupIngress', body)).toEqual({
      GroupId: 'sg-2',
      IpPermissions: [{ FromPort: 22, UserIdGroupPairs: [{ GroupId: 'sg-1' }] }],
    })
  })
})

test('what the operation does not know is passed over', () => {
  const body = 'UserName=u&Nobody=1&__proto__.UserName=x&constructor=y'
  expect(decode(query, iam, 'CreateUser', body)).toEqual({ UserName: 'u' })
})

test.each([
  ['a number that is none', 'MaxItems=many', 'MalformedInput'],
  ['a name without end', `${'a.'.repeat(100_000)}b=1`, 'MalformedQueryString'],
])('%s is refused', (_what, body, code) => {
  expect(() => decode(query, iam, 'ListUsers', body)).toThrow(expect.objectContaining({ code }))
})

test('the model says what must be there, and what errors are called', () => {
  const model = readModel(iam)
  const shape = model.operations.get('PutRolePolicy')
  expect(shape && requiredMembers(shape.input)).toEqual([
    'RoleName',
    'PolicyName',
    'PolicyDocument',
  ])
  expect(model.errors.get('NoSuchEntity')).toEqual({
    name: 'NoSuchEntityException',
    queryCode: 'NoSuchEntity',
    status: 404,
  })
})
