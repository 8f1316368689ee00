/**
 * Finds the records of a CloudTrail file, and the few values that rules test, without parsing them.
 */
import { Buffer } from 'node:buffer'

/** The path of a value: a key of the record, or a key of its `userIdentity`. */
export type ValuePath = readonly [string] | readonly ['userIdentity', string]

/** The exports of the compiled `walk.as.ts`. Addresses refer to its memory. */
interface Compiled {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number }
  readonly nextKeyAt: () => number
  readonly addKey: (length: number, level: number, slot: number) => void
  readonly setSlotCount: (count: number) => void
  readonly fileAt: () => number
  readonly rowsAt: (length: number) => number
  readonly walk: (length: number) => number
  readonly numberOf: (at: number, length: number) => number
  readonly valueAt: (number: number) => number
  readonly isNearlyFull: () => number
  readonly forget: () => void
}

/** The records of a file as a table. */
export interface Walked {
  readonly recordCount: number
  /**
   * `rowWidth` words for each record. The first three are the start and the end of the record in
   * the file, and the number of its kind.
   */
  readonly rows: Uint32Array
  /** The JSON of the record of a row: a view that the next call makes void. */
  readonly textOf: (row: number) => Buffer
  /**
   * The time of the record of a row in milliseconds since 1970; 0 for a record without a time.
   * Meaningless for an odd record.
   */
  readonly timeOf: (row: number) => number
}

export interface Walker {
  readonly rowWidth: number
  /**
   * Copies a file into the memory and walks over it. Undefined if the file is not `{"Records":
   * […]}` or is broken. The next call makes the result void.
   */
  readonly walk: (file: Uint8Array) => Walked | undefined
  /**
   * The number of a value of a row, by its index in `paths`; `unreadValue` if the memory is full.
   */
  readonly valueOf: (rows: Uint32Array, row: number, place: number) => number
  /** The text of a value by its number, which is 2 or more. */
  readonly textOf: (number: number) => string
  /** Whether the memory for values is nearly full: call `forget`, which makes all numbers void. */
  readonly isNearlyFull: () => boolean
  readonly forget: () => void
}

/** The kind of an odd record, which must be parsed. */
export const oddKind = 0
export const unreadValue = 0
export const absentValue = 1
/** Words of a row before its values. */
const headWidth = 6
export const kindAt = 2
const timeAt = 4
/** These keys define the kind of an event, and have the first slots. */
const kindKeys = ['eventSource', 'eventName', 'eventType', 'eventCategory'] as const
/** Replaces the length of a value once the value's number has replaced its address. */
const numbered = 0xffffffff
/** Reserved slots; see `field-keys.as.ts`. */
const userIdentitySlot = 61
const timeSlot = 62
const oddSlot = 63

/**
 * Keys that change the meaning of an event beyond its source, name, type and category, as
 * `src/aws/envelope.ts` reads them.
 */
const oddKeys = [
  'detail',
  'detail-type',
  'insightDetails',
  'configRuleName',
  'newEvaluationResult',
  'notificationCreationTime',
]

const pageBytes = 1 << 16

/**
 * The part of WebAssembly that is used here. Node's types do not declare it; a browser's types
 * declare too much.
 */
const { Module, Instance } = (
  globalThis as unknown as {
    readonly WebAssembly: {
      readonly Module: new (bytes: Uint8Array) => object
      readonly Instance: new (module: object) => { readonly exports: unknown }
    }
  }
).WebAssembly
/**
 * The compiled `walk.wasm`. Compiling takes milliseconds; one module serves all walkers of a
 * thread.
 */
export type WalkModule = object

export const compileWalk = (wasm: Uint8Array): WalkModule => new Module(wasm)

/** A walker that finds the values at these paths, and those that define the kind of an event. */
export function walkerFor(module: WalkModule, paths: readonly ValuePath[]): Walker {
  const walk = new Instance(module).exports as Compiled
  const { memory } = walk
  const slots: readonly ValuePath[] = [...kindKeys.map((key) => [key] as const), ...paths]
  for (const [slot, [key, member]] of slots.entries()) {
    if (member === undefined) addKey(key, 0, slot)
    else addKey(member, 1, slot)
  }
  addKey('userIdentity', 0, userIdentitySlot)
  addKey('eventTime', 0, timeSlot)
  for (const key of oddKeys) addKey(key, 0, oddSlot)
  walk.setSlotCount(paths.length)
  const rowWidth = headWidth + 2 * paths.length

  function addKey(key: string, level: number, slot: number): void {
    const { written } = new TextEncoder().encodeInto(
      key,
      new Uint8Array(memory.buffer, walk.nextKeyAt(), 48),
    )
    walk.addKey(written, level, slot)
  }

  return {
    rowWidth,
    walk: (file) => {
      const short = walk.rowsAt(file.length) + pageBytes - memory.buffer.byteLength
      if (short > 0) memory.grow(Math.ceil(short / pageBytes))
      new Uint8Array(memory.buffer).set(file, walk.fileAt())
      const recordCount = walk.walk(file.length)
      if (recordCount < 0) return undefined
      const at = walk.rowsAt(file.length)
      const rows = new Uint32Array(memory.buffer, at, recordCount * rowWidth)
      const times = new Float64Array(memory.buffer, at, (recordCount * rowWidth) / 2)
      const timeOf = (row: number): number => (times[(row + timeAt) / 2] as number) * 1000
      const textOf = (row: number): Buffer => {
        const [from, to] = [rows[row] as number, rows[row + 1] as number]
        return Buffer.from(memory.buffer, walk.fileAt() + from, to - from)
      }
      return { recordCount, rows, textOf, timeOf }
    },
    valueOf: (rows, row, place) => {
      const at = row + headWidth + 2 * place
      const address = rows[at] as number
      const length = rows[at + 1] as number
      if (length === numbered) return address
      const number = address === 0 ? absentValue : walk.numberOf(address, length)
      rows[at] = number
      rows[at + 1] = numbered
      return number
    },
    textOf: (number) => {
      const [at = 0, length = 0] = new Uint32Array(memory.buffer, walk.valueAt(number), 2)
      return Buffer.from(memory.buffer, at, length).toString('utf8')
    },
    isNearlyFull: () => walk.isNearlyFull() !== 0,
    forget: walk.forget,
  }
}
