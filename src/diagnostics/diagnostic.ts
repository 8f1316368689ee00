import type { Code } from './codes.ts'

/** A place in a file. Line and column count from 1, columns in UTF-16 units as in editors. */
export interface Position {
  readonly line: number
  readonly column: number
}

export interface Span {
  readonly file: string
  readonly start: Position
  /** One past the last character. */
  readonly end: Position
}

/** An error makes a rule invalid. Options can make a warning do so as well, but never a note. */
export type Level = 'error' | 'warning' | 'note'

/** One message to an author, with its place in a file. */
export interface Diagnostic {
  readonly code: Code
  readonly level: Level
  readonly message: string
  /** What to write instead, or what to do, where that is known. */
  readonly help: string | undefined
  readonly span: Span
}

export const isError = ({ level }: Diagnostic): boolean => level === 'error'

/** The span of a diagnostic about a whole file: its first position. */
export const startOf = (file: string): Span => ({
  file,
  start: { line: 1, column: 1 },
  end: { line: 1, column: 1 },
})

/** Orders by file, then by place, so that output does not depend on the order of reading. */
export const byPlace = (a: Diagnostic, b: Diagnostic): number =>
  compare(a.span.file, b.span.file) ||
  a.span.start.line - b.span.start.line ||
  a.span.start.column - b.span.start.column ||
  compare(a.code, b.code)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
