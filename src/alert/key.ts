/** Keys by which chat threads and incidents are found again, as their services take them. */
import { inert } from './neutral.ts'

/** https://developer.pagerduty.com/docs/send-alert-event: no longer than this. */
const length = 255

/**
 * The same text for the same key, another for another. Values of events may stand in a key; one that
 * would not be inert is told by its beginning and a fingerprint.
 */
export function keyText(key: string): string {
  const text = inert(key, length)
  return text === key ? key : `${inert(key, 200)}~${fingerprint(key)}`
}

/** FNV-1a of 64 bits: keys that begin alike must stay apart, and nobody gains by making two alike. */
function fingerprint(text: string): string {
  let hash = 0xcbf29ce484222325n
  for (const character of text) {
    hash ^= BigInt(character.codePointAt(0) ?? 0)
    hash = BigInt.asUintN(64, hash * 0x100000001b3n)
  }
  return hash.toString(16).padStart(16, '0')
}
