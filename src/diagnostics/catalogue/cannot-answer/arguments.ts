/** Why a command cannot answer: arguments that are missing or not valid. */
import { CannotAnswer } from '../../cannot-answer.ts'
import { some } from '../../phrases.ts'

export const eventNeeded = (): CannotAnswer =>
  new CannotAnswer(
    'the event is missing',
    'name a JSON file, or write the event itself; only `--compiled` needs no event',
  )

export const historyNeeded = (): CannotAnswer =>
  new CannotAnswer(
    'the history is missing',
    'name files or folders of CloudTrail records, or pipe the records in',
  )

export const patternAndEventNeeded = (): CannotAnswer =>
  new CannotAnswer('the pattern or the event is missing', 'name two JSON files, or use `--batch`')

export const patternAndMessageNeeded = (): CannotAnswer =>
  new CannotAnswer(
    'the filter pattern or the message is missing',
    'write the pattern and name the file of the message, or use `--batch`',
  )

export const unusedByTemplate = (option: string): CannotAnswer =>
  new CannotAnswer(
    `${option} has no effect on the member template`,
    `write \`--member-template\` without \`${option}\``,
  )

// Of `tripline new`.

export const oneThingAtATime = (): CannotAnswer =>
  new CannotAnswer(
    '`tripline new` creates one file at a time',
    'write `tripline new RULE` for a rule, or `tripline new --config` for a tripline.yaml',
  )

export const notAConfigFile = (name: string): CannotAnswer =>
  new CannotAnswer(
    `\`${name}\` is not a valid name for a configuration`,
    'use a file name that ends in `.yaml`',
  )

export const notARuleFile = (name: string): CannotAnswer =>
  new CannotAnswer(
    `\`${name}\` is not a valid name for a rule file`,
    'use a file name that ends in `.yaml`',
  )

export const notARuleId = (id: string): CannotAnswer =>
  new CannotAnswer(
    `\`${id}\` is not a valid rule id`,
    'use at most 64 lower-case letters, digits and single hyphens, for example `health-check-deleted`',
  )

export const notACall = (event: string): CannotAnswer =>
  new CannotAnswer(
    `\`${event}\` is not the name of an API call`,
    'write service and name, for example `route53:DeleteHealthCheck`',
  )

/** `guesses` are calls that CloudTrail records; empty if there is no guess. */
export const notRecorded = (call: string, guesses: readonly string[]): CannotAnswer =>
  new CannotAnswer(
    `CloudTrail records no call \`${call}\``,
    guesses.length === 0
      ? 'copy service and name from a real record'
      : `write one of these: ${some(guesses, 5)}`,
  )
