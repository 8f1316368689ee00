/** Diagnostics that commands find in rules that load, and in files of history. */

import { error } from '../constructors.ts'
import { type Diagnostic, type Span, startOf } from '../diagnostic.ts'

export const failingTest = (test: string, fires: boolean, span: Span): Diagnostic =>
  error(
    'failing-test',
    fires
      ? `the rule stays quiet where it must fire: ${test}`
      : `the rule fires where it must stay quiet: ${test}`,
    'change the rule or the event; `tripline explain` shows each clause',
    span,
  )

export const cannotCompile = (what: string, why: string, instead: string, span: Span): Diagnostic =>
  error('cannot-compile', `the rule cannot be ${what}: ${why}`, instead, span)

export const unproven = (problem: string, span: Span): Diagnostic =>
  error(
    'unproven',
    problem,
    'the rule would not do in AWS what its tests show; please report this with the rule',
    span,
  )

export const brokenHistory = (
  file: string,
  line: number | undefined,
  problem: string,
): Diagnostic => {
  const start = startOf(file)
  const at = { line: line ?? 1, column: 1 }
  return error(
    'broken-history',
    problem,
    undefined,
    line === undefined ? start : { file, start: at, end: at },
  )
}
