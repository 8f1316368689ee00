/**
 * Seeded randomness: the same label always gives the same stream.
 *
 * Every routine draws from a stream of its own, so adding a routine leaves the records of the
 * others, event ids included, as they were. Only integer arithmetic and division: `Math.log` and
 * its kin may differ in the last bit between engines, and the sample must not.
 */

export interface Random {
  /** A number from 0 to before 1. */
  fraction(): number
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number
  pick<T>(items: readonly T[]): T
  chance(probability: number): boolean
  text(length: number, alphabet: string): string
  hex(length: number): string
  /** A version 4 UUID. */
  uuid(): string
}

const HEX = '0123456789abcdef'

export function random(label: string): Random {
  const fraction = stream(label)
  const int = (min: number, max: number): number => min + Math.floor(fraction() * (max - min + 1))
  const text = (length: number, alphabet: string): string =>
    Array.from({ length }, () => alphabet.charAt(int(0, alphabet.length - 1))).join('')
  const hex = (length: number): string => text(length, HEX)
  return {
    fraction,
    int,
    text,
    hex,
    pick: (items) => itemAt(items, int(0, items.length - 1)),
    chance: (probability) => fraction() < probability,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${text(1, '89ab')}${hex(3)}-${hex(12)}`,
  }
}

function itemAt<T>(items: readonly T[], index: number): T {
  const item = items[index]
  if (item === undefined) throw new Error('picked from an empty list')
  return item
}

/** The sfc32 generator (Doty-Humphrey's PractRand), seeded with four hashes of the label. */
function stream(label: string): () => number {
  let [a, b, c] = [hash(label, 1), hash(label, 2), hash(label, 3)]
  let counter = 1
  const next = (): number => {
    const sum = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 2 ** 32
  }
  // The first draws still resemble the seed.
  for (let warmUp = 0; warmUp < 12; warmUp++) next()
  return next
}

/** FNV-1a over the label, salted so that one label seeds several words. */
function hash(label: string, salt: number): number {
  let value = 0x811c9dc5 ^ Math.imul(salt, 0x9e3779b1)
  for (let index = 0; index < label.length; index++) {
    value = Math.imul(value ^ label.charCodeAt(index), 0x01000193)
  }
  return value | 0
}
