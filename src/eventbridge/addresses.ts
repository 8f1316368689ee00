/**
 * IP addresses the way event-ruler compares them: as hexadecimal digits, most significant first, 8
 * of them for IPv4 and 32 for IPv6 (`CIDR.java`, which reads a literal with Java's `InetAddress`).
 */

/** The digits of an IPv4 or IPv6 literal; `undefined` for any other text. */
export function addressDigits(text: string): string | undefined {
  if (/^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$/.test(text)) return digitsOfFour(text)
  if (/^[0-9a-fA-F]*:[0-9a-fA-F:]*$/.test(text)) return digitsOfSix(text)
  return undefined
}

/** Whether `text` is written like an address, be it one or not: `10.0.0.999`, `08:23`. */
export function looksLikeAddress(text: string): boolean {
  return /^(?:[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+|[0-9a-fA-F]*:[0-9a-fA-F:]*)$/.test(text)
}

/**
 * Java takes octets as decimal however many zeros they lead with, in a text of up to 15 characters.
 */
function digitsOfFour(text: string): string | undefined {
  if (text.length > 15) return undefined
  const octets = text.split('.').map(Number)
  if (octets.some((octet) => octet > 255)) return undefined
  return octets.map((octet) => hex(octet, 2)).join('')
}

function digitsOfSix(text: string): string | undefined {
  const [head = '', tail, extra] = text.split('::')
  if (extra !== undefined) return undefined
  const before = groups(head)
  const after = groups(tail ?? '')
  if (!before || !after) return undefined
  const missing = 8 - before.length - after.length
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined
  const all = [...before, ...Array<number>(missing).fill(0), ...after]
  return unmap(all.map((group) => hex(group, 4)).join(''))
}

/** The 16-bit groups of `a:b:c`; `undefined` where one is empty or too big. */
function groups(text: string): number[] | undefined {
  if (text === '') return []
  const values = text.split(':').map((group) => (/^0*[0-9a-f]{1,4}$/i.test(group) ? group : ''))
  return values.includes('') ? undefined : values.map((group) => Number.parseInt(group, 16))
}

/** Java reads an IPv4 address mapped into IPv6 (`::ffff:a00:5`) as the IPv4 address. */
function unmap(digits: string): string {
  return digits.startsWith(`${'0'.repeat(20)}FFFF`) ? digits.slice(24) : digits
}

const hex = (value: number, width: number): string =>
  value.toString(16).toUpperCase().padStart(width, '0')

/** The first and last address of a CIDR block, both part of it, or why the text is none. */
export type Block = { readonly first: string; readonly last: string } | { readonly reason: string }

/**
 * Reads `10.0.0.0/24` or `2001:db8::/32`. Host bits may be set; `/32` and `/128` are refused by
 * AWS.
 */
export function parseCidr(text: string): Block {
  // Java's `split` forgets empty parts at the end, so `10.0.0.0/8/` is as good as `10.0.0.0/8`.
  const parts = text.split('/')
  while (parts.at(-1) === '') parts.pop()
  const [address, mask, extra] = parts
  if (address === undefined || mask === undefined || extra !== undefined)
    return { reason: "Malformed CIDR, one '/' required" }
  const bits = /^[+-]?[0-9]+$/.test(mask) ? Number(mask) : Number.NaN
  if (!(Math.abs(bits) < 2 ** 31)) return { reason: 'Malformed CIDR, mask bits must be an integer' }
  if (bits < 0) return { reason: 'Malformed CIDR, mask bits must not be negative' }
  const digits = addressDigits(address)
  if (digits === undefined) {
    const fault = looksLikeAddress(address) ? 'Invalid' : 'Nonstandard'
    return { reason: `${fault} IP address: ${address}` }
  }
  if (digits.length === 8 && bits > 31) return { reason: 'IPv4 mask bits must be < 32' }
  if (digits.length === 32 && bits > 127) return { reason: 'IPv6 mask bits must be < 128' }
  return { first: fill(digits, bits, 0), last: fill(digits, bits, 15) }
}

/** `digits` with every bit after the first `bits` set to 0 (`filler` 0) or 1 (`filler` 15). */
function fill(digits: string, bits: number, filler: 0 | 15): string {
  const whole = Math.floor(bits / 4)
  const kept = 0xf & ~(0xf >> (bits % 4))
  const split = (Number.parseInt(digits[whole] ?? '0', 16) & kept) | (filler & ~kept & 0xf)
  return digits.slice(0, whole) + hex(split, 1) + hex(filler, 1).repeat(digits.length - whole - 1)
}

/**
 * Whether an address lies in a block. event-ruler walks the digits and stops as soon as they
 * decide, so families are not told apart: `10.0.0.0/8` also holds the IPv6 address `a00::1`, whose
 * digits begin alike, and `0.0.0.0/0` holds nearly all of IPv6.
 */
export function isInBlock(digits: string, first: string, last: string): boolean {
  if (digits.length >= first.length) {
    const head = digits.slice(0, first.length)
    return head >= first && head <= last
  }
  return digits > first.slice(0, digits.length) && digits < last.slice(0, digits.length)
}
