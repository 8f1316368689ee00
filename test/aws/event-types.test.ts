import { describe, expect, test } from 'vitest'
import { inEnvelope } from '../../src/aws/envelope.ts'
import { recordedBesideApi } from '../../src/aws/event-names.ts'
import { contradictsName, eventTypes, usualEventType } from '../../src/aws/event-types.ts'
import { answerOf, tripline, workspace } from '../cli/workspace.ts'

const login = { eventSource: 'signin.amazonaws.com', eventName: 'ConsoleLogin' }

test.each([
  ['signin.amazonaws.com', 'ConsoleLogin', 'AwsConsoleSignIn'],
  ['signin.amazonaws.com', 'CredentialChallenge', 'AwsServiceEvent'],
  ['kms.amazonaws.com', 'RotateKey', 'AwsServiceEvent'],
  ['kms.amazonaws.com', 'EnableKey', 'AwsApiCall'],
  [undefined, 'ConsoleLogin', 'AwsConsoleSignIn'],
  ['iam.amazonaws.com', 'RotateKey', 'AwsApiCall'],
])('%s %s is %s', (source, name, eventType) => {
  expect(usualEventType(source, name)).toBe(eventType)
  expect(eventTypes.has(eventType)).toBe(true)
})

test('every event with a type of its own is one that CloudTrail records', () => {
  const known = Object.entries(recordedBesideApi).flatMap(([service, names]) =>
    names.split(' ').map((name) => ({ service, name })),
  )
  const typed = known.filter(
    ({ service, name }) => usualEventType(`${service}.amazonaws.com`, name) !== 'AwsApiCall',
  )
  expect(typed.length).toBeGreaterThan(45)
})

describe('a record without an event type', () => {
  test('is delivered as its name requires', () => {
    expect(inEnvelope(login).envelope).toMatchObject({
      source: 'aws.signin',
      'detail-type': 'AWS Console Sign In via CloudTrail',
    })
    const typed = { ...login, eventType: 'AwsApiCall' }
    expect(inEnvelope(typed).envelope['detail-type']).toBe('AWS API Call via CloudTrail')
    expect([login, typed].map(contradictsName)).toEqual([false, true])
  })

  test('is a test that prove accepts', async () => {
    const event = (type: string) =>
      `{ eventSource: signin.amazonaws.com, eventName: ConsoleLogin, userIdentity: { type: ${type} } }`
    const rule = `id: root-login\ntitle: t\nseverity: low\nwhy: w
match: { eventSource: signin.amazonaws.com, eventName: ConsoleLogin, userIdentity.type: Root }
tests: [{ fires: root, event: ${event('Root')} }, { quiet: a user, event: ${event('IAMUser')} }]\n`
    const folder = workspace({ 'rules/root-login.yaml': rule })
    expect(await tripline(folder, ['test'])).toMatchObject({ code: 0 })
    expect(await answerOf(folder, ['prove'])).toMatchObject({ code: 0, rules: [{ proven: true }] })
  })
})
