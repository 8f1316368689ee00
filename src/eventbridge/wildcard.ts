/** `*` in wildcard comparisons: any characters, or none. `\*` is a star, `\\` a backslash. */

import { asUtf8, utf8Length } from './utf8.ts'

/** The literal texts around the stars of a wildcard: one more than it has stars. */
export type WildcardParts = readonly [string, ...string[]]

/**
 * Reads a wildcard, or says why event-ruler refuses it. Positions in the reason are AWS's: bytes in
 * UTF-8, with the quote before the text as 0.
 */
export function parseWildcard(
  text: string,
): { readonly parts: WildcardParts } | { readonly reason: string } {
  const parts: [string, ...string[]] = ['']
  const append = (literal: string): void => {
    parts[parts.length - 1] += literal
  }
  for (let at = 0; at < text.length; at++) {
    const next = text[at + 1]
    if (text[at] === '*') {
      if (next === '*')
        return { reason: `Consecutive wildcard characters at pos ${position(text, at)}` }
      parts.push('')
    } else if (text[at] === '\\') {
      if (next !== '*' && next !== '\\')
        return { reason: `Invalid escape character at pos ${position(text, at)}` }
      append(next)
      at++
    } else append(text[at] ?? '')
  }
  return { parts: parts.map(asUtf8) as [string, ...string[]] }
}

const position = (text: string, at: number): number => utf8Length(text.slice(0, at)) + 1

/**
 * Whether `value` matches. Each part is searched after the part before it. The leftmost place is
 * always enough, so there is no backtracking, and the time is linear in the length of the value.
 */
export function matchesWildcard(value: string, parts: WildcardParts): boolean {
  const [first] = parts
  if (parts.length === 1) return value === first
  const last = parts.at(-1) ?? ''
  const end = value.length - last.length
  if (end < first.length || !value.startsWith(first) || !value.endsWith(last)) return false
  let at = first.length
  for (let part = 1; part < parts.length - 1; part++) {
    const literal = parts[part] ?? ''
    const found = value.indexOf(literal, at)
    if (found < 0 || found + literal.length > end) return false
    at = found + literal.length
  }
  return true
}
