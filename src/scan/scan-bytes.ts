/** The records of one file of CloudTrail that is in memory, most of them counted and not parsed. */
import type { JsonObject } from '../ir/json.ts'
import { release } from './release.ts'
import type { Candidate, Sieve } from './sieve.ts'
import { kindAt, oddKind, type Walked } from './walk/walker.ts'

/** A record that can match. */
export interface Kept {
  /** Its text. Void with the next file. */
  readonly json: Buffer
  /** Milliseconds since 1970; 0 for one without a time. */
  readonly atMs: number
  readonly candidates: readonly Candidate[]
}

/** What `scanBytes` tells of a file's records, in their order. */
export interface Listener {
  /** The first record of a kind, which is to be shown to the sieve. */
  readonly learn: (record: JsonObject, kind: number) => void
  readonly keep: (kept: Kept) => void
  /** An odd record, of which nothing is known but its text. False where it makes the whole file one to be read in another way. */
  readonly odd: (record: JsonObject, json: Buffer) => boolean
}

export interface Scanned {
  readonly eventCount: number
  /** Milliseconds since 1970, of the records that are not odd; infinite where there are none. */
  readonly firstMs: number
  readonly lastMs: number
}

/**
 * The bytes are gone afterwards. Undefined where the file is not `{"Records": […]}` or is broken: it is to be read in another way,
 * and what was told is void.
 */
export function scanBytes(bytes: Buffer, sieve: Sieve, listener: Listener): Scanned | undefined {
  sieve.tidy()
  const walked = sieve.walker.walk(bytes)
  release(bytes)
  if (walked === undefined) return undefined
  try {
    return told(walked, sieve, listener)
  } catch (problem) {
    if (problem instanceof SyntaxError) return undefined
    throw problem
  }
}

function told(
  { recordCount, rows, textOf, timeOf }: Walked,
  sieve: Sieve,
  { learn, keep, odd }: Listener,
): Scanned | undefined {
  const { rowWidth } = sieve.walker
  let [firstMs, lastMs] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let row = 0; row < rows.length; row += rowWidth) {
    const kind = rows[row + kindAt] as number
    if (kind !== oddKind && sieve.isNew(kind)) learn(recordIn(textOf(row)), kind)
    const candidates = kind === oddKind ? undefined : sieve.candidates(rows, row)
    if (candidates === undefined) {
      const json = textOf(row)
      if (!odd(recordIn(json), json)) return undefined
      continue
    }
    const atMs = timeOf(row)
    if (atMs > lastMs && atMs > 0) lastMs = atMs
    if (atMs < firstMs && atMs > 0) firstMs = atMs
    if (candidates.length > 0) keep({ json: textOf(row), atMs, candidates })
  }
  return { eventCount: recordCount, firstMs, lastMs }
}

export const recordIn = (json: Buffer): JsonObject => JSON.parse(json.toString('utf8'))
