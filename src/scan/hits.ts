/**
 * Records that matched, as they stand in their file. Text in one piece and lists of numbers go from
 * thread to thread without being copied, and take a fifth of the memory of what is parsed.
 */

export interface Hits {
  /** Of each hit, in milliseconds since 1970; 0 for an event without a time. */
  readonly times: Float64Array<ArrayBuffer>
  /** Of each hit, how many bytes its JSON has. They stand one after the other in `json`. */
  readonly sizes: Uint32Array<ArrayBuffer>
  /** Of each hit, which of `ruleLists` it matches. */
  readonly lists: Uint32Array<ArrayBuffer>
  /** Rules by their places in the rule set, going up. */
  readonly ruleLists: readonly (readonly number[])[]
  readonly json: Uint8Array<ArrayBuffer>
}

export interface HitWriter {
  /** The text must last until `hits` is called. */
  readonly add: (atMs: number, rules: readonly number[], json: Uint8Array) => void
  readonly hits: () => Hits
}

export function hitWriter(): HitWriter {
  const times: number[] = []
  const sizes: number[] = []
  const lists: number[] = []
  const pieces: Uint8Array[] = []
  const known = ruleListNumbers()
  return {
    add: (atMs, rules, json) => {
      times.push(atMs)
      sizes.push(json.length)
      lists.push(known.numberOf(rules))
      pieces.push(json)
    },
    hits: () => ({
      times: Float64Array.from(times),
      sizes: Uint32Array.from(sizes),
      lists: Uint32Array.from(lists),
      ruleLists: known.lists,
      json: joined(pieces),
    }),
  }
}

/** What can be handed over instead of being copied. */
export const memoryOf = ({ times, sizes, lists, json }: Hits): ArrayBuffer[] =>
  [times, sizes, lists, json].map(({ buffer }) => buffer)

/** Gives lists of rules numbers, the same list the same one. */
export function ruleListNumbers() {
  const lists: (readonly number[])[] = []
  const numbers = new Map<string, number>()
  return {
    lists,
    numberOf: (rules: readonly number[]): number => {
      const key = rules.join()
      const known = numbers.get(key)
      if (known !== undefined) return known
      const number = lists.push(rules) - 1
      numbers.set(key, number)
      return number
    },
  }
}

/** In memory of its own, so that it can be handed over. */
function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}
