/** Scans one CloudTrail file in memory. Most records are counted and not parsed. */
import type { JsonObject } from '../ir/json.ts'
import { release } from './release.ts'
import type { Candidate, Sieve } from './sieve.ts'
import { kindAt, oddKind, type Walked } from './walk/walker.ts'

/** A record that can match a rule. */
export interface Kept {
  /** The JSON of the record. Void when the next file is scanned. */
  readonly json: Buffer
  /** Milliseconds since 1970; 0 for one without a time. */
  readonly atMs: number
  readonly candidates: readonly Candidate[]
}

/** Receives the records of a file from `scanBytes`, in their order. */
export interface Listener {
  /**
   * Called with the first record of a kind, which the sieve has to learn. Returns false like `odd`.
   */
  readonly learn: (record: JsonObject, kind: number) => boolean
  readonly keep: (kept: Kept) => void
  /**
   * Called with an odd record: it has to be parsed. Returns false to reject the whole file, which
   * is then read record by record.
   */
  readonly odd: (record: JsonObject, json: Buffer) => boolean
}

export interface Scanned {
  readonly eventCount: number
  /** Milliseconds since 1970, of the records that are not odd; infinite if there are none. */
  readonly firstMs: number
  readonly lastMs: number
}

/**
 * Scans a file and releases its bytes. Undefined if the file is not `{"Records": […]}` or is
 * broken: the caller must read it record by record, and discard what the listener received.
 */
export function scanBytes(bytes: Buffer, sieve: Sieve, listener: Listener): Scanned | undefined {
  sieve.tidy()
  const walked = sieve.walker.walk(bytes)
  release(bytes)
  if (walked === undefined) return undefined
  try {
    return reportRecords(walked, sieve, listener)
  } catch (problem) {
    if (problem instanceof SyntaxError) return undefined
    throw problem
  }
}

function reportRecords(
  { recordCount, rows, textOf, timeOf }: Walked,
  sieve: Sieve,
  { learn, keep, odd }: Listener,
): Scanned | undefined {
  const { rowWidth } = sieve.walker
  let [firstMs, lastMs] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let row = 0; row < rows.length; row += rowWidth) {
    const kind = rows[row + kindAt] as number
    if (kind !== oddKind && sieve.isNew(kind) && !learn(recordIn(textOf(row)), kind))
      return undefined
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
