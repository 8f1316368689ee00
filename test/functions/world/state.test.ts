/** The state table and the ledger on DynamoDB, as `src/detect/ports.ts` promises them. */
import { ScanCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ledger } from '../../../functions/world/ledger.ts'
import { stateTable } from '../../../functions/world/state.ts'
import { confirmedMs, type Ledger, type StateTable } from '../../../src/detect/ports.ts'
import { type Dynalite, startDynalite } from '../../support/dynalite.ts'

let dynalite: Dynalite
let table: string
let state: StateTable
let claims: Ledger

const nowMs = () => 1_700_000_000_000
const laterMs = nowMs() + 1000_000
const signal = () => AbortSignal.timeout(600_000)

beforeAll(async () => {
  dynalite = await startDynalite()
})
afterAll(() => dynalite.stop())
beforeEach(async () => {
  table = await dynalite.newTable()
  state = stateTable({ table, client: () => dynalite.client, nowMs, signal })
  claims = ledger({ table, client: () => dynalite.client, signal })
})

const items = async () =>
  (await dynalite.client.send(new ScanCommand({ TableName: table }))).Items ?? []

const block = (fill: number, length = 10) => new Uint8Array(length).fill(fill)
const content = (...blocks: Uint8Array[]) => ({
  about: 'dedup of a rule',
  head: '{"form":1}',
  blocks,
})

describe('an item', () => {
  test('is loaded as it was saved, with a version that counts', async () => {
    expect(await state.load('a')).toBeUndefined()
    expect(await state.save('a', content(block(1), block(2)), undefined, laterMs)).toBe(true)
    const first = await state.load('a')
    expect(first).toEqual({ version: 1, ...content(block(1), block(2)) })
    expect(await state.save('a', content(), first, laterMs)).toBe(true)
    expect(await state.load('a')).toEqual({ version: 2, ...content() })
    expect(await items()).toHaveLength(1)
  })

  test('is written only by who knows its latest version', async () => {
    await state.save('a', content(block(1)), undefined, laterMs)
    const basis = await state.load('a')
    expect(await state.save('a', content(block(9)), undefined, laterMs)).toBe(false)
    expect(await state.save('a', content(block(2)), basis, laterMs)).toBe(true)
    expect(await state.save('a', content(block(3)), basis, laterMs)).toBe(false)
    expect((await state.load('a'))?.blocks).toEqual([block(2)])
  })

  test('expires by its time to live, in seconds', async () => {
    await state.save('a', content(), undefined, laterMs)
    expect((await items())[0]?.expires).toEqual({ N: String(laterMs / 1000) })
  })

  test('says for a person what it is about', async () => {
    await state.save('a', content(), undefined, laterMs)
    expect((await items())[0]?.about).toEqual({ S: 'dedup of a rule' })
  })
})

describe('an item with much in it', () => {
  const many = Array.from({ length: 30 }, (_, index) => block(index, 20_000))

  test('stands in several, of which only what changes is written', async () => {
    expect(await state.save('a', content(...many), undefined, laterMs)).toBe(true)
    const first = await state.load('a')
    expect(first?.blocks).toEqual(many)
    expect(await items()).toHaveLength(31)
    const changed = [...many.slice(1), block(77, 20_000)]
    expect(await state.save('a', content(...changed), first, laterMs)).toBe(true)
    expect((await state.load('a'))?.blocks).toEqual(changed)
    expect(await items()).toHaveLength(32)
  })

  test('keeps what stands when a second writer comes too late', async () => {
    await state.save('a', content(...many), undefined, laterMs)
    const basis = await state.load('a')
    const one = [...many, block(50, 20_000)]
    const other = [...many, block(60, 20_000)]
    expect(await state.save('a', content(...one), basis, laterMs)).toBe(true)
    expect(await state.save('a', content(...other), basis, laterMs)).toBe(false)
    expect((await state.load('a'))?.blocks).toEqual(one)
  })

  test('has parts that outlast it', async () => {
    await state.save('a', content(...many), undefined, laterMs)
    const expires = (await items())
      .filter(({ key }) => key?.S !== 'a')
      .map((item) => item.expires?.N)
    expect(new Set(expires)).toEqual(new Set([String((laterMs + 1000_000) / 1000)]))
  })

  test('can become small again', async () => {
    await state.save('a', content(...many), undefined, laterMs)
    expect(await state.save('a', content(block(1)), await state.load('a'), laterMs)).toBe(true)
    expect(await state.load('a')).toEqual({ version: 2, ...content(block(1)) })
  })
})

describe('the ledger', () => {
  const both = { 'channel/oncall': 100, bus: 100 }

  test('lets one claim all targets of an alert', async () => {
    expect(await claims.open('f00d', both, laterMs)).toBe(true)
    expect(await claims.open('f00d', { ...both, bus: 200 }, laterMs)).toBe(false)
    expect(await claims.read('f00d')).toEqual(both)
    expect(await claims.read('beef')).toEqual({})
  })

  test('lets one of two take a claim over', async () => {
    await claims.open('f00d', both, laterMs)
    expect(await claims.reclaim('f00d', 'bus', 99, 200)).toBe(false)
    expect(await claims.reclaim('f00d', 'bus', 100, 200)).toBe(true)
    expect(await claims.reclaim('f00d', 'bus', 100, 300)).toBe(false)
    expect(await claims.reclaim('f00d', 'channel/new', undefined, 200)).toBe(true)
    expect(await claims.reclaim('f00d', 'channel/new', undefined, 300)).toBe(false)
    expect(await claims.read('f00d')).toEqual({ ...both, bus: 200, 'channel/new': 200 })
  })

  test('confirms, also what nobody claimed, and a confirmed target cannot be claimed', async () => {
    await claims.confirm('f00d', ['channel/oncall'], laterMs)
    expect(await claims.open('f00d', both, laterMs)).toBe(false)
    expect(await claims.read('f00d')).toEqual({ 'channel/oncall': confirmedMs })
    await claims.confirm('f00d', ['bus', 'channel/oncall'], laterMs)
    expect(await claims.read('f00d')).toEqual({ bus: confirmedMs, 'channel/oncall': confirmedMs })
  })
})
