/**
 * Which of many conjunctions the values of a record leave standing. What a value says to the conjunctions is
 * worked out once and kept as bits by the value's number, so that a record costs a few ANDs however
 * many rules there are.
 */
import { holds } from '../engine/holds.ts'
import type { Check, Field } from '../ir/predicate.ts'
import { absentValue, unreadValue, type Walker } from './walk/walker.ts'

/** Conjunctions in a word. The bit above them is never theirs. */
export const wordBits = 31
/** What `left` gives for a row with a value that could not be read. */
export const unknownConjunctions = -1

export interface Columns {
  /** Those of the conjunctions in a word, of which `mask` has bits, that a row leaves standing. */
  readonly left: (rows: Uint32Array, row: number, word: number, mask: number) => number
  /** To be called when the numbers of values become void. */
  readonly forget: () => void
}

/** What the conjunctions in one word ask of one value of a row. */
interface Column {
  readonly place: number
  /** The conjunctions that ask. */
  readonly asking: number
  /** By bit. */
  readonly checks: readonly (Check | undefined)[]
  /** By the number of a value: for which conjunctions the answer is known, and for which of those it is no. */
  known: Int32Array
  failed: Int32Array
}

const nothingChosen: ReadonlyMap<string, undefined> = new Map()

/** `placeOf` says which value of a row a field is about. */
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
        const asking = left & column.asking
        if (asking === 0) continue
        const value = walker.valueOf(rows, row, column.place)
        if (value === unreadValue) return unknownConjunctions
        const isKnown = (asking & ~(column.known[value] ?? 0)) === 0
        const failed = isKnown ? column.failed[value] : learn(column, value, asking, walker)
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
  const asked = conjunctions.flatMap((fields, bit) =>
    fields.map((field) => ({ bit, check: field.check, place: placeOf(field) })),
  )
  return [...Map.groupBy(asked, ({ place }) => place)].map(([place, asking]) => {
    const checks: (Check | undefined)[] = Array.from({ length: wordBits })
    for (const { bit, check } of asking) {
      const other = checks[bit]
      checks[bit] = other === undefined ? check : { op: 'all', of: [other, check] }
    }
    return {
      place,
      asking: asking.reduce((mask, { bit }) => mask | (1 << bit), 0),
      checks,
      known: new Int32Array(fewValues),
      failed: new Int32Array(fewValues),
    }
  })
}

/** Answers what is asked and not known of a value; gives the conjunctions that it fails. */
function learn(
  column: Column,
  value: number,
  asking: number,
  walker: Pick<Walker, 'textOf'>,
): number {
  if (value >= column.known.length) {
    column.known = enlarged(column.known, value)
    column.failed = enlarged(column.failed, value)
  }
  const before = column.known[value] as number
  let failed = column.failed[value] as number
  const text = value === absentValue ? undefined : walker.textOf(value)
  for (let open = asking & ~before; open !== 0; open &= open - 1) {
    const bit = open & -open
    const check = column.checks[31 - Math.clz32(bit)] as Check
    if (!holds(check, text, nothingChosen)) failed |= bit
  }
  column.known[value] = before | asking
  column.failed[value] = failed
  return failed
}

function enlarged(words: Int32Array, value: number): Int32Array {
  const larger = new Int32Array(2 ** Math.ceil(Math.log2(value + 1)))
  larger.set(words)
  return larger
}
