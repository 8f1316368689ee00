import { resolve } from 'node:path'
import { testMetricFilter as answer } from '../../cloudwatch-logs/test-metric-filter.ts'
import { patternAndMessageNeeded } from '../../diagnostics/catalogue/cannot-answer/arguments.ts'
import { statOf } from '../../project/stat-of.ts'
import { optional } from '../arguments.ts'
import { answerBatch } from '../batch.ts'
import { command } from '../command.ts'
import { matchOutcome, readText } from '../match-answer.ts'
import { flag, projectOptions } from '../options.ts'

/**
 * Reports whether CloudWatch Logs would match a message with a filter pattern: `TestMetricFilter`,
 * offline.
 */
export const testMetricFilter = command({
  name: 'test-metric-filter',
  description: 'Match a log message with a CloudWatch Logs filter pattern, offline',
  arguments: [
    optional('pattern', 'the filter pattern, or a file that holds it'),
    optional('message', 'a file, or the message itself'),
  ],
  options: {
    ...projectOptions,
    batch: flag('read lines of JSON, {"pattern", "message"}, and answer each with one line'),
  },
  examples: [
    `tripline test-metric-filter '{ $.eventName = "StopLogging" }' event.json`,
    'tripline test-metric-filter --batch < rows.ndjson',
  ],
  run([pattern, message], { batch }, terminal) {
    if (batch) return answerBatch('message', answer, terminal)
    if (pattern === undefined || message === undefined) {
      throw patternAndMessageNeeded()
    }
    const isFile = (argument: string) => statOf(resolve(terminal.cwd, argument))?.isFile() ?? false
    const patternText = isFile(pattern) ? withoutLineBreak(readText(pattern, terminal)) : pattern
    // A message of one word could be the misspelt name of a file.
    const isMessage = !isFile(message) && /\s/.test(message)
    const messageText = isMessage ? message : withoutLineBreak(readText(message, terminal))
    return matchOutcome(answer(patternText, messageText), terminal)
  },
})

/**
 * Removes the line break that editors put at the end of a file; the pattern or the message has
 * none.
 */
const withoutLineBreak = (text: string): string => text.replace(/\r?\n$/, '')
