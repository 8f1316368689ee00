/**
 * Skips over JSON, sixteen bytes at a time. Skipped values are checked no further than their
 * strings and brackets.
 */

/** The file ends here; 64 bytes of zero follow. */
let end: usize = 0

export function beginWith(endOfFile: usize): void {
  end = endOfFile
  memory.fill(end, 0, 64)
}

/** Whether the string that `textEnd` read last contains an escape. */
export let hasEscape: bool = false
/** Whether brackets are nested deeper than this walk supports; `takeDeep` resets it. */
let isDeep: bool = false
const deep: i32 = 500

export function takeDeep(): bool {
  const was = isDeep
  isDeep = false
  return was
}

export function afterSpace(from: usize): usize {
  let at = from
  let byte = load<u8>(at)
  while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) byte = load<u8>(++at)
  return at
}

/**
 * The address of the closing quote of a string, from the byte after its opening quote; 0 if there
 * is none.
 */
export function textEnd(from: usize): usize {
  let at = from
  const quote = i8x16.splat(0x22)
  const backslash = i8x16.splat(0x5c)
  hasEscape = false
  while (true) {
    const bytes = v128.load(at)
    const found = i8x16.bitmask(v128.or(i8x16.eq(bytes, quote), i8x16.eq(bytes, backslash)))
    if (found === 0) at += 16
    else {
      at += ctz(found)
      if (load<u8>(at) === 0x22) return at < end ? at : 0
      hasEscape = true
      at += 2
    }
    if (at >= end) return 0
  }
}

/** The address after a number, `true`, `false` or `null`; 0 if there is none. */
export function afterLiteral(from: usize): usize {
  let at = from
  let byte = load<u8>(at)
  while ((byte > 0x2c && byte !== 0x5d && byte !== 0x7d) || byte === 0x2b) byte = load<u8>(++at)
  return at > from ? at : 0
}

/** One bit for each of 64 bytes. */
function bits(a: v128, b: v128, c: v128, d: v128): u64 {
  const low = <u32>i8x16.bitmask(a) | ((<u32>i8x16.bitmask(b)) << 16)
  const high = <u32>i8x16.bitmask(c) | ((<u32>i8x16.bitmask(d)) << 16)
  return <u64>low | ((<u64>high) << 32)
}

/**
 * The address after the bracket that closes the one at `from`; 0 if none does. It works on 64 bytes
 * at a time: it finds the unescaped quotes, marks the bytes inside strings by prefix sums, and
 * counts only the brackets outside of strings. Langdale and Lemire,
 * https://doi.org/10.1007/s00778-019-00578-5
 */
export function afterBrackets(from: usize): usize {
  const quote = i8x16.splat(0x22)
  const backslash = i8x16.splat(0x5c)
  // `[` and `{` differ in this bit only, and so do `]` and `}`.
  const either = i8x16.splat(0x20)
  const opening = i8x16.splat(0x7b)
  const closing = i8x16.splat(0x7d)
  let depth: i32 = 0
  let inText: u64 = 0
  let isEscaped: u64 = 0
  for (let at = from; at < end; at += 64) {
    let a = v128.load(at)
    let b = v128.load(at, 16)
    let c = v128.load(at, 32)
    let d = v128.load(at, 48)
    let quotes = bits(
      i8x16.eq(a, quote),
      i8x16.eq(b, quote),
      i8x16.eq(c, quote),
      i8x16.eq(d, quote),
    )
    const slashes = bits(
      i8x16.eq(a, backslash),
      i8x16.eq(b, backslash),
      i8x16.eq(c, backslash),
      i8x16.eq(d, backslash),
    )
    if ((slashes | isEscaped) !== 0) {
      // A run of backslashes escapes what follows it where its length is odd: the carry of an
      // addition runs through it.
      const even: u64 = 0x5555555555555555
      const first = slashes & ~isEscaped
      const follows = (first << 1) | isEscaped
      const oddStarts = first & ~even & ~follows
      const sum = oddStarts + first
      isEscaped = sum < oddStarts ? 1 : 0
      quotes &= ~((even ^ (sum << 1)) & follows)
    }
    let texts = quotes
    texts ^= texts << 1
    texts ^= texts << 2
    texts ^= texts << 4
    texts ^= texts << 8
    texts ^= texts << 16
    texts ^= texts << 32
    texts ^= inText
    inText = <u64>(<i64>texts >> 63)
    a = v128.or(a, either)
    b = v128.or(b, either)
    c = v128.or(c, either)
    d = v128.or(d, either)
    const opens =
      bits(i8x16.eq(a, opening), i8x16.eq(b, opening), i8x16.eq(c, opening), i8x16.eq(d, opening)) &
      ~texts
    let closes =
      bits(i8x16.eq(a, closing), i8x16.eq(b, closing), i8x16.eq(c, closing), i8x16.eq(d, closing)) &
      ~texts
    const opened = <i32>popcnt(opens)
    const closed = <i32>popcnt(closes)
    if (depth + opened > deep) isDeep = true
    if (depth <= closed) {
      for (let before = 1; closes !== 0; before++) {
        const close = closes & (0 - closes)
        if (depth + <i32>popcnt(opens & (close - 1)) === before) {
          const after = at + <usize>ctz(close) + 1
          return after <= end ? after : 0
        }
        closes ^= close
      }
    }
    depth += opened - closed
  }
  return 0
}
