/** Reproducible random numbers: SplitMix32. https://doi.org/10.1145/2660193.2660195 */
export interface Random {
  /** A number from 0 to before 1. */
  readonly next: () => number
  readonly below: (bound: number) => number
  readonly pick: <T>(items: readonly T[]) => T
  readonly chance: (probability: number) => boolean
  /** Hexadecimal digits. */
  readonly hex: (length: number) => string
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
  const below = (bound: number): number => Math.floor(next() * bound)
  return {
    next,
    below,
    pick: <T>(items: readonly T[]): T => items[below(items.length)] as T,
    chance: (probability) => next() < probability,
    hex: (length) => Array.from({ length }, () => below(16).toString(16)).join(''),
  }
}
