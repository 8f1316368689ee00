/**
 * Keeps the matching records until all files are read, because alerts are made in the order of
 * time. Beyond a few megabytes the texts are in a temporary file that no other process can open, so
 * that memory is bounded.
 */
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CannotAnswer } from '../diagnostics/cannot-answer.ts'
import { noRoom as noRoomIn } from '../diagnostics/catalogue/cannot-answer/files.ts'
import { type Hits, ruleListNumbers } from '../scan/hits.ts'
import { release } from '../scan/release.ts'

export interface Spooled {
  /** Milliseconds since 1970; 0 for an event without a time. */
  readonly atMs: number
  /** Indexes of the matching rules in the rule set. */
  readonly rules: readonly number[]
  /** The number that `add` received with the hits. */
  readonly source: number
  readonly json: string
}

export interface Spool {
  readonly add: (hits: Hits, source: number) => void
  /**
   * Yields the records in the order of time, and records of the same time in the order of adding.
   * Can be called repeatedly.
   */
  readonly inOrder: () => Generator<Spooled>
  readonly close: () => void
}

const maxInMemoryBytes = 8 << 20

export function spool(): Spool {
  const times = column()
  const ends = column()
  const sources = column()
  const ruleLists = column()
  const known = ruleListNumbers()
  let pieces: Uint8Array[] = []
  let pieceBytes = 0
  let fileBytes = 0
  let file: number | undefined

  function flush(): void {
    file ??= openUnseen()
    for (const piece of pieces) {
      writeWhole(file, piece)
      release(piece)
    }
    fileBytes += pieceBytes
    pieces = []
    pieceBytes = 0
  }

  return {
    add: ({ times: timesOf, sizes, lists, ruleLists: listsOf, json }, source) => {
      const numbers = listsOf.map(known.numberOf)
      let end = fileBytes + pieceBytes
      for (const [at, sizeBytes] of sizes.entries()) {
        end += sizeBytes
        times.push(timesOf[at] as number)
        ends.push(end)
        sources.push(source)
        ruleLists.push(numbers[lists[at] as number] as number)
      }
      if (json.length > 0) pieces.push(json)
      pieceBytes += json.length
      if (pieceBytes > maxInMemoryBytes) flush()
    },
    inOrder: function* () {
      if (file !== undefined) flush()
      const memory = file === undefined ? Buffer.concat(pieces) : undefined
      const at = times.values()
      const order = Uint32Array.from(at.keys()).sort(
        (one, other) => (at[one] as number) - (at[other] as number) || one - other,
      )
      for (const number of order) {
        const from = number === 0 ? 0 : ends.at(number - 1)
        const to = ends.at(number)
        yield {
          atMs: times.at(number),
          rules: known.lists[ruleLists.at(number)] as readonly number[],
          source: sources.at(number),
          json: memory?.toString('utf8', from, to) ?? textIn(file as number, from, to),
        }
      }
    },
    close: () => {
      if (file !== undefined) closeSync(file)
      file = undefined
    },
  }
}

/**
 * Opens a temporary file and removes its name at once: no other process finds it, and it is gone
 * with the process.
 */
function openUnseen(): number {
  const path = join(tmpdir(), `tripline-replay-${process.pid}-${crypto.randomUUID()}`)
  try {
    const file = openSync(path, 'wx+', 0o600)
    rmSync(path)
    return file
  } catch (problem) {
    throw noRoom(problem)
  }
}

function writeWhole(file: number, bytes: Uint8Array): void {
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
  } catch (problem) {
    throw noRoom(problem)
  }
}

const noRoom = (problem: unknown): CannotAnswer => noRoomIn(tmpdir(), (problem as Error).message)

function textIn(file: number, from: number, to: number): string {
  const bytes = Buffer.allocUnsafe(to - from)
  for (let at = 0; at < bytes.length; ) {
    const count = readSync(file, bytes, at, bytes.length - at, from + at)
    if (count === 0) throw new Error('the spool ends before its last event')
    at += count
  }
  return bytes.toString('utf8')
}

/** A growing list of numbers, eight bytes each. */
function column() {
  let numbers = new Float64Array(1024)
  let count = 0
  return {
    push: (number: number): void => {
      if (count === numbers.length) {
        const larger = new Float64Array(2 * count)
        larger.set(numbers)
        numbers = larger
      }
      numbers[count++] = number
    },
    at: (index: number): number => numbers[index] as number,
    values: (): Float64Array => numbers.subarray(0, count),
  }
}
