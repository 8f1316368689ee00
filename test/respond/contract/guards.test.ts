/** Whose changes are exempt, and who may approve: a name that an attacker chooses gives neither. */
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../src/ir/json.ts'
import { type ResponderEvent, responderEvent } from '../../../src/respond/contract/event.ts'
import { isSamePrincipal, whyExempt } from '../../../src/respond/contract/guards.ts'
import { limits, ownRole } from '../memory-world.ts'

const account = '111122223333'

/** An event by a session of a role. */
const sessionOf = (role: string, name: string, more: JsonObject = {}): ResponderEvent =>
  eventBy({
    type: 'AssumedRole',
    principalId: `AROAMALLORY:${name}`,
    arn: `arn:aws:sts::${account}:assumed-role/${role.split('/').at(-1)}/${name}`,
    sessionContext: {
      sessionIssuer: { principalId: 'AROAMALLORY', arn: `arn:aws:iam::${account}:role/${role}` },
      ...more,
    },
  })

const userEvent = (name: string, path = ''): ResponderEvent =>
  eventBy({
    type: 'IAMUser',
    principalId: `AIDA${name.toUpperCase()}`,
    arn: `arn:aws:iam::${account}:user/${path}${name}`,
    userName: name,
  })

/** A session from GetFederationToken. */
const federatedBy = (user: string, name: string): ResponderEvent =>
  eventBy({
    type: 'FederatedUser',
    principalId: `${account}:${name}`,
    arn: `arn:aws:sts::${account}:federated-user/${name}`,
    sessionContext: {
      sessionIssuer: {
        type: 'IAMUser',
        principalId: `AIDA${user.toUpperCase()}`,
        arn: `arn:aws:iam::${account}:user/${user}`,
      },
    },
  })

function eventBy(userIdentity: JsonObject): ResponderEvent {
  const detail: JsonObject = {
    userIdentity,
    eventID: 'e',
    eventTime: '2026-11-21T10:00:00Z',
    recipientAccountId: account,
  }
  const event = responderEvent({ detail })
  if (typeof event === 'string') throw new Error(event)
  return event
}

const guarded = (...breakGlass: string[]) => ({
  limits: { ...limits, breakGlass },
  ownRoles: [ownRole],
})

const isExempt = (event: ResponderEvent, ...breakGlass: string[]): boolean =>
  whyExempt(event, guarded(...breakGlass)) !== null

describe('break-glass', () => {
  test.each([
    ['arn:aws:iam::*:role/break-glass'],
    ['arn:aws:iam::111122223333:role/break-*'],
    ['*break-glass*'],
    ['arn:aws:sts::*:assumed-role/break-glass/*'],
    ['arn:aws:sts::111122223333:assumed-role/break-glass'],
    ['arn:aws:sts::*:assumed-role/*glass/ann*'],
  ])('%s is the role', (pattern) => {
    expect(isExempt(sessionOf('break-glass', 'ann@example.com'), pattern)).toBe(true)
  })

  test.each([
    ['*break-glass*'],
    ['*/break-glass'],
    ['arn:aws:sts::*:assumed-role/break-glass/*'],
    ['arn:aws:sts::*:assumed-role/break-glass*'],
    ['*assumed-role/break-glass/*'],
    ['arn:aws:sts::*break-glass'],
  ])('%s is not met by calling a session so', (pattern) => {
    expect(isExempt(sessionOf('ci', 'break-glass'), pattern)).toBe(false)
    expect(isExempt(sessionOf('assumed-role', 'break-glass'), pattern)).toBe(false)
    expect(isExempt(sessionOf('x-assumed-role', 'break-glass'), pattern)).toBe(false)
  })
})

describe('break-glass by unique id', () => {
  test.each([
    ['a user', userEvent('emergency'), 'AIDAEMERGENCY'],
    ['a session of a role', sessionOf('emergency', 'ann'), 'AROAMALLORY'],
    ['a federation session of a user', federatedBy('emergency', 'ann'), 'AIDAEMERGENCY'],
  ])('%s is exempt', (_, event, id) => {
    expect(whyExempt(event, guarded(id))).toBe(
      `${event.principal.key} is a break-glass principal (${id}), whose calls are never reversed`,
    )
  })

  test.each([
    ['a user that was made again under the same name', userEvent('emergency'), 'AIDAFORMER'],
    ['a session that is named like the id', sessionOf('ci', 'AIDAEMERGENCY'), 'AIDAEMERGENCY'],
    ['a user that is named like the id', userEvent('AIDAX', 'a/'), 'AIDAX'],
    ['an id of which it is only the beginning', userEvent('emergency'), 'AIDAEMERGENC'],
  ])('%s is not', (_, event, id) => {
    expect(isExempt(event, id)).toBe(false)
  })
})

describe('four eyes', () => {
  const sso = 'aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef'

  test('people of Identity Center are as many as there are names', () => {
    const { principal } = sessionOf(sso, 'ann@example.com')
    expect(isSamePrincipal('AROAMALLORY:ben@example.com', principal)).toBe(false)
    expect(isSamePrincipal('AROAMALLORY:ann@example.com', principal)).toBe(true)
  })

  test('a person is one actor in all permission sets, and a role is one in all sessions', () => {
    const key = (role: string, name: string) => sessionOf(role, name).principal.key
    expect(key(sso, 'Eve@corp')).toBe(key(sso.replace('Admin', 'Reader'), 'eve@corp'))
    expect(key(sso, 'ann@corp')).not.toBe(key(sso, 'eve@corp'))
    expect(key('deploy', 'one')).toBe(key('deploy', 'two'))
  })

  test.each([
    ['AROAPOWER:eve@corp', true],
    ['AROAPOWER:Eve@Corp', true],
    ['AROAPOWER:ann@corp', false],
    ['AIDAANN', false],
  ])('of eve of Identity Center and %s: same: %s', (senderId, isSame) => {
    expect(isSamePrincipal(senderId, sessionOf(sso, 'eve@corp').principal)).toBe(isSame)
  })

  test.each([
    ['AIDAEVE', true],
    ['AROAADMIN:eve', true],
    ['AROAADMIN:Eve', true],
    ['AROAADMIN:ann', false],
    ['AIDAANN', false],
    [`${account}:ann`, true],
    [account, false],
  ])('of user eve and %s: same: %s', (senderId, isSame) => {
    expect(isSamePrincipal(senderId, userEvent('eve').principal)).toBe(isSame)
  })

  test.each([
    ['AROAMALLORY:other', true],
    ['AROAADMIN:eve', true],
    ['AROAADMIN:EVE', true],
    ['AROAADMIN:ci', false],
    ['AIDAANN', false],
    [`${account}:ann`, false],
  ])('of a session ci that eve began, and %s: same: %s', (senderId, isSame) => {
    const { principal } = sessionOf('deploy', 'ci', { sourceIdentity: 'eve' })
    expect(isSamePrincipal(senderId, principal)).toBe(isSame)
  })

  test.each([
    [`${account}:eve`, true],
    [`${account}:ann`, true],
    ['AIDAEVE', true],
    ['AIDAANN', false],
    ['AROAADMIN:ann', false],
  ])('of a federation session of eve and %s: same: %s', (senderId, isSame) => {
    expect(isSamePrincipal(senderId, federatedBy('eve', 'eve').principal)).toBe(isSame)
  })

  test('nobody can keep the person on call from approving by the name of a session', () => {
    const { principal } = sessionOf('deploy', 'ann@corp')
    expect(isSamePrincipal('AROAADMIN:ann@corp', principal)).toBe(false)
  })

  test.each([
    ['deploy'],
    ['AWSReservedSSO_mine'],
    ['x-AWSReservedSSO_mine'],
    ['aws-reserved.sso.amazonaws.com/AWSReservedSSO_mine'],
    ['x/aws-reserved/sso.amazonaws.com/AWSReservedSSO_mine'],
  ])('a role %s of an attacker is one, whatever its session is called', (role) => {
    const { principal } = sessionOf(role, 'one')
    expect(isSamePrincipal('AROAMALLORY:two', principal)).toBe(true)
  })
})
