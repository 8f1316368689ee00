/**
 * Finds which of many texts occur in one text, with the automaton of Aho and Corasick: it reads the
 * text once, however many texts it looks for. https://doi.org/10.1145/360825.360855
 */

/** A text to find, and the numbers to report when it is found. */
export interface Needle {
  readonly text: string
  readonly numbers: readonly number[]
}

/** A part of a required text is required too, and this many characters distinguish most texts. */
const maxLength = 32

/** 16 MB. For rule sets that would need a larger table, the texts are cut shorter. */
const maxCells = 4_000_000

/** Calls `take` with the numbers of every needle in `text`; twice for a needle that occurs twice. */
export type Finder = (text: string, take: (numbers: readonly number[]) => void) => void

export function finderOf(needles: readonly Needle[]): Finder {
  for (let length = maxLength; ; length = Math.ceil(length / 2)) {
    const cut = needles.map(({ text, numbers }) => ({ text: text.slice(0, length), numbers }))
    const size = cut.reduce((sum, { text }) => sum + text.length, 1)
    const classes = classesOf(cut)
    if (size * classes.size <= maxCells || length <= 3) return automaton(cut, classes)
  }
}

/** Numbers for characters. Those that no needle has lead back to the start, so they share number 0. */
interface Classes {
  readonly size: number
  readonly ascii: Uint16Array
  readonly others: ReadonlyMap<number, number>
}

function classesOf(needles: readonly Needle[]): Classes {
  const ascii = new Uint16Array(128)
  const others = new Map<number, number>()
  let size = 1
  for (const { text } of needles) {
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code < 128) {
        if (ascii[code] === 0) ascii[code] = size++
      } else if (!others.has(code)) others.set(code, size++)
    }
  }
  return { size, ascii, others }
}

const classOf = ({ ascii, others }: Classes, code: number): number =>
  (code < 128 ? ascii[code] : others.get(code)) ?? 0

function automaton(needles: readonly Needle[], classes: Classes): Finder {
  const { next, found } = trie(needles, classes)
  const { size } = classes
  const also = linkFailures(next, size, found)
  return (text, take) => {
    let state = 0
    for (let at = 0; at < text.length; at++) {
      state = next[state * size + classOf(classes, text.charCodeAt(at))] ?? 0
      for (let hit = found[state] ? state : (also[state] ?? 0); hit > 0; hit = also[hit] ?? 0) {
        const numbers = found[hit]
        if (numbers !== undefined) take(numbers)
      }
    }
  }
}

function trie(needles: readonly Needle[], classes: Classes) {
  const { size } = classes
  const maxStates = needles.reduce((sum, { text }) => sum + text.length, 1)
  const next = new Int32Array(maxStates * size)
  const found: (number[] | undefined)[] = [undefined]
  let states = 1
  for (const { text, numbers } of needles) {
    let state = 0
    for (let at = 0; at < text.length; at++) {
      const cell = state * size + classOf(classes, text.charCodeAt(at))
      if (next[cell] === 0) {
        next[cell] = states++
        found.push(undefined)
      }
      state = next[cell] ?? 0
    }
    found[state] = [...(found[state] ?? []), ...numbers]
  }
  return { next: next.subarray(0, states * size), found }
}

/** Adds the failure links to `next`. Returns, for each state, the longest shorter needle that ends there. */
function linkFailures(
  next: Int32Array,
  size: number,
  found: readonly (readonly number[] | undefined)[],
): Int32Array {
  const states = found.length
  const fail = new Int32Array(states)
  const also = new Int32Array(states)
  const queue: number[] = []
  for (let cell = 0; cell < size; cell++) {
    const child = next[cell] ?? 0
    if (child > 0) queue.push(child)
  }
  for (const state of queue) {
    const back = fail[state] ?? 0
    also[state] = found[back] ? back : (also[back] ?? 0)
    for (let of = 0; of < size; of++) {
      const cell = state * size + of
      const child = next[cell] ?? 0
      const instead = next[back * size + of] ?? 0
      if (child === 0) next[cell] = instead
      else {
        fail[child] = instead
        queue.push(child)
      }
    }
  }
  return also
}
