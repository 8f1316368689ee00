import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { CannotAnswer } from '../../diagnostics/cannot-answer.ts'
import { testEventPattern as answer } from '../../eventbridge/test-event-pattern.ts'
import { answerBatch, type BatchAnswer } from '../batch.ts'
import { exit } from '../exit.ts'
import type { Outcome } from '../outcome.ts'
import { nothingFound } from '../print-diagnostics.ts'
import { palette, type Terminal } from '../terminal.ts'

export interface TestPatternOptions {
  /** Read `{pattern, event}` (or `{pattern, message}`) rows from standard input. */
  readonly batch?: boolean
}

/** Would EventBridge match this event with this pattern? The answer of `TestEventPattern`, offline. */
export async function testEventPattern(
  pattern: string | undefined,
  event: string | undefined,
  { batch }: TestPatternOptions,
  terminal: Terminal,
): Promise<Outcome> {
  if (batch) return answerBatch('event', answer, terminal)
  if (pattern === undefined || event === undefined) {
    throw new CannotAnswer(
      'a pattern and an event are needed',
      'name two JSON files, or use `--batch`',
    )
  }
  return answered(answer(readText(pattern, terminal), readText(event, terminal)), terminal)
}

/** The text of a file, or the JSON itself where an argument is no file name. */
export function readText(argument: string, { cwd }: Terminal): string {
  if (/^\s*[{[]/.test(argument)) return argument
  try {
    return readFileSync(resolve(cwd, argument), 'utf8')
  } catch {
    throw new CannotAnswer(`there is no file \`${argument}\``)
  }
}

/** One answer as an outcome: 0 match, 1 no match, 2 an invalid pattern. */
export function answered(row: BatchAnswer, terminal: Terminal): Outcome {
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
