/**
 * Walks over the records of a CloudTrail file in memory. It writes one row for each record: its
 * place in the file, the number of its kind, and the places of the few values that rules test. It
 * is compiled to WebAssembly, because JavaScript has no instructions on sixteen bytes at once;
 * `walker.ts` is the JavaScript side.
 *
 * It reads JSON in any order and with any white space. A record is odd if a value may differ from
 * how it looks: an escape in a key, a repeated key, a value that is no string. Odd records are
 * parsed.
 */
import { oddSlot, slotOf, timeSlot, userIdentitySlot } from './field-keys.as'
import {
  afterBrackets,
  afterLiteral,
  afterSpace,
  beginWith,
  hasEscape,
  takeDeep,
  textEnd,
} from './json.as'
import { timeIn } from './time.as'
import { absent, numberOf, unread } from './values.as'

export { addKey, nextKeyAt } from './field-keys.as'
export { forget, isNearlyFull, numberOf, valueAt } from './values.as'

/**
 * The first slots hold the values that define the kind. Their four numbers together get a number of
 * their own.
 */
const kindSlots: i32 = 4
const kindNumbers = memory.data(4 * 4 + 8, 16)
const headBytes: usize = 24

/**
 * CloudTrail writes a few thousand records into a file. Rows for millions of empty ones would fill
 * the memory.
 */
const maxRecords: i32 = 1 << 17

let slotCount: i32 = 0
let row: usize = 0
let isOdd: bool = false
let seen: u64 = 0
let time: f64 = 0

/** The address to which the file must be written. The 64 bytes after it must be in memory too. */
export function fileAt(): usize {
  return __heap_base
}

/**
 * Sets the number of values to find beside the four that define the kind, which have slots 0 to 3.
 */
export function setSlotCount(count: i32): void {
  slotCount = count
}

export function rowsAt(length: i32): usize {
  return (fileAt() + <usize>length + 79) & ~15
}

/**
 * Walks over a file of `length` bytes. Returns the number of records; -1 if the file is not
 * `{"Records": […]}`, is broken or has too many records. A row has these words: the start and the
 * end of its record, the number of its kind (0 for an odd one), an unused word, two for its time in
 * seconds since 1970 (0 for none), and for each slot from 4 the address of its value (0 for none)
 * and its length.
 */
export function walk(length: i32): i32 {
  const end = fileAt() + <usize>length
  beginWith(end)
  row = rowsAt(length)
  let at = opening(afterSpace(fileAt()))
  if (at === 0) return -1
  let count = 0
  if (load<u8>(at) === 0x5d) at++
  else {
    while (true) {
      if (load<u8>(at) !== 0x7b || count === maxRecords || !makeRoom()) return -1
      at = record(at)
      if (at === 0) return -1
      count++
      at = afterSpace(at)
      const byte = load<u8>(at++)
      if (byte === 0x5d) break
      if (byte !== 0x2c) return -1
      at = afterSpace(at)
    }
  }
  at = afterSpace(at)
  if (load<u8>(at) !== 0x7d) return -1
  return afterSpace(at + 1) === end ? count : -1
}

/** The address after `{"Records":[`; 0 if the file starts differently. */
function opening(from: usize): usize {
  if (load<u8>(from) !== 0x7b) return 0
  let at = afterSpace(from + 1)
  const quoteRecords: u64 = 0x7364726f63655222
  if (load<u64>(at) !== quoteRecords || load<u8>(at, 8) !== 0x22) return 0
  at = afterSpace(at + 9)
  if (load<u8>(at) !== 0x3a) return 0
  at = afterSpace(at + 1)
  return load<u8>(at) === 0x5b ? afterSpace(at + 1) : 0
}

function makeRoom(): bool {
  const needed = row + rowBytes()
  if (needed <= (<usize>memory.size()) << 16) return true
  return memory.grow(64) >= 0
}

function rowBytes(): usize {
  return headBytes + ((<usize>slotCount) << 3)
}

function record(from: usize): usize {
  for (let slot = 0; slot < slotCount; slot++) store<u64>(row + headBytes + ((<usize>slot) << 3), 0)
  for (let slot = 0; slot < kindSlots; slot++)
    store<u32>(kindNumbers + ((<usize>slot) << 2), absent)
  isOdd = false
  seen = 0
  time = 0
  const after = members(from + 1, 0)
  if (after === 0) return 0
  if (takeDeep()) isOdd = true
  const kind = isOdd ? unread : numberOf(kindNumbers, kindSlots << 2)
  store<u32>(row, <u32>(from - fileAt()))
  store<u32>(row, <u32>(after - fileAt()), 4)
  store<u32>(row, kind, 8)
  store<f64>(row, time, 16)
  row += rowBytes()
  return after
}

/**
 * The address after the bracket that closes the object whose first member is at `from`; 0 if it is
 * broken.
 */
function members(from: usize, level: i32): usize {
  let at = afterSpace(from)
  if (load<u8>(at) === 0x7d) return at + 1
  while (true) {
    if (load<u8>(at) !== 0x22) return 0
    const key = at + 1
    at = textEnd(key)
    if (at === 0) return 0
    if (hasEscape) isOdd = true
    const slot = slotOf(key, <i32>(at - key), level)
    if (slot >= 0) {
      if (slot === oddSlot || (seen & ((<u64>1) << slot)) !== 0) isOdd = true
      seen |= (<u64>1) << slot
    }
    at = afterSpace(at + 1)
    if (load<u8>(at) !== 0x3a) return 0
    at = value(afterSpace(at + 1), slot)
    if (at === 0) return 0
    at = afterSpace(at)
    const byte = load<u8>(at)
    if (byte === 0x7d) return at + 1
    if (byte !== 0x2c) return 0
    at = afterSpace(at + 1)
  }
}

function value(at: usize, slot: i32): usize {
  const byte = load<u8>(at)
  if (byte === 0x22) {
    const after = textEnd(at + 1)
    if (after === 0) return 0
    if (slot >= 0) take(at + 1, <i32>(after - at - 1), slot)
    return after + 1
  }
  if (byte === 0x7b || byte === 0x5b) {
    if (slot === userIdentitySlot && byte === 0x7b) return members(at + 1, 1)
    if (slot >= 0) isOdd = true
    return afterBrackets(at)
  }
  // A `userIdentity` of null has no members, as their empty slots show.
  if (slot >= 0 && slot !== userIdentitySlot) isOdd = true
  return afterLiteral(at)
}

function take(at: usize, length: i32, slot: i32): void {
  if (slot === timeSlot) {
    time = timeIn(at, length)
    if (time === 0) isOdd = true
  } else if (slot < kindSlots) {
    const number = hasEscape ? unread : numberOf(at, length)
    if (number === unread) isOdd = true
    store<u32>(kindNumbers + ((<usize>slot) << 2), number)
  } else if (slot < kindSlots + slotCount) {
    if (hasEscape) isOdd = true
    const place = row + headBytes + ((<usize>(slot - kindSlots)) << 3)
    store<u32>(place, <u32>at)
    store<u32>(place, length, 4)
  }
}
