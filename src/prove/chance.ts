/** Random choices that can be repeated: the same seed makes the same choices, so a proof that failed fails again. */
export interface Chance {
  /** From 0 up to 1. */
  next(): number
  one<T>(items: readonly T[]): T | undefined
}

/** Marsaglia's xorshift with 32 bits: enough to mix choices, nothing more is needed. */
export function chance(seed: string): Chance {
  let state = 2463534242
  for (const character of seed) state = (Math.imul(state, 31) + character.charCodeAt(0)) | 0
  if (state === 0) state = 1
  const next = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
  return { next, one: (items) => items[Math.floor(next() * items.length)] }
}
