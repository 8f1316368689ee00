/** A memory as it is stored: nothing is lost on the way, and a little more is a little more to write. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentOf, memoryFrom } from '../../src/detect/memory-codec.ts'
import type { Memory, Row } from '../../src/engine/memory/memory.ts'
import { idOf } from '../engine/memory/episodes.ts'
import { probe } from '../probes/probe.ts'

const id = fc.stringMatching(/^[0-9a-f]{16}$/)
const atMs = fc.integer({ min: 0, max: Date.parse('9999-12-31T23:59:59.999Z') })

const memories: fc.Arbitrary<Memory> = fc.record({
  settled: fc.option(
    fc.record({
      announced: fc.nat(),
      state: fc.record({
        atMs,
        id,
        episode: fc.option(
          fc.record({
            sinceMs: atMs,
            repeats: fc.nat(),
            values: fc.array(id),
            untracked: fc.nat(),
          }),
        ),
        window: fc.array(fc.tuple(id, atMs)),
      }),
    }),
    { nil: undefined },
  ),
  rows: fc.array(
    fc.record({ id, atMs, announced: fc.nat(), values: fc.array(id, { maxLength: 5 }) }),
  ),
  announcements: fc.array(fc.record({ anchor: id, anchorMs: atMs, due: fc.nat(), cause: id })),
})

test('what is stored is read again', () => {
  fc.assert(
    fc.property(memories, (memory) => {
      expect(memoryFrom(contentOf(memory, 'test'))).toEqual(memory)
    }),
    probe('detect/codec/round-trip', { short: 100, long: 20_000 }),
  )
})

test('a head has the names that deployed tables hold', () => {
  const episode = { sinceMs: 10, repeats: 2, values: [], untracked: 0 }
  const memory: Memory = {
    settled: { state: { atMs: 12, id: idOf(1), episode, window: [[idOf(1), 12]] }, announced: 3 },
    rows: [],
    announcements: [{ anchor: idOf(1), anchorMs: 12, due: 10, cause: idOf(2) }],
  }
  const { head } = contentOf(memory, 'test')
  expect(JSON.parse(head)).toEqual({
    form: 1,
    settled: { standing: { atMs: 12, id: idOf(1), episode: { sinceMs: 10, repeats: 2 } }, told: 3 },
    tellings: [[idOf(1), 12, 10, idOf(2)]],
  })
})

test('a block has the bytes that deployed tables hold', () => {
  const memory: Memory = {
    settled: {
      state: { atMs: 300, id: idOf(1), episode: null, window: [['fedcba9876543210', 300]] },
      announced: 0,
    },
    rows: [
      { id: '0123456789abcdef', atMs: 1_700_000_000_000, announced: 1, values: [] },
      {
        id: 'fedcba9876543210',
        atMs: 1_700_000_001_000,
        announced: 0,
        values: ['00112233445566ff'],
      },
      // A time before the one above: the step has a sign.
      { id: 'ffffffffffffffff', atMs: 1_700_000_000_999, announced: 300, values: [] },
    ],
    announcements: [],
  }
  const { blocks } = contentOf(memory, 'test')
  expect(blocks.map((bytes) => Buffer.from(bytes).toString('hex'))).toEqual([
    '01d804fedcba98765432100000',
    [
      '00',
      '80a0abfef962' + '0123456789abcdef' + '01' + '00',
      'd00f' + 'fedcba9876543210' + '00' + '01' + '00112233445566ff',
      '01' + 'ffffffffffffffff' + 'ac02' + '00',
    ].join(''),
  ])
  expect(memoryFrom(contentOf(memory, 'test'))).toEqual(memory)
})

test('the values of an episode are in a block, and make form 2', () => {
  const values = ['fedcba9876543210', '0123456789abcdef']
  const episode = { sinceMs: 10, repeats: 2, values, untracked: 7 }
  const memory: Memory = {
    settled: { state: { atMs: 12, id: idOf(1), episode, window: [] }, announced: 3 },
    rows: [],
    announcements: [],
  }
  const { head, blocks } = contentOf(memory, 'test')
  expect(JSON.parse(head)).toMatchObject({
    form: 2,
    settled: { standing: { episode: { sinceMs: 10, repeats: 2, untracked: 7 } } },
  })
  expect(blocks.map((bytes) => Buffer.from(bytes).toString('hex'))).toEqual([
    '0200fedcba98765432100000000123456789abcdef0000',
  ])
})

test('a memory of form 1 is read', () => {
  const head = JSON.stringify({
    form: 1,
    settled: {
      standing: { atMs: 12, id: idOf(1), episode: { sinceMs: 10, repeats: 2 } },
      told: 3,
    },
    tellings: [],
  })
  expect(memoryFrom({ about: '', head, blocks: [] })?.settled?.state.episode).toEqual({
    sinceMs: 10,
    repeats: 2,
    values: [],
    untracked: 0,
  })
})

test('what another version wrote is no memory, and not an error', () => {
  for (const head of ['{}', '{"form":3}', '{"form":1}', '{"form":2}', '[]', 'null'])
    expect(memoryFrom({ about: '', head, blocks: [] })).toBeUndefined()
})

const rowsOf = (count: number): Row[] =>
  Array.from({ length: count }, (_, number) => ({
    id: idOf(number),
    atMs: 1_700_000_000_000 + number * 1000,
    announced: 0,
    values: [],
  }))

const blocksOf = (rows: readonly Row[]): Set<string> =>
  new Set(
    contentOf({ settled: undefined, rows, announcements: [] }, '').blocks.map((bytes) =>
      Buffer.from(bytes).toString('base64'),
    ),
  )

test('an event more changes one block of many, wherever it belongs', () => {
  const rows = rowsOf(40_000)
  const before = blocksOf(rows)
  expect(before.size).toBeGreaterThan(8)
  for (const at of [0, 20_000, 40_000]) {
    const more = {
      id: 'ffffffffffffffff',
      atMs: rows[at]?.atMs ?? 1_800_000_000_000,
      announced: 1,
      values: [],
    }
    const after = blocksOf([...rows.slice(0, at), more, ...rows.slice(at)])
    expect(after.difference(before).size).toBe(1)
  }
  expect(blocksOf(rows.slice(100)).difference(before).size).toBe(1)
})

test('an event takes about ten bytes', () => {
  const { blocks } = contentOf({ settled: undefined, rows: rowsOf(10_000), announcements: [] }, '')
  expect(blocks.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(130_000)
})
