/**
 * Selects the conjunctions that the values of a record can satisfy, among many. Each distinct value
 * is checked once; the result is kept as a bit mask under the value's number. A record then costs a
 * few AND operations, however many rules there are.
 */
import { holds } from '../engine/holds.ts'
import type { Check, Field } from '../ir/predicate.ts'
import { absentValue, unreadValue, type Walker } from './walk/walker.ts'

/** Conjunctions per 32-bit word. The highest bit is unused. */
export const wordBits = 31
/** Returned by `left` for a row that has a value which could not be read. */
export const unknownConjunctions = -1

export interface Columns {
  /** The conjunctions of `mask` in one word that the row can satisfy, as bits. */
  readonly left: (rows: Uint32Array, row: number, word: number, mask: number) => number
  /** Must be called when the numbers of values become void. */
  readonly forget: () => void
}

/** The checks of one word's conjunctions on one value of a row. */
interface Column {
  readonly place: number
  /** Bits of the conjunctions that check this value. */
  readonly tested: number
  /** The check of each conjunction, by bit. */
  readonly checks: readonly (Check | undefined)[]
  /**
   * By the number of a value: the conjunctions that were checked, and those among them that failed.
   */
  known: Int32Array
  failed: Int32Array
}

const nothingChosen: ReadonlyMap<string, undefined> = new Map()

/** `placeOf` returns the index of a field's value within a row. */
export function columnsOf(
  conjunctions: readonly (readonly Field[])[],
  placeOf: (field: Field) => number,
  walker: Pick<Walker, 'valueOf' | 'textOf'>,
): Columns {
  const words = Array.from({ length: Math.ceil(conjunctions.length / wordBits) }, (_, word) =>
    columnsIn(conjunctions.slice(word * wordBits, (word + 1) * wordBits), placeOf),
  )
  return {
    left: (rows, row, word, mask) => {
      let left = mask
      for (const column of words[word] as readonly Column[]) {
        const wanted = left & column.tested
        if (wanted === 0) continue
        const value = walker.valueOf(rows, row, column.place)
        if (value === unreadValue) return unknownConjunctions
        const isKnown = (wanted & ~(column.known[value] ?? 0)) === 0
        const failed = isKnown ? column.failed[value] : learn(column, value, wanted, walker)
        left &= ~(failed as number)
        if (left === 0) return 0
      }
      return left
    },
    forget: () => {
      for (const column of words.flat()) {
        column.known = new Int32Array(fewValues)
        column.failed = new Int32Array(fewValues)
      }
    },
  }
}

const fewValues = 64

function columnsIn(
  conjunctions: readonly (readonly Field[])[],
  placeOf: (field: Field) => number,
): readonly Column[] {
  const columnChecks = conjunctions.flatMap((fields, bit) =>
    fields.map((field) => ({ bit, check: field.check, place: placeOf(field) })),
  )
  return [...Map.groupBy(columnChecks, ({ place }) => place)].map(([place, ofPlace]) => {
    const checks: (Check | undefined)[] = Array.from({ length: wordBits })
    for (const { bit, check } of ofPlace) {
      const other = checks[bit]
      checks[bit] = other === undefined ? check : { op: 'all', of: [other, check] }
    }
    return {
      place,
      tested: ofPlace.reduce((mask, { bit }) => mask | (1 << bit), 0),
      checks,
      known: new Int32Array(fewValues),
      failed: new Int32Array(fewValues),
    }
  })
}

/**
 * Runs the checks of `wanted` that are not known for a value; returns the conjunctions that fail.
 */
function learn(
  column: Column,
  value: number,
  wanted: number,
  walker: Pick<Walker, 'textOf'>,
): number {
  if (value >= column.known.length) {
    column.known = enlarge(column.known, value)
    column.failed = enlarge(column.failed, value)
  }
  const before = column.known[value] as number
  let failed = column.failed[value] as number
  const text = value === absentValue ? undefined : walker.textOf(value)
  for (let open = wanted & ~before; open !== 0; open &= open - 1) {
    const bit = open & -open
    const check = column.checks[31 - Math.clz32(bit)] as Check
    if (!holds(check, text, nothingChosen)) failed |= bit
  }
  column.known[value] = before | wanted
  column.failed[value] = failed
  return failed
}

function enlarge(words: Int32Array, value: number): Int32Array {
  const larger = new Int32Array(2 ** Math.ceil(Math.log2(value + 1)))
  larger.set(words)
  return larger
}
