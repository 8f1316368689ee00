import { codes } from '../diagnostics/codes.ts'
import type { Diagnostic, Span } from '../diagnostics/diagnostic.ts'
import { type Exit, exit } from './exit.ts'

/** The result of a command, independent of the output format. */
export interface Outcome {
  readonly exit: Exit
  /** The text for people; in pieces if it may be long. */
  readonly pretty: string | Iterable<string>
  /** The whole answer as one JSON value. */
  readonly data: unknown
  /** The answer as a sequence of objects, one on each line. */
  readonly rows: Iterable<unknown>
  /** Problems and notes, each with a location: SARIF results, GitHub annotations. */
  readonly findings: readonly Finding[]
  /** The checks and their results: JUnit test cases. */
  readonly cases: readonly Case[]
  /** Must be called when the outcome is no longer needed. */
  readonly close?: () => void
}

export interface Finding {
  /** A diagnostic code, or the id of the rule that fired. */
  readonly id: string
  readonly summary: string
  readonly level: 'error' | 'warning' | 'note'
  readonly message: string
  readonly help: string | undefined
  readonly span: Span
}

export interface Case {
  readonly suite: string
  readonly name: string
  readonly file: string
  readonly result: 'passed' | 'failed' | 'skipped'
  /** The reason for a failure or a skip, the most important line first. */
  readonly detail: string | undefined
}

/** Diagnostics as findings, each with the summary of its code. */
export const findingsOf = (diagnostics: readonly Diagnostic[]): Finding[] =>
  diagnostics.map(({ code, level, message, help, span }) => ({
    id: code,
    summary: codes[code],
    level,
    message,
    help,
    span,
  }))

/**
 * The outcome of a command that has no findings and no checks, and succeeds unless it overrides
 * `exit`.
 */
export const nothingFound: Pick<Outcome, 'findings' | 'cases' | 'exit'> = {
  findings: [],
  cases: [],
  exit: exit.yes,
}
