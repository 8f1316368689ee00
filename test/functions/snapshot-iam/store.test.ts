/** The tables behind responses and snapshots, on DynamoDB as somebody else wrote it. */
import { CreateTableCommand, ScanCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { responseStore } from '../../../functions/world/responses.ts'
import { snapshotStore } from '../../../functions/world/snapshots.ts'
import type { Fact } from '../../../src/respond/history/fact.ts'
import { type Dynalite, startDynalite } from '../../support/dynalite.ts'

let dynalite: Dynalite
let tables = 0

beforeAll(async () => {
  dynalite = await startDynalite()
})
afterAll(() => dynalite.stop())

async function table(...keys: readonly string[]) {
  const name = `own-${++tables}`
  await dynalite.client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: keys.map((key) => ({ AttributeName: key, AttributeType: 'S' })),
      KeySchema: keys.map((key, index) => ({
        AttributeName: key,
        KeyType: index === 0 ? 'HASH' : 'RANGE',
      })),
    }),
  )
  await waitUntilTableExists(
    { client: dynalite.client, maxWaitTime: 600, minDelay: 0.01 },
    { TableName: name },
  )
  return { table: name, client: () => dynalite.client, signal: () => AbortSignal.timeout(600_000) }
}

test('a response is replaced only by who has read its last version', async () => {
  const config = await table('id')
  const [one, other] = [responseStore(config), responseStore(config)]
  expect(await one.get('a')).toBeNull()
  expect(await one.put('a', { version: 1, body: { by: 'one' } })).toBe(true)
  expect(await other.put('a', { version: 1, body: { by: 'other' } })).toBe(false)
  expect(await other.put('a', { version: 2, body: { by: 'other' } })).toBe(true)
  expect(await one.put('a', { version: 2, body: { by: 'one' } })).toBe(false)
  expect(await one.get('a')).toEqual({ version: 2, body: { by: 'other' } })
})

test('of two writers at once one is taken', async () => {
  const store = responseStore(await table('id'))
  const taken = await Promise.all(
    Array.from({ length: 20 }, (_, by) => store.put('a', { version: 1, body: { by } })),
  )
  expect(taken.filter(Boolean)).toHaveLength(1)
})

const document = JSON.stringify({ Version: '2012-10-17', Statement: [{ Action: 'é & "ü"' }] })

const observed = (minute: number): Fact => ({
  kind: 'observed',
  entity: 'role/a',
  since: `2026-11-21T10:${minute}:00.000Z`,
  until: `2026-11-21T10:${minute}:01.000Z`,
  facets: { entity: '{"path":"/"}', trust: document, 'inline:one': document },
})

test('facts come back as they were put, newest first, each document kept once', async () => {
  const config = await table('entity', 'at')
  const change: Fact = {
    kind: 'change',
    entity: 'role/a',
    id: 'event',
    at: '2026-11-21T10:30:00.000Z',
    by: 'eve',
    eventName: 'PutRolePolicy',
    sets: { 'inline:one': document, 'inline:two': null },
  }
  const store = snapshotStore(config)
  for (const fact of [observed(10), change, observed(40), change]) await store.put(fact)
  const read = await snapshotStore(config).page('role/a', null)
  expect(read).toEqual({ facts: [observed(40), change, observed(10)], next: null })
  const { Items: items = [] } = await dynalite.client.send(
    new ScanCommand({ TableName: config.table }),
  )
  expect(items.map(({ entity }) => entity?.S?.split('/')[0]).sort()).toEqual([
    'document',
    'role',
    'role',
    'role',
  ])
})

test('a long history comes in pages', async () => {
  const store = snapshotStore(await table('entity', 'at'))
  const minutes = Array.from({ length: 50 }, (_, index) => index + 10)
  for (const minute of minutes) {
    await store.put(observed(minute))
    await store.put({ ...observed(minute), since: '2026-11-21T09:00:00.000Z' } as Fact)
    await store.put({ ...observed(minute), since: '2026-11-21T08:00:00.000Z' } as Fact)
  }
  const first = await store.page('role/a', null)
  expect(first.facts).toHaveLength(100)
  const second = await store.page('role/a', first.next)
  expect(second.facts).toHaveLength(50)
  expect(second.next).toBeNull()
})
