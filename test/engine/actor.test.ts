import { globSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inEnvelope } from '../../src/aws/envelope.ts'
import { actorOf, isService, personIn } from '../../src/engine/actor.ts'
import { evaluate } from '../../src/engine/evaluate.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import { conditionPredicate } from '../../src/rule/block.ts'
import { conditions } from '../../src/rule/conditions.ts'
import { probe } from '../probes/probe.ts'

const account = '111122223333'
const role = `arn:aws:iam::${account}:role/ci/deploy`

const by = (userIdentity: JsonObject, more: JsonObject = {}): string =>
  actorOf({ eventType: 'AwsApiCall', sourceIPAddress: '192.0.2.10', userIdentity, ...more })

const session = (issuer: string, name: string, more: JsonObject = {}): JsonObject => ({
  type: 'AssumedRole',
  principalId: `AROAEXAMPLE:${name}`,
  arn: `arn:aws:sts::${account}:assumed-role/${issuer.split('/').at(-1)}/${name}`,
  accountId: account,
  sessionContext: { sessionIssuer: { type: 'Role', principalId: 'AROAEXAMPLE', arn: issuer } },
  ...more,
})

const identityCenterRole = (name: string) =>
  `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_${name}_0a1b`

describe('a person', () => {
  test('is one under every permission set', () => {
    const [admin, reader] = ['Admin', 'Reader'].map((set) =>
      by(session(identityCenterRole(set), 'Eve@example.com')),
    )
    expect(admin).toBe('person:eve@example.com')
    expect(reader).toBe(admin)
  })

  test('has the id of IAM Identity Center where the record has one', () => {
    const identityStoreArn = `arn:aws:identitystore::${account}:identitystore/d-9067642a64`
    const onBehalfOf = { userId: '544894e8-80c1', identityStoreArn }
    const type = 'IdentityCenterUser'
    expect(by({ type, accountId: account, onBehalfOf })).toBe('person:d-9067642a64/544894e8-80c1')
    expect(by(session(role, 'x', { onBehalfOf: { userId: '544894e8-80c1' } }))).toBe(
      'person:544894e8-80c1',
    )
  })

  test.each(['UserAuthentication', 'CredentialVerification'])('signs in: %s', (eventName) => {
    const signIn = {
      eventName,
      eventType: 'AwsServiceEvent',
      eventSource: 'signin.amazonaws.com',
      additionalEventData: { UserName: 'Alice' },
    }
    expect(by({ type: 'Unknown', accountId: account, principalId: account }, signIn)).toBe(
      'person:alice',
    )
    expect(by({ type: 'IdentityCenterUser', accountId: account }, signIn)).toBe('person:alice')
  })

  test('is not named by the event of another service, whose caller may choose the name', () => {
    const additionalEventData = { UserName: 'alice' }
    const more = { eventType: 'AwsServiceEvent', eventSource: 'transfer.amazonaws.com' }
    expect(
      by({ accountId: account, invokedBy: 'AWS Internal' }, { ...more, additionalEventData }),
    ).toBe('service:transfer.amazonaws.com')
    expect(by({ type: 'IAMUser', arn: 'arn:x' }, { additionalEventData })).toBe('arn:x')
  })

  test('is not the session name of a role that only has the name of one', () => {
    const copied = `arn:aws:iam::${account}:role/AWSReservedSSO_Admin_0a1b`
    expect(by(session(copied, 'eve@example.com'))).toBe(copied)
  })
})

describe('AWS itself', () => {
  test.each([
    [{ type: 'AWSService', invokedBy: 'config.amazonaws.com' }, {}, 'service:config.amazonaws.com'],
    [
      session(
        `arn:aws:iam::${account}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
        'AWSConfig-Describe',
      ),
      {},
      'service:config.amazonaws.com',
    ],
    [
      { accountId: account, invokedBy: 'AWS Internal' },
      { eventType: 'AwsServiceEvent', eventSource: 'kms.amazonaws.com' },
      'service:kms.amazonaws.com',
    ],
    [{ type: 'AWSService' }, {}, 'service:unknown'],
  ] as const)('%j', (identity, more, actor) => {
    expect(by(identity, more)).toBe(actor)
    expect(isService(actor)).toBe(true)
  })

  test('is not a service that calls on somebody’s behalf', () => {
    const invokedBy = 'cloudformation.amazonaws.com'
    expect(by(session(role, 'ci', { invokedBy }))).toBe(role)
    expect(by({ type: 'IAMUser', arn: 'arn:aws:iam::1:user/eve', invokedBy })).toBe(
      'arn:aws:iam::1:user/eve',
    )
  })
})

describe('a principal', () => {
  const user = `arn:aws:iam::${account}:user/alice`
  test.each([
    [session(role, 'ci'), role],
    // Without an issuer the role's path is not known.
    [
      { type: 'AssumedRole', arn: 'arn:aws:sts::1:assumed-role/deploy/ci' },
      'arn:aws:iam::1:role/deploy',
    ],
    [{ type: 'IAMUser', arn: user, userName: 'alice' }, user],
    // GetFederationToken: the caller chooses the name of the session.
    [
      {
        type: 'FederatedUser',
        arn: 'arn:aws:sts::1:federated-user/chosen',
        sessionContext: { sessionIssuer: { type: 'IAMUser', arn: user } },
      },
      user,
    ],
    [
      {
        type: 'FederatedUser',
        arn: 'arn:aws:sts::1:federated-user/chosen',
        accountId: '1',
        principalId: '1:chosen',
      },
      '1/1',
    ],
    [
      {
        type: 'WebIdentityUser',
        identityProvider: 'accounts.google.com',
        userName: '1042',
        principalId: 'g:a:1042',
      },
      'accounts.google.com/1042',
    ],
    [{ type: 'AWSAccount', accountId: '444455556666', principalId: 'AIDA4' }, '444455556666/AIDA4'],
    [
      { type: 'AWSAccount', accountId: '444455556666', principalId: 'AROA4:chosen' },
      '444455556666/AROA4',
    ],
    [
      { type: 'AWSAccount', accountId: 'ANONYMOUS_PRINCIPAL', principalId: '' },
      'anonymous:192.0.2.10',
    ],
    [{}, 'anonymous:192.0.2.10'],
  ] as const)('%j', (identity, actor) => {
    expect(by(identity)).toBe(actor)
    expect(personIn(actor)).toBe(undefined)
  })

  test('is never empty', () => {
    expect(actorOf({})).toBe('anonymous:unknown')
    expect(actorOf({ userIdentity: null, sourceIPAddress: 7 })).toBe('anonymous:unknown')
  })
})

test('nothing that the caller of a role chooses changes the actor', () => {
  const chosen = fc.record({
    name: fc.string({ minLength: 1, unit: 'grapheme' }),
    userAgent: fc.string(),
    sourceIPAddress: fc.oneof(fc.ipV4(), fc.ipV6(), fc.constant('cloudformation.amazonaws.com')),
    sourceIdentity: fc.option(fc.string()),
    invokedBy: fc.option(fc.constantFrom('cloudformation.amazonaws.com', 'AWS Internal')),
    tags: fc.dictionary(fc.string(), fc.string()),
    hasIssuer: fc.boolean(),
  })
  fc.assert(
    fc.property(chosen, ({ name, sourceIdentity, invokedBy, tags, hasIssuer, ...more }) => {
      const plain = `arn:aws:iam::${account}:role/deploy`
      const sessionIssuer = hasIssuer ? { type: 'Role', arn: plain } : {}
      const identity = session(plain, name, {
        sessionContext: {
          sessionIssuer,
          sourceIdentity,
          attributes: { mfaAuthenticated: 'false' },
        },
        ...(invokedBy === null ? {} : { invokedBy }),
      })
      const requestParameters = { tags, roleSessionName: name, userName: name }
      const additionalEventData = { UserName: name }
      expect(by(identity, { ...more, requestParameters, additionalEventData })).toBe(plain)
    }),
    probe('engine/actor/chosen', { short: 500, long: 50_000 }),
  )
})

describe('AWS itself is who `is: by-aws-service` says', () => {
  const condition = conditionPredicate(conditions['by-aws-service']?.block ?? '')
  const agree = (record: JsonObject) =>
    expect(evaluate(condition, { record, envelope: {} })).toBe(isService(actorOf(record)))

  test.each(globSync('test/events/*/*.json'))('in %s', (file) => {
    agree(inEnvelope(JSON.parse(readFileSync(file, 'utf8'))).record)
  })

  test('in any record', () => {
    const linked = `arn:aws:iam::${account}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`
    const maybe = <T extends JsonObject[string]>(...values: T[]) =>
      fc.option(fc.constantFrom(...values), { nil: undefined })
    const identity = fc.record({
      type: maybe('AWSService', 'IdentityCenterUser', 'AssumedRole', 'Unknown', 'IAMUser'),
      userName: maybe('ann'),
      invokedBy: maybe('cloudformation.amazonaws.com', 'AWS Internal'),
      onBehalfOf: maybe({ userId: '5448' }),
      sessionContext: maybe({ sessionIssuer: { arn: linked } }, { sessionIssuer: { arn: role } }),
    })
    const record = fc.record({
      eventType: maybe('AwsServiceEvent', 'AwsApiCall'),
      eventSource: maybe('signin.amazonaws.com', 'sso.amazonaws.com', 'kms.amazonaws.com'),
      additionalEventData: maybe({ UserName: 'ann' }),
      userIdentity: identity,
    })
    fc.assert(
      fc.property(record, (each) => {
        agree(JSON.parse(JSON.stringify(each)))
      }),
      probe('engine/actor/service', { short: 1000, long: 100_000 }),
    )
  })
})

test('any record has an actor', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (userIdentity) => {
      expect(actorOf({ userIdentity } as JsonObject)).toMatch(/\S/)
    }),
    probe('engine/actor/any', { short: 200, long: 20_000 }),
  )
})
