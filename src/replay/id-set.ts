/**
 * A set of ids that takes 16 to 32 bytes for each, whatever else is in memory: a history of millions
 * of matching events must fit. An id is 16 hexadecimal digits of a digest, with a number.
 */

export interface IdSet {
  /** False where the id was added before, with the same number. */
  readonly add: (id: string, number: number) => boolean
}

export function idSet(): IdSet {
  let slots = new Uint32Array(2 * 1024)
  let count = 0

  /** Where an id stands, or where it belongs. Open addressing: slots are tried one after the other. */
  function slotOf(high: number, low: number): number {
    const mask = slots.length / 2 - 1
    let slot = low & mask
    while (slots[2 * slot] !== 0 || slots[2 * slot + 1] !== 0) {
      if (slots[2 * slot] === high && slots[2 * slot + 1] === low) return slot
      slot = (slot + 1) & mask
    }
    return slot
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
      const high = Number.parseInt(id.slice(0, 8), 16)
      // Zero and zero stands for an empty slot; of a digest it is as unlikely as any other pair.
      const low = (Number.parseInt(id.slice(8, 16), 16) ^ Math.imul(number, 0x9e3779b1)) >>> 0 || 1
      const slot = slotOf(high, low)
      if (slots[2 * slot] === high && slots[2 * slot + 1] === low) return false
      put(slot, high, low)
      count++
      if (count > slots.length / 4) grow()
      return true
    },
  }
}
