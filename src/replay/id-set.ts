/**
 * A set of ids that takes 16 to 32 bytes for each, so that a history of millions of matching events
 * fits in memory. An id is 16 hexadecimal digits of a digest, with a number.
 */

export interface IdSet {
  /** False if the id was added before with the same number. */
  readonly add: (id: string, number: number) => boolean
  readonly has: (id: string, number: number) => boolean
}

export function idSet(): IdSet {
  let slots = new Uint32Array(2 * 1024)
  let count = 0

  /** The slot of an id, or the free slot for it. Open addressing with linear probing. */
  function slotOf(high: number, low: number): number {
    const mask = slots.length / 2 - 1
    let slot = low & mask
    while (slots[2 * slot] !== 0 || slots[2 * slot + 1] !== 0) {
      if (isIn(slot, high, low)) return slot
      slot = (slot + 1) & mask
    }
    return slot
  }

  function isIn(slot: number, high: number, low: number): boolean {
    return slots[2 * slot] === high && slots[2 * slot + 1] === low
  }

  function grow(): void {
    const before = slots
    slots = new Uint32Array(2 * before.length)
    for (let at = 0; at < before.length; at += 2) {
      const [high, low] = [before[at] as number, before[at + 1] as number]
      if (high === 0 && low === 0) continue
      put(slotOf(high, low), high, low)
    }
  }

  function put(slot: number, high: number, low: number): void {
    slots[2 * slot] = high
    slots[2 * slot + 1] = low
  }

  return {
    add: (id, number) => {
      const { high, low } = keyOf(id, number)
      const slot = slotOf(high, low)
      if (isIn(slot, high, low)) return false
      put(slot, high, low)
      count++
      if (count > slots.length / 4) grow()
      return true
    },
    has: (id, number) => {
      const { high, low } = keyOf(id, number)
      return isIn(slotOf(high, low), high, low)
    },
  }
}

function keyOf(id: string, number: number): { readonly high: number; readonly low: number } {
  const high = Number.parseInt(id.slice(0, 8), 16)
  // Zero and zero marks an empty slot; a digest gives that pair as rarely as any other.
  const low = (Number.parseInt(id.slice(8, 16), 16) ^ Math.imul(number, 0x9e3779b1)) >>> 0 || 1
  return { high, low }
}
