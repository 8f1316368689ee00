/** Resource-based policies of tables. */
import {
  CreateTableCommand,
  DeleteResourcePolicyCommand,
  DeleteTableCommand,
  DynamoDBClient,
  GetResourcePolicyCommand,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-dynamodb'
import { expect, test } from 'vitest'
import { account, at, codeOf, openDesk } from '../../../simulate/desk.ts'

const TableName = 'state'
const ResourceArn = `arn:aws:dynamodb:eu-west-1:${account}:table/${TableName}`
const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [] })

async function opened() {
  const dynamo = new DynamoDBClient(at(await openDesk()))
  await dynamo.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'key', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'key', KeyType: 'HASH' }],
    }),
  )
  return {
    dynamo,
    put: (more: { Policy?: string; ExpectedRevisionId?: string } = {}) =>
      dynamo.send(new PutResourcePolicyCommand({ ResourceArn, Policy, ...more })),
    read: () => dynamo.send(new GetResourcePolicyCommand({ ResourceArn })),
    remove: (ExpectedRevisionId?: string) =>
      dynamo.send(new DeleteResourcePolicyCommand({ ResourceArn, ExpectedRevisionId })),
  }
}

test('a policy is put, read, replaced and deleted by its revision', async () => {
  const { put, read, remove } = await opened()
  expect(await codeOf(read())).toBe('PolicyNotFoundException')
  const { RevisionId: first } = await put({ ExpectedRevisionId: 'NO_POLICY' })
  expect(await read()).toMatchObject({ Policy, RevisionId: first })
  expect(await codeOf(put({ ExpectedRevisionId: 'NO_POLICY' }))).toBe('PolicyNotFoundException')
  const { RevisionId: second } = await put({ ExpectedRevisionId: first ?? '' })
  expect(second).not.toBe(first)
  expect(await codeOf(remove(first))).toBe('PolicyNotFoundException')
  expect(await remove(second)).toMatchObject({ RevisionId: second })
  expect((await remove()).RevisionId).toBeUndefined()
  expect(await codeOf(put({ Policy: 'no JSON' }))).toBe('ValidationException')
})

test('a deleted table takes its policy with it, and has none', async () => {
  const { dynamo, put, read } = await opened()
  await put()
  await dynamo.send(new DeleteTableCommand({ TableName }))
  expect(await codeOf(read())).toBe('ResourceNotFoundException')
})
