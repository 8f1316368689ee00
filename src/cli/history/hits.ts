/**
 * Records that matched, as they stand in their file. Text in one piece goes from thread to thread and
 * to a file and back without being parsed, and takes a fifth of the memory of what is parsed.
 */

/** A record that matched. */
export interface Hit {
  /** Milliseconds since 1970; 0 for an event without a time. */
  readonly atMs: number
  /** By their places in the rule set, going up. */
  readonly rules: readonly number[]
  /** Of its JSON. */
  readonly sizeBytes: number
}

/** The texts of the hits stand one after the other in `json`. */
export interface Hits {
  readonly hits: readonly Hit[]
  readonly json: Uint8Array<ArrayBuffer>
}

export interface HitWriter {
  readonly add: (atMs: number, rules: readonly number[], json: Uint8Array) => void
  readonly hits: () => Hits
}

export function hitWriter(): HitWriter {
  const list: Hit[] = []
  const pieces: Uint8Array[] = []
  return {
    add: (atMs, rules, json) => {
      list.push({ atMs, rules, sizeBytes: json.length })
      pieces.push(json)
    },
    hits: () => ({ hits: list, json: joined(pieces) }),
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
