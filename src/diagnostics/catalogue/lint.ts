/** Diagnostics of the lints: rules without an error that still would not do what they promise. */

import { error, note, warning } from '../constructors.ts'
import type { Diagnostic, Span } from '../diagnostic.ts'
import { listed } from '../phrases.ts'

/**
 * The first few words in backticks, and the number of the others: a sentence has no room for all.
 */
const some = (words: readonly string[], limit = 3): string =>
  words.length <= limit
    ? listed(words)
    : `${listed(words.slice(0, limit))} and ${words.length - limit} more`

const within = (sources: readonly string[]): string =>
  sources.length === 0 ? 'in CloudTrail' : `of ${some(sources)}`

export const misspeltEventName = (written: string, right: string, span: Span): Diagnostic =>
  error(
    'misspelt-event-name',
    `no event is called \`${written}\`, letter for letter`,
    `write \`${right}\``,
    span,
  )

export const versionedEventName = (written: string, right: string, span: Span): Diagnostic =>
  error(
    'versioned-event-name',
    `records of this call are not called \`${written}\`: they carry the version of its API`,
    `write \`${right}\`, or \`{ prefix: ${written} }\` for every version`,
    span,
  )

export const notAnEvent = (written: string, instead: readonly string[], span: Span): Diagnostic =>
  error(
    'not-an-event',
    `CloudTrail never records an event called \`${written}\``,
    instead.length === 0
      ? 'it is a permission that other calls need: match those calls'
      : `match what is recorded: ${listed(instead)}`,
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
    `\`${written}\` is not an event of ${some(tested)}`,
    `it is one of ${some(actual)}`,
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
    `no event ${within(sources)} is known as \`${written}\``,
    guess !== undefined
      ? `did you mean \`${guess}\`?`
      : others.length > 0
        ? `what there is: ${some(others, 5)}`
        : 'look the name up in a real record: a name that is never written never matches',
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
    'look the names up in real records, letter case included',
    span,
  )

export const unguardedName = (
  written: string,
  sources: readonly string[],
  span: Span,
): Diagnostic =>
  warning(
    'unguarded-name',
    `\`${written}\` is an event of ${some(sources)}, and any of them matches`,
    `name the service as well: \`eventSource: ${sources[0]}\``,
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
    right === undefined ? 'write it as in `ec2.amazonaws.com`' : `write \`${right}\``,
    span,
  )

export const unknownEventSource = (
  written: string,
  guess: string | undefined,
  span: Span,
): Diagnostic =>
  warning(
    'unknown-event-source',
    `no service is known to record events as \`${written}\``,
    guess === undefined
      ? 'look it up in a real record: most are the name of the service in IAM and `.amazonaws.com`'
      : `did you mean \`${guess}\`?`,
    span,
  )

export const unfitEventSource = (description: string, span: Span): Diagnostic =>
  warning(
    'unknown-event-source',
    `no known event source ${description}`,
    'event sources look like `ec2.amazonaws.com`',
    span,
  )

export const needsReadOnlyEvents = (
  names: readonly string[],
  only: boolean,
  state: string,
  span: Span,
): Diagnostic =>
  note(
    'needs-read-only-events',
    `EventBridge delivers ${some(names)} only to a rule in the state ${state}${only ? '' : '; the other events of this rule come in any state'}`,
    'AWS charges nothing for it, but calls that read are many (KMS and IAM above all), and each one that matches runs the alerting',
    span,
  )

export const needsDataEvents = (
  names: readonly string[],
  type: string,
  pricePer100k: number,
  span: Span,
): Diagnostic =>
  note(
    'needs-data-events',
    `${some(names)} ${names.length === 1 ? 'is a data event' : 'are data events'}, which no trail records by itself`,
    `select them in the trail: eventCategory Data, resources.type ${type}, narrowed by eventName and resources.ARN ($${pricePer100k.toFixed(2)} for 100,000 events)`,
    span,
  )

export const needsInsights = (pricePer100k: number, span: Span): Diagnostic =>
  note(
    'needs-insights',
    'Insights events exist only where a trail has Insights switched on',
    `switch on ApiCallRateInsight, ApiErrorRateInsight or both with PutInsightSelectors ($${pricePer100k.toFixed(2)} for 100,000 management events analysed, per type); the first come after up to 36 hours`,
    span,
  )

export const needsNetworkActivity = (pricePer100k: number, span: Span): Diagnostic =>
  note(
    'needs-network-activity',
    'events of VPC endpoints are recorded only where a trail selects them',
    `select them in the trail: eventCategory NetworkActivity and an eventSource ($${pricePer100k.toFixed(2)} for 100,000 events)`,
    span,
  )

export const networkActivityUnseen = (detailType: string, span: Span): Diagnostic =>
  error(
    'never-matches',
    'events of VPC endpoints never reach this rule, because they come under a detail-type of their own',
    `write \`on: { source: aws.ec2, detail-type: ${detailType} }\` with the source you mean`,
    span,
  )

export const neverMatches = (what: string, help: string, span: Span): Diagnostic =>
  error('never-matches', `no event can meet ${what}`, help, span)

export const emptyListMatched = (path: string, span: Span): Diagnostic =>
  error(
    'never-matches',
    `\`${path}\` must be one of an empty list, so no event can match`,
    'put a value into the list in tripline.yaml, or leave the clause out',
    span,
  )

export const unlessCoversMatch = (span: Span): Diagnostic =>
  error(
    'never-matches',
    '`unless` holds for every event that `match` asks for, so the rule never fires',
    'narrow `unless` down to the events that are to stay quiet',
    span,
  )

export const alwaysMatches = (what: string, span: Span): Diagnostic =>
  warning(
    'always-matches',
    `every event meets ${what}, so it decides nothing`,
    'leave it out, or correct it',
    span,
  )

export const anyTextMatches = (description: string, span: Span): Diagnostic =>
  warning(
    'always-matches',
    `every text ${description}`,
    'write `exists: true` for a field that must be there',
    span,
  )

export const subsumedClause = (what: string, why: string, span: Span): Diagnostic =>
  warning('subsumed-clause', `${what} adds nothing: ${why}`, 'leave it out', span)

export const subsumedRule = (other: string, span: Span): Diagnostic =>
  warning(
    'subsumed-rule',
    `this rule fires only for events that \`${other}\` fires for as well`,
    `take these events out of \`${other}\` with \`unless\`, give this rule the higher severity, or leave one of the two out`,
    span,
  )

export const unfilledField = (path: string, why: string, help: string, span: Span): Diagnostic =>
  warning('unfilled-field', `\`${path}\` ${why}`, help, span)
