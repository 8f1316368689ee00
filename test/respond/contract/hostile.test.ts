/** Any event can be read and decided about without an exception. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../src/ir/json.ts'
import { responderEvent } from '../../../src/respond/contract/event.ts'
import { isNoPlan } from '../../../src/respond/contract/responder.ts'
import { changesOf } from '../../../src/respond/history/iam/changes-of.ts'
import { rollbackIam } from '../../../src/respond/responders/rollback-iam/rollback-iam.ts'
import { undoable } from '../../../src/respond/responders/rollback-iam/undoable.ts'
import { probe } from '../../probes/probe.ts'
import { iamAccount, idOf } from '../iam-account.ts'

const names = ['userName', 'roleName', 'groupName', 'policyArn', 'policyName', 'policyDocument']
const nasty = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'web',
    'ann',
    '',
    '\u202e\u0000\n',
    '{"Statement":1}',
    '%',
    '%7B',
  ),
  fc.jsonValue() as fc.Arbitrary<Json>,
)
const parameters = fc.dictionary(
  fc.constantFrom(
    ...names,
    'versionId',
    'accessKeyId',
    'setAsDefault',
    'tags',
    'permissionsBoundary',
    '__proto__',
  ),
  nasty,
)

const records = fc.record({
  eventID: fc.uuid(),
  eventTime: fc.constantFrom('2026-11-21T10:00:00Z', 'yesterday', '+099999-01-01T00:00:00Z'),
  eventSource: fc.constant('iam.amazonaws.com'),
  eventName: fc.constantFrom(
    ...undoable,
    'CreateRole',
    'UpdateUser',
    'TagRole',
    'toString',
    '__proto__',
  ),
  userIdentity: nasty,
  requestParameters: fc.oneof(parameters, nasty),
  responseElements: fc.oneof(parameters, nasty),
  recipientAccountId: fc.constant('111122223333'),
})

test('no event makes it throw', () => {
  void fc.assert(
    fc.property(records, (detail) => {
      const event = responderEvent({ detail: detail as unknown as JsonObject })
      if (typeof event === 'string') return
      const facts = changesOf(event)
      const target = rollbackIam.target(event)
      if (isNoPlan(target)) return
      const past = { facts, answered: {}, ownRoles: [], baseline: null, isCut: false }
      const plan = rollbackIam.plan({ event, target, past, live: facts[0]?.sets ?? {} })
      expect(typeof plan).toBe('object')
    }),
    probe('respond/hostile/any-event', { short: 2000, long: 100_000 }),
  )
})

test('names that mean something to JavaScript are names', async () => {
  const on = await iamAccount()
  const input = { RoleName: 'web', PolicyName: '__proto__', PolicyDocument: '{"Statement":[]}' }
  const event = await on.does('mallory', 'PutRolePolicy', input)
  on.memory.nowMs += 200_000
  await on.request(event)
  expect(on.memory.record(idOf(event))?.state).toBe('done')
  expect(Object.keys(on.memory.iam.facets('role/web'))).not.toContain('inline:__proto__')
})
