/** Writes keys that identify chat threads and incidents, in the form that their services accept. */
import { inert } from './neutral.ts'

/** The maximum length: https://developer.pagerduty.com/docs/send-alert-event. */
const length = 255

/**
 * The same text for the same key, and different texts for different keys. A key may contain values
 * of events; one that would not be inert is replaced by its beginning and a fingerprint.
 */
export function keyText(key: string): string {
  const text = inert(key, length)
  return text === key ? key : `${inert(key, 200)}~${fingerprint(key)}`
}

/**
 * FNV-1a of 64 bits. Keys with the same beginning must differ, and nobody gains by making two
 * equal.
 */
function fingerprint(text: string): string {
  let hash = 0xcbf29ce484222325n
  for (const character of text) {
    hash ^= BigInt(character.codePointAt(0) ?? 0)
    hash = BigInt.asUintN(64, hash * 0x100000001b3n)
  }
  return hash.toString(16).padStart(16, '0')
}
