/** Which messages of a batch stay, by what the function answered. */
import { expect, test } from 'vitest'
import { failedIds } from '../../../packages/local-aws/lambda/sqs-batch.ts'
import type { Message } from '../../../packages/local-aws/services/sqs/queue.ts'

const messages = ['a', 'b'].map((id) => ({ id }) as Message)

test.for([
  { answer: null, stay: [] },
  { answer: undefined, stay: [] },
  { answer: {}, stay: [] },
  { answer: { batchItemFailures: [] }, stay: [] },
  { answer: { batchItemFailures: null }, stay: [] },
  { answer: { batchItemFailures: [{ itemIdentifier: 'b' }] }, stay: ['b'] },
  { answer: { batchItemFailures: [{ itemIdentifier: '' }] }, stay: ['a', 'b'] },
  { answer: { batchItemFailures: [{ itemIdentifier: 'other' }] }, stay: ['a', 'b'] },
  { answer: { batchItemFailures: [{ id: 'a' }] }, stay: ['a', 'b'] },
  { answer: { batchItemFailures: [null] }, stay: ['a', 'b'] },
  { answer: { batchItemFailures: 'a' }, stay: ['a', 'b'] },
])('$answer keeps $stay', ({ answer, stay }) => {
  expect([...failedIds(answer, messages)]).toEqual(stay)
})
