/** Physical names. They are short enough for AWS, and the same from plan to plan. */

/**
 * A hash of 32 bits that depends on the text alone (FNV-1a, then mixed so that each bit depends on
 * all characters).
 */
export function hash32(text: string, seed = 0): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/**
 * A hash of a text as 16 hexadecimal digits. It is not a cryptographic hash: a collision gives
 * nobody an advantage.
 */
export const fingerprint = (text: string): string =>
  [hash32(text), hash32(text, 0x9e3779b9)]
    .map((part) => part.toString(16).padStart(8, '0'))
    .join('')

/**
 * A name of at most `max` characters. A name that is cut ends in a hash, so two long names remain
 * distinct.
 */
export function shorten(name: string, max: number): string {
  if (name.length <= max) return name
  const mark = `-${fingerprint(name).slice(0, 6)}`
  return `${name.slice(0, max - mark.length)}${mark}`
}
