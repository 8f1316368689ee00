/**
 * Patterns of terms for messages without structure: `ERROR "access denied" -retry`, `?a ?b`,
 * `%a|b%`.
 *
 * A term is found anywhere in the message, inside a word too ("ERROR" in "ERRORCODE").
 */

import { foundIn, type Regex, takeRegex } from './regex.ts'
import { atEnd, fail, nextCharacter, type Scanner, skipSpace, take, takeQuoted } from './scanner.ts'

export type Term =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'regex'; readonly regex: Regex }

export interface TermsPattern {
  readonly kind: 'terms'
  /** All of these have to be there. */
  readonly required: readonly Term[]
  /** None of these may be there. */
  readonly excluded: readonly Term[]
  /** One of these has to be there, if there are no other terms; otherwise AWS ignores them. */
  readonly optional: readonly Term[]
}

/** Reads all of the text as terms. No terms match every message. */
export function takeTermsPattern(scanner: Scanner): TermsPattern {
  const required: Term[] = []
  const excluded: Term[] = []
  const optional: Term[] = []
  const listOf = { '': required, '-': excluded, '?': optional }
  skipSpace(scanner)
  while (!atEnd(scanner)) {
    const start = scanner.at
    const sign = take(scanner, /[?-]/y) as keyof typeof listOf
    // An old edition of the documentation writes `"ERROR" - "Exiting"`.
    if (sign !== '') skipSpace(scanner)
    if (sign !== '' && atEnd(scanner)) fail(start, `No term follows \`${sign}\`.`, 'Add the term.')
    listOf[sign].push(takeTerm(scanner))
    skipSpace(scanner)
  }
  return { kind: 'terms', required, excluded, optional }
}

function takeTerm(scanner: Scanner): Term {
  const start = scanner.at
  const term = takeTermText(scanner)
  if (atEnd(scanner) || /[ \t\r\n]/.test(scanner.text.charAt(scanner.at))) return term
  const character = nextCharacter(scanner)
  if (/["%]/.test(scanner.text.charAt(start))) {
    return fail(scanner.at, `${character} follows a term directly.`, 'Put a space between them.')
  }
  return fail(scanner.at, `A term with ${character} needs double quotes.`)
}

function takeTermText(scanner: Scanner): Term {
  const first = scanner.text.charAt(scanner.at)
  if (first === '"') return { kind: 'text', text: takeQuoted(scanner) }
  if (first === '%') return { kind: 'regex', regex: takeRegex(scanner) }
  const text = take(scanner, /[A-Za-z0-9_]+/y)
  if (text !== '') return { kind: 'text', text }
  return fail(scanner.at, `A term with ${nextCharacter(scanner)} needs double quotes.`)
}

export function matchesTerms(pattern: TermsPattern, message: string): boolean {
  const { required, excluded, optional } = pattern
  if (required.length === 0 && excluded.length === 0 && optional.length > 0) {
    return optional.some((term) => isIn(term, message))
  }
  return (
    required.every((term) => isIn(term, message)) && !excluded.some((term) => isIn(term, message))
  )
}

/** A quoted blank is in every message, one without blanks included: `" "` matches everything. */
function isIn(term: Term, message: string): boolean {
  if (term.kind === 'regex') return foundIn(term.regex, message)
  return term.text.trim() === '' || message.includes(term.text)
}
