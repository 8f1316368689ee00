/**
 * The keys whose values the walk looks for, in a hash table over their first letters and their
 * length.
 */

/** The slot of a key: the place of its value in a row, or one of the three below. */
export const userIdentitySlot: i32 = 61
export const timeSlot: i32 = 62
/** A record with such a key is parsed, whatever the key holds. */
export const oddSlot: i32 = 63

const maxKeyBytes: i32 = 48
const lengthAt: usize = 48
const levelAt: usize = 49
const slotAt: usize = 50
const keyBytes: usize = 64
const keys = memory.data(60 * 64, 16)
/** By hash, the number of a key plus one; 0 for an empty entry. */
const table = memory.data(256)
let count: i32 = 0

/** The address to which the text of the next key must be written before `addKey`. */
export function nextKeyAt(): usize {
  return keys + <usize>count * keyBytes
}

/**
 * `level` 0 is the record, 1 is its `userIdentity`. A key has at most 48 bytes; there are at most
 * 60 keys.
 */
export function addKey(length: i32, level: i32, slot: i32): void {
  const at = nextKeyAt()
  store<u8>(at, length, lengthAt)
  store<u8>(at, level, levelAt)
  store<u8>(at, slot, slotAt)
  let hash = hashOf(at, length)
  while (load<u8>(table + hash) !== 0) hash = (hash + 1) & 255
  store<u8>(table + hash, ++count)
}

/** The slot of a key; -1 for a key that the walk does not look for. */
export function slotOf(at: usize, length: i32, level: i32): i32 {
  if (length > maxKeyBytes) return -1
  let hash = hashOf(at, length)
  while (true) {
    const number: i32 = load<u8>(table + hash)
    if (number === 0) return -1
    const key = keys + <usize>(number - 1) * keyBytes
    const isIt =
      <i32>load<u8>(key, lengthAt) === length &&
      <i32>load<u8>(key, levelAt) === level &&
      isSame(key, at, length)
    if (isIt) return load<u8>(key, slotAt)
    hash = (hash + 1) & 255
  }
}

function hashOf(at: usize, length: i32): u32 {
  let head = load<u32>(at)
  if (length < 4) head &= (1 << (length << 3)) - 1
  return ((head + <u32>length * 0x9e3779b1) * 0x85ebca6b) >>> 24
}

/** Whether two texts are equal. Reads up to seven bytes beyond both and ignores them. */
export function isSame(one: usize, other: usize, length: i32): bool {
  let at = 0
  for (; at + 8 <= length; at += 8) {
    if (load<u64>(one + at) !== load<u64>(other + at)) return false
  }
  const bits = (<u64>(length - at)) << 3
  if (bits === 0) return true
  return ((load<u64>(one + at) ^ load<u64>(other + at)) & (((<u64>1) << bits) - 1)) === 0
}
