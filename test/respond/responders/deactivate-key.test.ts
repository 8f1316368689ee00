import { describe, expect, test } from 'vitest'
import { deactivateKey } from '../../../src/respond/responders/deactivate-key/deactivate-key.ts'
import type { KeyOwner } from '../../../src/respond/responders/deactivate-key/past.ts'
import { calls, eventWith, planFor, recorded, targetOf } from '../responder-events.ts'

const nobody: KeyOwner = { arn: null, breakGlass: [] }

const created = (request: object | null, key: object) =>
  eventWith({
    eventSource: 'iam.amazonaws.com',
    eventName: 'CreateAccessKey',
    requestParameters: request as never,
    responseElements: { accessKey: key as never },
  })

const forJonas = created({ userName: 'jonas' }, { accessKeyId: 'AKIA1', userName: 'jonas' })

describe('whose key it is', () => {
  test.each([
    ['create-access-key-for-another-user', 'user/alice'],
    ['create-access-key-for-oneself', 'user/jonas.weber'],
  ])('%s', (file, key) => {
    expect(targetOf(deactivateKey, recorded(`iam/${file}`)).key).toBe(key)
  })

  test('root is nobody whom anybody else could take a key from', () => {
    const event = created(null, { accessKeyId: 'AKIA1' })
    expect(
      deactivateKey.target({ ...event, principal: { ...event.principal, userName: null } }),
    ).toEqual({
      kind: 'refused',
      why: 'key AKIA1 belongs to the root user, and only root can deactivate it',
    })
  })

  test('other calls make no key', () => {
    const event = eventWith({ eventSource: 'iam.amazonaws.com', eventName: 'UpdateAccessKey' })
    expect(deactivateKey.target(event)).toMatchObject({ kind: 'refused' })
    const unsaid = created({ userName: 'jonas' }, {})
    expect(deactivateKey.target(unsaid)).toMatchObject({
      why: 'the event does not contain the id of the new key',
    })
  })
})

describe('what is done', () => {
  test('that key alone becomes inactive', () => {
    const answer = planFor(deactivateKey, forJonas, nobody, {
      'key:AKIA0': 'Active',
      'key:AKIA1': 'Active',
    })
    expect(answer).toMatchObject({
      found: { 'key:AKIA1': 'Active' },
      before: { 'key:AKIA1': 'Inactive' },
      steps: [
        {
          call: 'iam:UpdateAccessKey',
          input: { UserName: 'jonas', AccessKeyId: 'AKIA1', Status: 'Inactive' },
        },
      ],
    })
  })

  test.each([
    [{ 'key:AKIA1': 'Inactive' }, 'changed-since: key AKIA1 is already inactive'],
    [{}, 'unsettled: key AKIA1 of user jonas no longer exists'],
  ])('where %j stands, nothing', (live, expected) => {
    expect(calls(planFor(deactivateKey, forJonas, nobody, live))).toEqual([expected])
  })

  test('a break-glass user keeps its keys, by the path that no event tells', () => {
    const past: KeyOwner = {
      arn: 'arn:aws:iam::111122223333:user/break-glass/jonas',
      breakGlass: ['arn:aws:iam::*:user/break-glass/*'],
    }
    const refusals = calls(planFor(deactivateKey, forJonas, past, { 'key:AKIA1': 'Active' }))
    expect(refusals[0]).toMatch(/^refused: user jonas is a break-glass principal/)
  })

  test.each([
    ['AIDAJONAS', true],
    ['AIDASOMEBODY', false],
  ])('a user with the unique id %s: keeps its keys: %s', (uniqueId, isKept) => {
    const arn = 'arn:aws:iam::111122223333:user/jonas'
    const past: KeyOwner = { arn, uniqueId, breakGlass: ['AIDAJONAS'] }
    const [first] = calls(planFor(deactivateKey, forJonas, past, { 'key:AKIA1': 'Active' }))
    expect(first).toBe(
      isKept
        ? 'refused: user jonas is a break-glass principal (AIDAJONAS), whose keys are never deactivated'
        : 'iam:UpdateAccessKey',
    )
  })

  test('the way back makes it active, and nothing ever deletes it', () => {
    const of = targetOf(deactivateKey, forJonas)
    const live = { 'key:AKIA1': 'Inactive' }
    expect(deactivateKey.steps(of, live, { 'key:AKIA1': 'Active' })).toMatchObject([
      { input: { Status: 'Active' } },
    ])
    expect(deactivateKey.steps(of, live, { 'key:AKIA1': null })).toMatchObject({ kind: 'refused' })
  })
})
