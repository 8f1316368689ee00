import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { actorDocument } from '../../src/alert/actor.ts'
import { inEnvelope } from '../../src/aws/envelope.ts'
import { evaluate } from '../../src/engine/evaluate.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import { read, ruleText } from '../rule/reported.ts'

const caller = (userIdentity: JsonObject, more: JsonObject = {}) =>
  actorDocument({ userIdentity, recipientAccountId: '111122223333', ...more })

describe('the kind of a caller', () => {
  test.each([
    [{ type: 'Root', arn: 'arn:aws:iam::111122223333:root', accountId: '111122223333' }, 'root'],
    [{ type: 'IAMUser', userName: 'alice' }, 'user'],
    [{ type: 'AssumedRole', arn: 'arn:aws:sts::1:assumed-role/r/s' }, 'role'],
    [{ type: 'FederatedUser', arn: 'arn:aws:sts::1:federated-user/alice' }, 'federated'],
    [{ type: 'SAMLUser', userName: 'alice' }, 'federated'],
    [{ type: 'WebIdentityUser', userName: 'alice' }, 'federated'],
    [{ type: 'IdentityCenterUser', userName: 'alice' }, 'federated'],
    [{ type: 'AWSService', invokedBy: 'config.amazonaws.com' }, 'service'],
    [{ type: 'AWSAccount', accountId: '444455556666', principalId: 'AIDA' }, 'account'],
    [{ type: 'AWSAccount', accountId: 'ANONYMOUS_PRINCIPAL', principalId: '' }, 'anonymous'],
    [{ type: 'Unknown', userName: 'x' }, 'unknown'],
    [{ userName: 'x' }, 'unknown'],
  ])('%j is %s', (identity, kind) => expect(caller(identity as JsonObject)?.kind).toBe(kind))

  test('nobody named is nobody', () => {
    expect(actorDocument({})).toBe(null)
    expect(actorDocument({ userIdentity: null })).toBe(null)
    expect(actorDocument({ userIdentity: ['x'] })).toBe(null)
  })
})

test('a session says what it was assumed from, by the issuer or by its own ARN', () => {
  const arn = 'arn:aws:sts::111122223333:assumed-role/deploy/ci'
  const issuer = 'arn:aws:iam::111122223333:role/path/deploy'
  expect(
    caller({ type: 'AssumedRole', arn, sessionContext: { sessionIssuer: { arn: issuer } } }),
  ).toMatchObject({ assumedFrom: issuer, sessionName: 'ci' })
  expect(caller({ type: 'AssumedRole', arn })).toMatchObject({
    assumedFrom: 'deploy',
    sessionName: 'ci',
  })
  expect(caller({ type: 'IAMUser', arn: 'arn:aws:iam::1:user/a/b' })).toMatchObject({
    assumedFrom: null,
    sessionName: null,
  })
})

describe('across accounts', () => {
  test.each([
    [{ type: 'AssumedRole', accountId: '444455556666', arn: 'a' }, true],
    [{ type: 'AssumedRole', accountId: '111122223333', arn: 'a' }, false],
    [{ type: 'AssumedRole', arn: 'arn:aws:sts::444455556666:assumed-role/r/s' }, true],
    [{ type: 'AWSAccount', accountId: '444455556666' }, true],
    [{ type: 'AWSService', invokedBy: 'x.amazonaws.com', accountId: '444455556666' }, false],
    [{ type: 'IAMUser', userName: 'alice' }, false],
  ])('%j: %s', (identity, expected) =>
    expect(caller(identity as JsonObject)?.isCrossAccount).toBe(expected),
  )
})

describe('MFA', () => {
  const session = (mfaAuthenticated: string) => ({
    type: 'IAMUser',
    userName: 'a',
    sessionContext: { attributes: { mfaAuthenticated } },
  })
  test.each([
    [session('true'), {}, true],
    [session('false'), {}, false],
    [{ type: 'IAMUser', userName: 'a' }, {}, null],
    [session('false'), { additionalEventData: { MFAUsed: 'Yes' } }, true],
    [{ type: 'Root', arn: 'a' }, { additionalEventData: { MFAUsed: 'No' } }, false],
  ])('%j with %j: %s', (identity, more, mfa) =>
    expect(caller(identity as JsonObject, more as JsonObject)?.mfa).toBe(mfa),
  )
})

describe('a person is who `is: by-human` says', () => {
  const [compiled] = read(ruleText({ match: '{ is: by-human }' })).rules
  const records: JsonObject[] = globSync('test/events/*/*.json').map((file) => {
    const event = inEnvelope(JSON.parse(readFileSync(file, 'utf8')))
    return { ...event.record, file }
  })

  test.each(records.filter(({ userIdentity }) => typeof userIdentity === 'object'))(
    'in $file',
    (record) => {
      if (compiled === undefined) throw new Error('no rule')
      const actor = actorDocument(record)
      const byRule = evaluate(compiled.rule.match, inEnvelope(record))
      if (actor !== null) expect(actor.isHuman).toBe(byRule)
    },
  )
})
