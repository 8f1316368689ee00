import { testMetricFilter as answer } from '../../cloudwatch-logs/test-metric-filter.ts'
import { answerBatch } from '../batch.ts'
import { CannotAnswer } from '../exit.ts'
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
  return answered(answer(pattern, readText(message, terminal)), terminal)
}
