import { patternAndEventNeeded } from '../../diagnostics/catalogue/cannot-answer/arguments.ts'
import { testEventPattern as answer } from '../../eventbridge/test-event-pattern.ts'
import { optional } from '../arguments.ts'
import { answerBatch } from '../batch.ts'
import { command } from '../command.ts'
import { matchOutcome, readText } from '../match-answer.ts'
import { flag, projectOptions } from '../options.ts'

/** Reports whether EventBridge would match an event with a pattern: `TestEventPattern`, offline. */
export const testEventPattern = command({
  name: 'test-event-pattern',
  description: 'Match an event with an EventBridge pattern, offline',
  arguments: [
    optional('pattern', 'a JSON file, or the pattern itself'),
    optional('event', 'a JSON file, or the event itself'),
  ],
  options: {
    ...projectOptions,
    batch: flag('read lines of JSON, {"pattern", "event"}, and answer each with one line'),
  },
  examples: [
    'tripline test-event-pattern pattern.json event.json',
    `tripline test-event-pattern '{"source":["aws.ec2"]}' '{"source":"aws.ec2"}'`,
    'tripline test-event-pattern --batch < rows.ndjson',
  ],
  run([pattern, event], { batch }, terminal) {
    if (batch) return answerBatch('event', answer, terminal)
    if (pattern === undefined || event === undefined) {
      throw patternAndEventNeeded()
    }
    return matchOutcome(answer(readText(pattern, terminal), readText(event, terminal)), terminal)
  },
})
