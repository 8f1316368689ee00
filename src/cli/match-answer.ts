/** The answer of a matcher for one pattern and one subject, and the source of both texts. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { noFile } from '../diagnostics/catalogue/cannot-answer/files.ts'
import type { BatchAnswer } from './batch.ts'
import { exit } from './exit.ts'
import { nothingFound, type Outcome } from './outcome.ts'
import { palette, type Terminal } from './terminal.ts'

/** The text of a file; the argument itself if it is JSON and no file name. */
export function readText(argument: string, { cwd }: Terminal): string {
  if (/^\s*[{[]/.test(argument)) return argument
  try {
    return readFileSync(resolve(cwd, argument), 'utf8')
  } catch {
    throw noFile(argument)
  }
}

/** An answer as an outcome. Exit codes: 0 for a match, 1 for no match, 2 for an invalid pattern. */
export function matchOutcome(row: BatchAnswer, terminal: Terminal): Outcome {
  const paint = palette(terminal)
  const words = {
    match: `${paint.good('✓')} match\n`,
    nomatch: `${paint.error('✗')} no match\n`,
    invalid: `${paint.error('invalid')}: ${row.error ?? ''}\n`,
  }
  const codes = { match: exit.yes, nomatch: exit.no, invalid: exit.unanswered }
  return {
    ...nothingFound,
    exit: codes[row.result],
    pretty: words[row.result],
    data: row,
    rows: [row],
  }
}
