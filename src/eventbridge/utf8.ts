/** Text as event-ruler compares it: by its UTF-8 bytes. */

/**
 * `text` with every half of a broken surrogate pair made a `?`, which is what Java's UTF-8 encoder
 * writes for it. Two texts are equal to event-ruler exactly when these are.
 */
export function asUtf8(text: string): string {
  return text.isWellFormed() ? text : text.replace(/\p{Surrogate}/gu, '?')
}

/** How many bytes `text` has in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = 0
  for (const character of asUtf8(text)) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}
