/** Whose changes are exempt, and who may approve: a name that an attacker chooses gives neither. */
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../src/ir/json.ts'
import { type ResponderEvent, responderEvent } from '../../../src/respond/contract/event.ts'
import { isSamePrincipal, whyExempt } from '../../../src/respond/contract/guards.ts'
import { limits, ownRole } from '../memory-world.ts'

const account = '111122223333'

/** An event by a session of a role. */
function sessionOf(role: string, name: string, id = 'AROAMALLORY'): ResponderEvent {
  const userIdentity = {
    type: 'AssumedRole',
    principalId: `${id}:${name}`,
    arn: `arn:aws:sts::${account}:assumed-role/${role.split('/').at(-1)}/${name}`,
    sessionContext: { sessionIssuer: { arn: `arn:aws:iam::${account}:role/${role}` } },
  }
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

const isExempt = (event: ResponderEvent, ...breakGlass: string[]): boolean =>
  whyExempt(event, { limits: { ...limits, breakGlass }, ownRoles: [ownRole] }) !== null

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

describe('four eyes', () => {
  const sso = 'aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef'

  test('people of Identity Center are as many as there are names', () => {
    const { principal } = sessionOf(sso, 'ann@example.com')
    expect(isSamePrincipal('AROAMALLORY:ben@example.com', principal)).toBe(false)
    expect(isSamePrincipal('AROAMALLORY:ann@example.com', principal)).toBe(true)
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
