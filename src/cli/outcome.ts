import { codes } from '../diagnostics/codes.ts'
import type { Diagnostic, Span } from '../diagnostics/diagnostic.ts'
import { type Exit, exit } from './exit.ts'

/** What a command found out, before any output format has a say in how it is written. */
export interface Outcome {
  readonly exit: Exit
  /** For people; in pieces where it may be long. */
  readonly pretty: string | Iterable<string>
  /** The whole answer as one JSON value. */
  readonly data: unknown
  /** The answer as a sequence, one object a line. */
  readonly rows: Iterable<unknown>
  /** What is wrong or worth seeing, each at a place: SARIF results, GitHub annotations. */
  readonly findings: readonly Finding[]
  /** What was checked and how it came out: JUnit test cases. */
  readonly cases: readonly Case[]
  /** To be called when nothing of it is needed any more. */
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
  /** Why it failed or was skipped, first line first. */
  readonly detail: string | undefined
}

/** Diagnostics as findings; the summary is that of their code. */
export const findingsOf = (diagnostics: readonly Diagnostic[]): Finding[] =>
  diagnostics.map(({ code, level, message, help, span }) => ({
    id: code,
    summary: codes[code],
    level,
    message,
    help,
    span,
  }))

/** For commands that have nothing to find and nothing to check, and say yes unless they say otherwise. */
export const nothingFound: Pick<Outcome, 'findings' | 'cases' | 'exit'> = {
  findings: [],
  cases: [],
  exit: exit.yes,
}
