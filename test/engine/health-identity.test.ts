import { describe, expect, test } from 'vitest'
import { identityOf, subjectOf } from '../../src/engine/identity.ts'
import type { JsonObject } from '../../src/ir/json.ts'

const exposed = {
  eventArn: 'arn:aws:health:us-east-1::event/RISK/AWS_RISK_CREDENTIALS_EXPOSED/a1',
  service: 'RISK',
  communicationId: '4f1c-1',
  backupEvent: 'false',
  affectedAccount: '111122223333',
}

const event = (detail: JsonObject, envelope: JsonObject = {}) => ({
  record: { ...exposed, ...detail },
  envelope: { source: 'aws.health', id: 'x', account: '111122223333', ...envelope },
})

const backup = event({ backupEvent: 'true' }, { id: 'y', region: 'us-west-2' })

describe('an event of AWS Health', () => {
  test('has one identity in its region and in the backup region', () => {
    expect(identityOf(backup)).toBe(identityOf(event({})))
  })

  test.each<[string, ReturnType<typeof event>]>([
    ['another update', event({ communicationId: '4f1c-2' })],
    ['another page', event({ page: '2' })],
    ['its end', event({ statusCode: 'closed' })],
  ])('has another identity and the same subject: %s', (_, other) => {
    expect(identityOf(other)).not.toBe(identityOf(backup))
    expect(subjectOf(other)).toBe(subjectOf(backup))
  })

  test.each<[string, ReturnType<typeof event>]>([
    ['another event', event({ eventArn: `${exposed.eventArn}2` })],
    ['another account', event({ affectedAccount: '444455556666' })],
  ])('has another subject: %s', (_, other) => {
    expect(identityOf(other)).not.toBe(identityOf(backup))
    expect(subjectOf(other)).not.toBe(subjectOf(backup))
  })
})

test('the same fields of another source mean nothing', () => {
  const other = { source: 'aws.other' }
  expect(identityOf(event({}, other))).not.toBe(identityOf(event({}, { ...other, id: 'y' })))
})
