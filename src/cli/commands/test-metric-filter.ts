import { resolve } from 'node:path'
import { testMetricFilter as answer } from '../../cloudwatch-logs/test-metric-filter.ts'
import { CannotAnswer } from '../../diagnostics/cannot-answer.ts'
import { statOf } from '../../project/stat-of.ts'
import { answerBatch } from '../batch.ts'
import type { Outcome } from '../outcome.ts'
import type { Terminal } from '../terminal.ts'
import { answered, readText, type TestPatternOptions } from './test-event-pattern.ts'

/** Would CloudWatch Logs match this message with this filter pattern? The answer of `TestMetricFilter`, offline. */
export async function testMetricFilter(
  pattern: string | undefined,
  message: string | undefined,
  { batch }: TestPatternOptions,
  terminal: Terminal,
): Promise<Outcome> {
  if (batch) return answerBatch('message', answer, terminal)
  if (pattern === undefined || message === undefined) {
    throw new CannotAnswer(
      'a filter pattern and a message are needed',
      'write the pattern and name a file, or use `--batch`',
    )
  }
  const isFile = (argument: string) => statOf(resolve(terminal.cwd, argument))?.isFile() ?? false
  const text = isFile(pattern) ? withoutLineBreak(readText(pattern, terminal)) : pattern
  // A message of one word could be the misspelt name of a file.
  const isMessage = !isFile(message) && /\s/.test(message)
  const said = isMessage ? message : withoutLineBreak(readText(message, terminal))
  return answered(answer(text, said), terminal)
}

/** Editors end a file with a line break; the pattern or the message in it does not have one. */
const withoutLineBreak = (text: string): string => text.replace(/\r?\n$/, '')
