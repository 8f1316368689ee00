/** The ledger on DynamoDB where the answer of a write is lost: the SDK repeats the call by itself. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ledger } from '../../../functions/world/ledger.ts'
import { confirmedMs, type Ledger } from '../../../src/detect/ports.ts'
import { type Dynalite, startDynalite } from '../../support/dynalite.ts'

const laterMs = 1_700_001_000_000
const alert = 'f00d'
const targets = { 'channel/oncall': 100, bus: 100 }

let dynalite: Dynalite
let client: DynamoDBClient
/** How many of the next answers are lost. */
let lostCount: number
/** What happens before the SDK repeats a call. */
let meanwhile: () => Promise<unknown>
let own: Ledger
let other: Ledger

beforeAll(async () => {
  dynalite = await startDynalite()
  client = new DynamoDBClient({
    endpoint: dynalite.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    maxAttempts: 4,
  })
  client.middlewareStack.add(
    (next) => async (input) => {
      const output = await next(input)
      if (lostCount === 0) return output
      lostCount -= 1
      await meanwhile()
      throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError', $retryable: {} })
    },
    { step: 'deserialize', priority: 'low', name: 'loseAnswers' },
  )
})
afterAll(async () => {
  client.destroy()
  await dynalite.stop()
})
beforeEach(async () => {
  const table = await dynalite.newTable()
  const signal = () => AbortSignal.timeout(600_000)
  own = ledger({ table, client: () => client, signal })
  other = ledger({ table, client: () => dynalite.client, signal })
  lostCount = 0
  meanwhile = async () => {}
})

describe('a claim whose answer was lost', () => {
  test('of all targets of an alert is the own one', async () => {
    lostCount = 2
    expect(await own.open(alert, targets, laterMs)).toBe(true)
    expect(lostCount).toBe(0)
    expect(await other.open(alert, targets, laterMs)).toBe(false)
    expect(await other.read(alert)).toEqual(targets)
  })

  test.each([100, undefined])('of one target (before: %s) is the own one', async (was) => {
    if (was !== undefined) await other.open(alert, { bus: was }, laterMs)
    lostCount = 1
    expect(await own.reclaim(alert, 'bus', was, 200)).toBe(true)
    expect(lostCount).toBe(0)
    expect(await other.reclaim(alert, 'bus', was, 200)).toBe(false)
    expect(await other.read(alert)).toEqual({ bus: 200 })
  })

  test('is not the own one where another sender made the same claim first', async () => {
    await other.open(alert, targets, laterMs)
    lostCount = 1
    expect(await own.open(alert, targets, laterMs)).toBe(false)
    lostCount = 1
    expect(await own.reclaim(alert, 'bus', 99, 100)).toBe(false)
  })

  test('a second claim of the same function is not the first one', async () => {
    expect(await own.open(alert, targets, laterMs)).toBe(true)
    expect(await own.open(alert, targets, laterMs)).toBe(false)
  })

  test('does not take back a receipt that arrived before the call was repeated', async () => {
    await other.open(alert, { bus: 100 }, laterMs)
    meanwhile = () => other.confirm(alert, ['bus'], laterMs)
    lostCount = 1
    expect(await own.reclaim(alert, 'bus', 100, 200)).toBe(false)
    expect(await other.read(alert)).toEqual({ bus: confirmedMs })
  })
})
