/** Finds the records of a file of CloudTrail and the few values that are asked for, without parsing them. */
import { Buffer } from 'node:buffer'

/** A key of a record, or one of its `userIdentity`. */
export type AskedPath = readonly [string] | readonly ['userIdentity', string]

/** What `walk.as.ts` exports, compiled. Addresses are those of its memory. */
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

/** A table of a file's records. */
export interface Walked {
  readonly recordCount: number
  /** A row of `rowWidth` for each record. It begins with where the record begins and ends in the file, and the number of its kind. */
  readonly rows: Uint32Array
  /** The JSON of the record of a row. A view that is void with the next call. */
  readonly textOf: (row: number) => Buffer
  /** When the record of a row was, in milliseconds since 1970; 0 for one without a time. Of an odd one it says nothing. */
  readonly timeOf: (row: number) => number
}

export interface Walker {
  readonly rowWidth: number
  /** Copies a file and walks over it. Undefined where it is not `{"Records": […]}` or is broken; what it gives is void with the next call. */
  readonly walk: (file: Uint8Array) => Walked | undefined
  /** The number of a value of a row, by its place among those asked for; `unreadValue` where there is no more room. */
  readonly valueOf: (rows: Uint32Array, row: number, place: number) => number
  /** A value by its number, which is 2 or more. */
  readonly textOf: (number: number) => string
  /** Whether there is little room for more values: then `forget` makes all numbers void. */
  readonly isNearlyFull: () => boolean
  readonly forget: () => void
}

/** The number of a kind that a record has only if it must be parsed to be understood. */
export const oddKind = 0
export const unreadValue = 0
export const absentValue = 1
/** Words of a row before its values. */
const headWidth = 6
export const kindAt = 2
const timeAt = 4
/** They tell the kind of an event, and have the first slots. */
const kindKeys = ['eventSource', 'eventName', 'eventType', 'eventCategory'] as const
/** Stands where a value's length was, once the value's number stands where its address was. */
const numbered = 0xffffffff
/** Slots with a meaning of their own; see `asked.as.ts`. */
const userIdentitySlot = 61
const timeSlot = 62
const oddSlot = 63

/**
 * Keys that make of an event what its source, name, type and category do not say, as
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

/** As much of it as is used; the types of Node have none of it, those of browsers too much. */
const { Module, Instance } = (
  globalThis as unknown as {
    readonly WebAssembly: {
      readonly Module: new (bytes: Uint8Array) => object
      readonly Instance: new (module: object) => { readonly exports: unknown }
    }
  }
).WebAssembly
/** `walk.wasm`, compiled. Compiling takes milliseconds; one module serves all walkers of a thread. */
export type WalkModule = object

export const compileWalk = (wasm: Uint8Array): WalkModule => new Module(wasm)

/** Looks for the values at these paths, and for what tells the kind of an event. */
export function walkerFor(module: WalkModule, paths: readonly AskedPath[]): Walker {
  const walk = new Instance(module).exports as Compiled
  const { memory } = walk
  const asked: readonly AskedPath[] = [...kindKeys.map((key) => [key] as const), ...paths]
  for (const [slot, [key, member]] of asked.entries()) {
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
