/**
 * Which of many texts stand somewhere in one: Aho and Corasick's automaton, so that a value is read
 * once however many texts there are. https://doi.org/10.1145/360825.360855
 */

/** Numbers that are taken when the text they belong to is found. */
export interface Needle {
  readonly text: string
  readonly numbers: readonly number[]
}

/** Part of a necessary text is necessary too, and this much of it tells texts apart. */
const mostLength = 32

/** Of a table of this many cells, 16 MB, a rule set is large; beyond it the texts are cut shorter. */
const mostCells = 4_000_000

/** Calls `take` with the numbers of every needle that `text` holds; a needle found twice is taken twice. */
export type Finder = (text: string, take: (numbers: readonly number[]) => void) => void

export function finderOf(needles: readonly Needle[]): Finder {
  for (let length = mostLength; ; length = Math.ceil(length / 2)) {
    const cut = needles.map(({ text, numbers }) => ({ text: text.slice(0, length), numbers }))
    const size = cut.reduce((sum, { text }) => sum + text.length, 1)
    const classes = classesOf(cut)
    if (size * classes.size <= mostCells || length <= 3) return automaton(cut, classes)
  }
}

/** Characters that no needle has lead back to the start, so they share class 0. */
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
  const most = needles.reduce((sum, { text }) => sum + text.length, 1)
  const next = new Int32Array(most * size)
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

/** Fills in where to go on when a text breaks off, and for each state the nearest shorter find within it. */
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
