/** The judge of the IAM suites, asked what is known: the documentation says how AWS answers. */
import { describe, expect, test } from 'vitest'
import { decide, type Question } from '../iam-judge/decide.ts'
import { managedPolicy } from '../iam-judge/evaluator.ts'

const account = '111122223333'
const other = '444455556666'
const queue = `arn:aws:sqs:eu-west-1:${account}:alarms`
const role = `arn:aws:iam::${account}:role/tripline-test-alarm`

const policy = (...Statement: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement })

const identity = (...statements: readonly object[]) => ({
  name: 'own',
  document: policy(...statements),
})

const allow = (Action: string, more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource: '*',
  ...more,
})
const deny = (Action: string, more: object = {}) => ({ ...allow(Action, more), Effect: 'Deny' })

const user = (owner = account) =>
  ({
    principal: { kind: 'user', id: `arn:aws:iam::${owner}:user/ada` },
    context: {
      'aws:PrincipalArn': `arn:aws:iam::${owner}:user/ada`,
      'aws:PrincipalIsAWSService': 'false',
    },
  }) as const

const session = {
  principal: {
    kind: 'session',
    id: `arn:aws:sts::${account}:assumed-role/tripline-test-alarm/tripline-test-alarm`,
  },
  context: { 'aws:PrincipalArn': role, 'aws:PrincipalIsAWSService': 'false' },
} as const

const service = (id: string, sourceArn: string) =>
  ({
    principal: { kind: 'service', id },
    context: {
      'aws:PrincipalIsAWSService': 'true',
      'aws:SourceArn': sourceArn,
      'aws:SourceAccount': account,
    },
  }) as const

const send = {
  action: 'sqs:SendMessage',
  resource: { arn: queue, account },
  identityPolicies: [],
} as const

const ask = (question: Partial<Question>) => decide({ ...send, ...user(), ...question })

const noIdentity = 'because no identity-based policy allows the sqs:SendMessage action'
const noResource = 'because no resource-based policy allows the sqs:SendMessage action'
const explicit = (where: string) => ({ allowed: false, why: `with an explicit deny in ${where}` })

describe('one account', () => {
  test('nothing is allowed by itself, but to root', async () => {
    expect(await ask({})).toEqual({ allowed: false, why: noIdentity })
    const principal = { kind: 'root', id: `arn:aws:iam::${account}:root` } as const
    expect(await ask({ principal, context: {} })).toMatchObject({ allowed: true })
  })

  test('an identity-based policy is enough', async () => {
    const identityPolicies = [identity(allow('sqs:Send*'))]
    expect(await ask({ identityPolicies })).toEqual({
      allowed: true,
      why: 'statement 1 of an identity-based policy own',
    })
  })

  test('a resource-based policy is enough', async () => {
    const resourcePolicy = policy(allow('sqs:SendMessage', { Principal: { AWS: role } }))
    expect(await ask({ ...session, resourcePolicy })).toEqual({
      allowed: true,
      why: 'statement 1 of a resource-based policy',
    })
    expect(await ask({ resourcePolicy })).toEqual({ allowed: false, why: noIdentity })
  })

  test('an explicit deny wins, in either policy', async () => {
    const allowed = allow('*')
    const denied = deny('sqs:SendMessage')
    expect(await ask({ identityPolicies: [identity(allowed, denied)] })).toEqual(
      explicit('an identity-based policy'),
    )
    const resourcePolicy = policy({ ...denied, Principal: '*' })
    expect(await ask({ identityPolicies: [identity(allowed)], resourcePolicy })).toEqual(
      explicit('a resource-based policy'),
    )
  })

  test('NotAction is everything else', async () => {
    const { Action, ...rest } = allow('iam:*')
    const identityPolicies = [identity({ ...rest, NotAction: Action })]
    expect(await ask({ identityPolicies })).toMatchObject({ allowed: true })
    const iam = { action: 'iam:ListUsers', resource: { arn: '*', account } }
    expect(await ask({ ...iam, identityPolicies })).toMatchObject({ allowed: false })
  })

  test('a boundary limits what the identity-based policy allows', async () => {
    const identityPolicies = [identity(allow('*'))]
    const boundary = { name: 'limit', document: policy(allow('s3:*')) }
    expect(await ask({ identityPolicies, boundary })).toEqual({
      allowed: false,
      why: 'because no permissions boundary allows the sqs:SendMessage action',
    })
    const wide = { name: 'limit', document: policy(allow('sqs:*')) }
    expect(await ask({ identityPolicies, boundary: wide })).toMatchObject({ allowed: true })
  })
})

test('another account needs both policies', async () => {
  const identityPolicies = [identity(allow('*'))]
  const resourcePolicy = policy(
    allow('sqs:SendMessage', { Principal: { AWS: `arn:aws:iam::${other}:root` } }),
  )
  const them = user(other)
  expect(await ask({ ...them, identityPolicies })).toMatchObject({ allowed: false })
  expect(await ask({ ...them, resourcePolicy })).toMatchObject({ allowed: false })
  expect(await ask({ ...them, identityPolicies, resourcePolicy })).toMatchObject({ allowed: true })
})

describe('organizations', () => {
  const identityPolicies = [identity(allow('*'))]
  const denied = [{ name: 'no-sqs', document: policy(deny('sqs:*')) }]

  test('a service control policy denies', async () => {
    const given = { identityPolicies, serviceControlPolicies: denied }
    expect(await ask(given)).toEqual(explicit('a service control policy'))
    const s3 = { action: 's3:ListAllMyBuckets', resource: { arn: '*', account } }
    expect(await ask({ ...given, ...s3 })).toMatchObject({ allowed: true })
  })

  test('a resource control policy denies', async () => {
    const document = policy({
      ...deny('sqs:*'),
      Principal: '*',
      Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } },
    })
    expect(
      await ask({ identityPolicies, resourceControlPolicies: [{ name: 'rcp', document }] }),
    ).toEqual(explicit('a resource control policy'))
  })
})

describe('who writes to a queue of Tripline', () => {
  const topic = `arn:aws:sns:eu-west-1:${account}:tripline-test-alarms`
  const resourcePolicy = policy(
    {
      ...deny('sqs:SendMessage', { Principal: '*' }),
      Condition: {
        Bool: { 'aws:PrincipalIsAWSService': 'false' },
        ArnNotEquals: { 'aws:PrincipalArn': role },
      },
    },
    {
      ...allow('sqs:SendMessage', { Principal: { Service: 'sns.amazonaws.com' } }),
      Condition: { ArnLike: { 'aws:SourceArn': topic } },
    },
  )
  const identityPolicies = [identity(allow('sqs:*'))]

  test('the session of the role, whose PrincipalArn is the ARN of the role', async () => {
    expect(await ask({ ...session, identityPolicies, resourcePolicy })).toMatchObject({
      allowed: true,
    })
  })

  test('no person, whatever the person may do elsewhere', async () => {
    const everywhere = [{ name: 'arn:aws:iam::aws:policy/AdministratorAccess', document: '' }]
    expect(await ask({ identityPolicies: everywhere, resourcePolicy })).toEqual(
      explicit('a resource-based policy'),
    )
  })

  test('SNS for its topic, and for no other; no other service', async () => {
    const sns = service('sns.amazonaws.com', topic)
    expect(await ask({ ...sns, resourcePolicy })).toMatchObject({ allowed: true })
    const elsewhere = service('sns.amazonaws.com', topic.replace('alarms', 'other'))
    expect(await ask({ ...elsewhere, resourcePolicy })).toEqual({ allowed: false, why: noResource })
    const events = service('events.amazonaws.com', topic)
    expect(await ask({ ...events, resourcePolicy })).toEqual({ allowed: false, why: noResource })
  })
})

test('a role is assumed by a service that its trust policy names', async () => {
  const assume = { action: 'sts:AssumeRole', resource: { arn: role, account } }
  const { Resource: _, ...trust } = allow('sts:AssumeRole', {
    Principal: { Service: 'lambda.amazonaws.com' },
  })
  const lambda = service('lambda.amazonaws.com', '')
  expect(await ask({ ...assume, ...lambda, resourcePolicy: policy(trust) })).toMatchObject({
    allowed: true,
  })
  expect(await ask({ ...assume, resourcePolicy: policy(trust) })).toMatchObject({ allowed: false })
})

test('malformed questions are no denials', async () => {
  await expect(ask({ action: 'sqs:SendMessageBatch' })).rejects.toThrow('invalid.action')
  await expect(ask({ resource: { arn: role, account } })).rejects.toThrow('no.resource.types')
})

test("AWS's own managed policies are at hand", () => {
  expect(JSON.stringify(managedPolicy('AWSDenyAll'))).toContain('"Deny"')
  expect(() => managedPolicy('gone')).toThrow('AWS has no managed policy gone')
})
