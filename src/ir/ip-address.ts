/**
 * IPv4 and IPv6 addresses in the exact forms that CloudTrail and EventBridge write. `127.1`,
 * `0x7f.0.0.1` and zones are not addresses. (The usual library accepts those, and reads
 * `::10.0.0.1` as another address.)
 */

/** 4 numbers of 8 bits (IPv4), or 8 numbers of 16 bits (IPv6). */
export type Address = readonly number[]

/** Parses an address. Undefined if the text is not one. */
export function parseAddress(text: string): Address | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text)
}

function parseIpv4(text: string): Address | undefined {
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) || /(?:^|\.)0\d/.test(text)) return undefined
  const parts = text.split('.').map(Number)
  return parts.every((part) => part <= 255) ? parts : undefined
}

function parseIpv6(text: string): Address | undefined {
  const [head = '', tail, extra] = text.split('::')
  if (extra !== undefined) return undefined
  const before = groups(head)
  const after = tail === undefined ? [] : groups(tail)
  if (before === undefined || after === undefined || (tail !== undefined && head.includes('.')))
    return undefined
  const missing = 8 - before.length - after.length
  // `::` stands for one group of zeros at least.
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined
  return [...before, ...Array<number>(missing).fill(0), ...after]
}

/** Groups of four hexadecimal digits; the last may be an IPv4 address, which is two. */
function groups(text: string): number[] | undefined {
  if (text === '') return []
  const parts = text.split(':')
  const last = parts.at(-1) ?? ''
  const ipv4 = last.includes('.') ? parseIpv4(last) : undefined
  if (last.includes('.') && ipv4 === undefined) return undefined
  const plain = ipv4 === undefined ? parts : parts.slice(0, -1)
  if (!plain.every((part) => /^[0-9a-f]{1,4}$/i.test(part))) return undefined
  const [a = 0, b = 0, c = 0, d = 0] = ipv4 ?? []
  return [
    ...plain.map((part) => Number.parseInt(part, 16)),
    ...(ipv4 ? [a * 256 + b, c * 256 + d] : []),
  ]
}

export interface Network {
  readonly address: Address
  readonly prefixBits: number
}

/**
 * Parses a network such as `10.0.0.0/8` or `2001:db8::/32`. Bits after the prefix are ignored, as
 * EventBridge does. Undefined if the text is not a network.
 */
export function parseNetwork(text: string): Network | undefined {
  const [, host = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? []
  const address = parseAddress(host)
  const prefixBits = Number(bits)
  if (address === undefined || prefixBits > (address.length === 4 ? 32 : 128)) return undefined
  return { address, prefixBits }
}

/** Whether a network contains an address. They must be of the same family. */
export function inNetwork(address: Address, network: Network): boolean {
  if (address.length !== network.address.length) return false
  const width = address.length === 4 ? 8 : 16
  return address.every((part, index) => {
    const bits = Math.max(0, Math.min(width, network.prefixBits - index * width))
    const shift = width - bits
    return part >> shift === (network.address[index] ?? 0) >> shift
  })
}
