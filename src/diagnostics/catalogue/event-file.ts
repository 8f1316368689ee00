/** The diagnostic about the event file of a test, and what can be wrong with the file. */
import { error } from '../constructors.ts'
import type { Diagnostic, Span } from '../diagnostic.ts'

/** `problem` is one of those below. */
export const badEventFile = (
  file: string,
  problem: string,
  guess: string | undefined,
  span: Span,
): Diagnostic =>
  error(
    'bad-event-file',
    `the event file \`${file}\` ${problem}`,
    guess === undefined
      ? 'name a JSON file under `test/events`, or write the event itself under `event`'
      : `did you mean \`${guess}\`?`,
    span,
  )

/** `name` is the event's name, `only` the one type of its records. */
export const impossibleEventType = (
  name: string,
  eventType: string,
  only: string,
  span: Span,
): Diagnostic =>
  error(
    'impossible-event',
    `no record of \`${name}\` has the event type \`${eventType}\``,
    `write \`eventType: ${only}\`, or leave \`eventType\` out`,
    span,
  )

export const missingFile = 'does not exist'
export const notAnObject = 'is not a JSON object'
export const severalRecords = (count: number): string =>
  `contains ${count} records, but a test needs one`

/** `message` is that of the JSON parser. */
export const notJsonFile = (message: string): string => `is not JSON: ${message}`

/** `message` is the answer of the operating system. */
export const unreadableFile = (message: string): string => `cannot be read: ${message}`
