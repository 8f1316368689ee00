/** A final refusal of AWS is reported; a temporary error brings the message back. */
import {
  DeleteConflictException,
  EntityTemporarilyUnmodifiableException,
  NoSuchEntityException,
  ServiceFailureException,
} from '@aws-sdk/client-iam'
import { expect, test } from 'vitest'
import { asCallRefused } from '../../../functions/world/call-refused.ts'
import { CallRefused } from '../../../src/respond/contract/ports.ts'

const answer = { message: 'no', $metadata: {} }

test('a conflict is the last word', () => {
  const refused = asCallRefused(new DeleteConflictException(answer), [])
  expect(refused).toBeInstanceOf(CallRefused)
  expect(String(refused)).toBe('CallRefused: DeleteConflict: no')
})

test.each([
  ['of the service', new ServiceFailureException(answer)],
  ['that says so itself', new EntityTemporarilyUnmodifiableException(answer)],
  ['of throttling', Object.assign(new Error('no'), { name: 'Throttling', $fault: 'client' })],
  ['of the network', new Error('socket hang up')],
])('an error %s passes', (_name, error) => {
  expect(asCallRefused(error, [])).toBe(error)
})

test('what is missing may be on its way back, where that is said', () => {
  const missing = new NoSuchEntityException(answer)
  expect(asCallRefused(missing, ['NoSuchEntityException'])).toBe(missing)
  expect(asCallRefused(missing, [])).toBeInstanceOf(CallRefused)
})
