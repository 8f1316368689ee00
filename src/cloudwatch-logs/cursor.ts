/** The place a pattern is being read at, and how reading stops at the first mistake. */

import type { Complaint } from './complaints.ts'

/** Mutable on purpose: the readers of all three pattern families hand one cursor along. */
export interface Cursor {
  readonly text: string
  /** Where reading ends, exclusive: before the closing brace or bracket. */
  readonly end: number
  at: number
  /** Counted over the whole pattern, because AWS limits them per pattern. */
  regexes: number
  wildcardSelectors: number
}

/** Thrown by the readers and caught in `parseFilterPattern`; it never leaves this folder. */
export class PatternFault extends Error {
  readonly offset: number
  readonly complaint: Complaint

  constructor(offset: number, complaint: Complaint) {
    super(complaint.message)
    this.offset = offset
    this.complaint = complaint
  }
}

export function fail(offset: number, complaint: Complaint): never {
  throw new PatternFault(offset, complaint)
}

export function cursorOver(text: string, at: number, end: number): Cursor {
  return { text, at, end, regexes: 0, wildcardSelectors: 0 }
}

/** The character under the cursor, or '' at the end. */
export function peek(cursor: Cursor): string {
  return cursor.at < cursor.end ? cursor.text.charAt(cursor.at) : ''
}

export function skipSpace(cursor: Cursor): void {
  while (cursor.at < cursor.end && /\s/.test(cursor.text.charAt(cursor.at))) cursor.at += 1
}

/** Steps over `token` when it stands here. */
export function eat(cursor: Cursor, token: string): boolean {
  const here = cursor.at + token.length <= cursor.end && cursor.text.startsWith(token, cursor.at)
  if (here) cursor.at += token.length
  return here
}

/** Steps over the longest run of characters of `set`, a regular expression for one character. */
export function run(cursor: Cursor, set: RegExp): string {
  const from = cursor.at
  while (cursor.at < cursor.end && set.test(cursor.text.charAt(cursor.at))) cursor.at += 1
  return cursor.text.slice(from, cursor.at)
}

/** The longest run of such characters, without moving. */
export function ahead(cursor: Cursor, set: RegExp): string {
  const from = cursor.at
  const found = run(cursor, set)
  cursor.at = from
  return found
}
