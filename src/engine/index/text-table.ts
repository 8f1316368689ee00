/**
 * A map from texts, fast for texts that were just cut out of JSON. A `Map` reads the whole of a text
 * that it has not seen before. Here a few characters choose the slot, and only the text in the slot is
 * compared.
 */

interface Slot<V> {
  readonly text: string
  readonly value: V
  readonly next: Slot<V> | undefined
}

/** The texts and their values are known before the first lookup. */
export interface TextTable<V> {
  readonly slots: readonly (Slot<V> | undefined)[]
  /** Used instead of the slots if too many texts have the same hash. */
  readonly map: ReadonlyMap<string, V> | undefined
}

const longestChain = 8

export function textTable<V>(values: ReadonlyMap<string, V>): TextTable<V> {
  const slots = new Array<Slot<V> | undefined>(slotCount(2 * values.size)).fill(undefined)
  const lengths = new Uint32Array(slots.length)
  for (const [text, value] of values) {
    const at = sampleOf(text) & (slots.length - 1)
    slots[at] = { text, value, next: slots[at] }
    lengths[at] = (lengths[at] ?? 0) + 1
  }
  const isCrowded = lengths.some((length) => length > longestChain)
  return isCrowded ? { slots: [], map: values } : { slots, map: undefined }
}

export function textValue<V>({ slots, map }: TextTable<V>, text: string): V | undefined {
  if (map !== undefined) return map.get(text)
  let slot = slots[sampleOf(text) & (slots.length - 1)]
  while (slot !== undefined && slot.text !== text) slot = slot.next
  return slot?.value
}

const slotCount = (minSlots: number): number => 2 ** Math.ceil(Math.log2(Math.max(minSlots, 1)))

/** A number from a text's length and five of its characters, where names, addresses and ARNs differ. */
export function sampleOf(text: string): number {
  const { length } = text
  if (length < 2) return length
  let sample = length
  sample = (sample * 31 + text.charCodeAt(length >> 2)) | 0
  sample = (sample * 31 + text.charCodeAt(length >> 1)) | 0
  sample = (sample * 31 + text.charCodeAt((length * 3) >> 2)) | 0
  sample = (sample * 31 + text.charCodeAt(length - 2)) | 0
  sample = (sample * 31 + text.charCodeAt(length - 1)) | 0
  return sample ^ (sample >>> 15)
}
