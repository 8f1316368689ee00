/**
 * Numbers distinct values; equal values get the same number. Results about a value are kept under
 * its number, and its text is decoded once. The memory for values is bounded.
 */
import { isSame } from './field-keys.as'

/** The number of a value that was not read: it contains an escape, or the memory is full. */
export const unread: u32 = 0
/** The number of an absent value. */
export const absent: u32 = 1
const firstNumber: u32 = 2

const maxValues: u32 = 1 << 14
const maxBytes: u32 = 2 << 20
const tableSize: u32 = 1 << 15
/** The number of a value, by hash. */
const table = memory.data(4 << 15, 16)
/** By number: the address of the value's bytes, their count, and their hash. */
const values = memory.data(12 << 14, 16)
const bytes = memory.data(2 << 20, 16)
let next: u32 = firstNumber
let usedBytes: u32 = 0

/** Whether the memory is half full: time to `forget`. */
export function isNearlyFull(): bool {
  return next > maxValues >>> 1 || usedBytes > maxBytes >>> 1
}

/** Makes all numbers void. */
export function forget(): void {
  memory.fill(table, 0, tableSize << 2)
  next = firstNumber
  usedBytes = 0
}

/** The address of two words: the address of the value's bytes, and their count. */
export function valueAt(number: u32): usize {
  return values + <usize>number * 12
}

export function numberOf(at: usize, length: i32): u32 {
  const hash = hashOf(at, length)
  let place = hash & (tableSize - 1)
  while (true) {
    const number = load<u32>(table + ((<usize>place) << 2))
    if (number === 0) break
    const value = valueAt(number)
    const isIt =
      load<u32>(value, 8) === hash &&
      <i32>load<u32>(value, 4) === length &&
      isSame(load<u32>(value), at, length)
    if (isIt) return number
    place = (place + 1) & (tableSize - 1)
  }
  if (next === maxValues || usedBytes + <u32>length + 8 > maxBytes) return unread
  const to = bytes + usedBytes
  memory.copy(to, at, length)
  usedBytes += length
  const value = valueAt(next)
  store<u32>(value, <u32>to)
  store<u32>(value, length, 4)
  store<u32>(value, hash, 8)
  store<u32>(table + ((<usize>place) << 2), next)
  return next++
}

/** Multiplies and rotates in turn. A bad hash makes lookups slow, not wrong. */
function hashOf(at: usize, length: i32): u32 {
  let hash = <u64>length * 0x9e3779b97f4a7c15
  let done = 0
  for (; done + 8 <= length; done += 8) {
    hash = rotl<u64>((hash ^ load<u64>(at + done)) * 0xff51afd7ed558ccd, 29)
  }
  const bits = (<u64>(length - done)) << 3
  if (bits !== 0) {
    hash = (hash ^ (load<u64>(at + done) & (((<u64>1) << bits) - 1))) * 0xff51afd7ed558ccd
  }
  return <u32>(hash ^ (hash >>> 32))
}
