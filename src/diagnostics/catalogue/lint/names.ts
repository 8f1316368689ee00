/** Diagnostics about names of events and event sources that no record has. */
import { error, warning } from '../../constructors.ts'
import type { Diagnostic, Span } from '../../diagnostic.ts'
import { listed, some } from '../../phrases.ts'

const within = (sources: readonly string[]): string =>
  sources.length === 0 ? 'in CloudTrail' : `of ${some(sources, 3)}`

export const misspeltEventName = (written: string, right: string, span: Span): Diagnostic =>
  error(
    'misspelt-event-name',
    `no event has exactly the name \`${written}\``,
    `write \`${right}\`: letter case and spaces count`,
    span,
  )

export const versionedEventName = (written: string, right: string, span: Span): Diagnostic =>
  error(
    'versioned-event-name',
    `CloudTrail records the call \`${written}\` under another name, which contains the API version`,
    `write \`${right}\`, or \`{ prefix: ${written} }\` for every version`,
    span,
  )

export const notAnEvent = (written: string, instead: readonly string[], span: Span): Diagnostic =>
  error(
    'not-an-event',
    `CloudTrail never records an event with the name \`${written}\``,
    instead.length === 0
      ? 'this name is only a permission: match the calls that need it'
      : `match the events that CloudTrail records instead: ${listed(instead)}`,
    span,
  )

export const wrongService = (
  written: string,
  tested: readonly string[],
  actual: readonly string[],
  span: Span,
): Diagnostic =>
  error(
    'wrong-service',
    `\`${written}\` is not an event of ${some(tested, 3)}`,
    `it is an event of ${some(actual, 3)}: correct the service or the name`,
    span,
  )

export const unknownEventName = (
  written: string,
  sources: readonly string[],
  guess: string | undefined,
  others: readonly string[],
  span: Span,
): Diagnostic =>
  warning(
    'unknown-event-name',
    `no known event ${within(sources)} has the name \`${written}\``,
    guess !== undefined
      ? `did you mean \`${guess}\`?`
      : others.length > 0
        ? `similar events are ${some(others, 5)}`
        : 'copy the name from a real record',
    span,
  )

export const unfitEventName = (
  description: string,
  sources: readonly string[],
  span: Span,
): Diagnostic =>
  warning(
    'unknown-event-name',
    `no known event ${within(sources)} has a name that ${description}`,
    'copy the name from a real record, including its letter case',
    span,
  )

export const unguardedName = (
  written: string,
  sources: readonly string[],
  span: Span,
): Diagnostic =>
  warning(
    'unguarded-name',
    `\`${written}\` is an event of ${some(sources, 3)}, and this rule matches all of them`,
    `add the service that you mean, for example \`eventSource: ${sources[0]}\``,
    span,
  )

export const badEventSource = (
  written: string,
  right: string | undefined,
  span: Span,
): Diagnostic =>
  error(
    'bad-event-source',
    `no record has the event source \`${written}\``,
    right === undefined ? 'write a source of this form: `ec2.amazonaws.com`' : `write \`${right}\``,
    span,
  )

export const unknownEventSource = (
  written: string,
  guess: string | undefined,
  span: Span,
): Diagnostic =>
  warning(
    'unknown-event-source',
    `no known service has the event source \`${written}\``,
    guess === undefined
      ? 'copy it from a real record: usually it is the name of the service in IAM and `.amazonaws.com`'
      : `did you mean \`${guess}\`?`,
    span,
  )

export const unfitEventSource = (description: string, span: Span): Diagnostic =>
  warning(
    'unknown-event-source',
    `no known event source ${description}`,
    'write a source of this form: `ec2.amazonaws.com`',
    span,
  )
