/** Diagnostics about files of events that cannot be read to their end. */
import { error } from '../constructors.ts'
import { type Diagnostic, startOf } from '../diagnostic.ts'

/** Why a JSON text gives no record. */
export type RecordProblem =
  | { readonly kind: 'not-json'; readonly message: string }
  | { readonly kind: 'not-a-record' }
  | { readonly kind: 'no-text'; readonly key: string }
  | { readonly kind: 'not-decoded' }

/** `line` counts from 1. It is undefined if the problem concerns the whole file. */
function brokenHistory(file: string, line: number | undefined, problem: string): Diagnostic {
  const at = { line: line ?? 1, column: 1 }
  const span = line === undefined ? startOf(file) : { file, start: at, end: at }
  return error('broken-history', problem, undefined, span)
}

export function unreadableRecord(
  file: string,
  line: number | undefined,
  problem: RecordProblem,
): Diagnostic {
  switch (problem.kind) {
    case 'not-json':
      return line === undefined
        ? brokenHistory(file, line, `the file is not JSON: ${problem.message}`)
        : brokenHistory(file, line, `this line is not JSON: ${inOneLine(problem.message)}`)
    case 'not-a-record':
      return brokenHistory(file, line, 'the file contains a value that is not a record')
    case 'no-text':
      return brokenHistory(file, line, `the file contains an event without \`${problem.key}\``)
    case 'not-decoded':
      return brokenHistory(file, line, 'the file contains data that is not complete gzip')
  }
}

/** In a single line the parser always reports line 1, so that position is removed. */
const inOneLine = (message: string): string => message.replace(/ \(line 1 column \d+\)$/, '')

export const tooDeepRecord = (file: string, maxDepth: number): Diagnostic =>
  brokenHistory(
    file,
    undefined,
    `the file contains a record that is nested more than ${maxDepth} levels deep`,
  )

export const emptyHistory = (file: string): Diagnostic =>
  brokenHistory(file, undefined, 'the file is empty')

/** `what` counts the kinds of what the history contains instead: `5 VPC flow logs`. */
export const noEvents = (file: string, what: string): Diagnostic =>
  error(
    'broken-history',
    `the history contains no event that a rule can match; it contains ${what}`,
    'replay reads CloudTrail records and EventBridge events, also inside the file formats of AWS and of log stores',
    startOf(file),
  )

export const moreProblems = (file: string, count: number): Diagnostic =>
  brokenHistory(file, undefined, `the file has ${count} more problems of this kind`)

/** `message` is the answer of the operating system. */
export const unreadableHistory = (
  file: string,
  line: number | undefined,
  message: string,
): Diagnostic => brokenHistory(file, line, `the file cannot be read: ${message}`)

export const damagedHistory = (
  file: string,
  line: number | undefined,
  message: string,
): Diagnostic => brokenHistory(file, line, `reading stopped before the end of the file: ${message}`)

// What `damagedHistory` can give as its message.

export const lineTooLong = (maxCharacters: number): string =>
  `a line has more than ${maxCharacters} characters`

export const valueTooLarge = 'the JSON value is too large; write one record on each line'
