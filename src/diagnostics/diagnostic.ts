import type { Code } from './codes.ts'

/** A place in a file; line and column count from 1, in UTF-16 units as editors do. */
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

/** A note is information: whatever the options, it makes no rule invalid. */
export type Level = 'error' | 'warning' | 'note'

/** One thing to tell an author, with the place and, where we can, the way out. */
export interface Diagnostic {
  readonly code: Code
  readonly level: Level
  readonly message: string
  readonly help: string | undefined
  readonly span: Span
}

export const isError = ({ level }: Diagnostic): boolean => level === 'error'

/** A whole file, where no place in it says more. */
export const startOf = (file: string): Span => ({
  file,
  start: { line: 1, column: 1 },
  end: { line: 1, column: 1 },
})

/** By file, then by place, so that output does not depend on the order of reading. */
export const byPlace = (a: Diagnostic, b: Diagnostic): number =>
  compare(a.span.file, b.span.file) ||
  a.span.start.line - b.span.start.line ||
  a.span.start.column - b.span.start.column ||
  compare(a.code, b.code)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
