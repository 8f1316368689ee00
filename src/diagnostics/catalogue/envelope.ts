/** Diagnostics about the keys around a rule's blocks, and about exceptions and tripline.yaml. */
import { error, warning } from '../constructors.ts'
import type { Diagnostic, Span } from '../diagnostic.ts'
import { guessKey } from '../guess-key.ts'
import { nearest } from '../nearest.ts'
import { didYouMean } from '../phrases.ts'

export const unknownKey = (key: string, known: readonly string[], span: Span): Diagnostic =>
  error('unknown-key', `unknown key \`${key}\``, didYouMean(guessKey(key, known), known), span)

/** `where` names the mapping without the key, `help` says what to write. */
export const missingKey = (key: string, where: string, help: string, span: Span): Diagnostic =>
  error('missing-key', `${where} needs \`${key}\``, help, span)

/** `what` is what the key is for, `takes` its kind of value if it must be said. */
export const addKey = (
  key: string,
  what: string,
  takes: string | undefined,
  example: string | undefined,
): string =>
  `add \`${key}\`: ${what}${takes === undefined ? '' : `, ${takes}`}${example === undefined ? '' : `, for example \`${example}\``}`

export const missingMatch = (span: Span): Diagnostic =>
  missingKey(
    'match',
    'a rule',
    'add the events that fire the rule, for example `match: { eventName: StopLogging }`',
    span,
  )

export const missingExceptionMatch = (span: Span): Diagnostic =>
  missingKey(
    'match',
    'an exception',
    'add the events that must stay quiet, for example `match: { eventName: StopLogging }`',
    span,
  )

/** How to make the wanted value of the one that was found, if only quotes or brackets are missing. */
export function convertedText(wanted: string, found: string): string | undefined {
  const [, kind, source] = /^the (number|text) `(.*)`$/s.exec(found) ?? []
  if (kind === 'number' && wanted === 'text') return `put it in quotes: "${source}"`
  return kind === 'text' && wanted === 'a list of text'
    ? `put it in brackets: [${source}]`
    : undefined
}

/** `help` is only for what quotes or brackets cannot correct. */
export const wrongType = (
  key: string,
  wanted: string,
  found: string,
  span: Span,
  help: string | undefined = convertedText(wanted, found),
): Diagnostic => error('wrong-type', `\`${key}\` must be ${wanted}, not ${found}`, help, span)

export const wrongItem = (key: string, wanted: string, found: string, span: Span): Diagnostic =>
  error(
    'wrong-type',
    `each item of \`${key}\` must be ${wanted}, not ${found}`,
    convertedText(wanted, found),
    span,
  )

export const unknownValue = (
  key: string,
  value: string,
  known: readonly string[],
  span: Span,
): Diagnostic =>
  error(
    'unknown-value',
    `\`${key}\` cannot be \`${value}\``,
    didYouMean(nearest(value, known), known),
    span,
  )

export const emptyValue = (key: string, span: Span): Diagnostic =>
  error('empty-value', `\`${key}\` has no value`, 'write a value after the colon', span)

export const emptyFieldValue = (key: string, span: Span): Diagnostic =>
  error(
    'empty-value',
    `\`${key}\` has no value`,
    'write a value after the colon; if you mean null, write `null`',
    span,
  )

export const idNotKebabCase = (id: string, span: Span): Diagnostic =>
  error(
    'id-not-kebab-case',
    `\`${id}\` is not a valid rule id`,
    'use at most 64 lower-case letters, digits and single hyphens, for example `trail-stopped`',
    span,
  )

export const idNotFileName = (id: string, fileName: string, span: Span): Diagnostic =>
  error(
    'id-not-file-name',
    `the rule \`${id}\` is in a file with another name, \`${fileName}\``,
    `rename the file to \`${id}.yaml\`, or change the id`,
    span,
  )

export const duplicateId = (id: string, first: Span, span: Span): Diagnostic =>
  error(
    'duplicate-id',
    `the rule at ${first.file}:${first.start.line} already has the id \`${id}\``,
    'give one of the two rules another id',
    span,
  )

export const badDuration = (key: string, written: string, span: Span): Diagnostic =>
  error(
    'bad-duration',
    `\`${written}\` is not a valid duration for \`${key}\``,
    'write a whole number and a unit, for example `30s`, `10m`, `1h` or `7d`',
    span,
  )

export const badDate = (key: string, written: string, span: Span): Diagnostic =>
  error(
    'bad-date',
    `\`${written}\` is not a valid date for \`${key}\``,
    'write year, month and day, for example `2027-01-31`',
    span,
  )

export const badAttackId = (id: string, span: Span): Diagnostic =>
  error(
    'bad-attack-id',
    `\`${id}\` is not the id of an ATT&CK technique`,
    'write an id like `T1098` or `T1098.001`',
    span,
  )

export const oldAttackId = (id: string, current: string, span: Span): Diagnostic =>
  warning(
    'old-attack-id',
    `ATT&CK 19 replaced the id \`${id}\``,
    `write \`${current}\`, which reports show`,
    span,
  )

export const unknownChannel = (name: string, known: readonly string[], span: Span): Diagnostic =>
  error(
    'unknown-channel',
    `tripline.yaml has no channel \`${name}\``,
    known.length === 0
      ? `add it to tripline.yaml: \`channels: { ${name}: {} }\``
      : didYouMean(nearest(name, known), known),
    span,
  )

/** `missing`: `fires`, `quiet`, or both. */
export const untestedRule = (missing: readonly ('fires' | 'quiet')[], span: Span): Diagnostic =>
  warning(
    'untested-rule',
    `this rule has no test with ${missing.map((key) => `\`${key}\``).join(' and none with ')}`,
    'add it under `tests`: nobody notices a mistake in a rule that is not tested',
    span,
  )

export const unknownRule = (id: string, known: readonly string[], span: Span): Diagnostic => {
  const guess = nearest(id, known)
  return error(
    'unknown-rule',
    `no rule has the id \`${id}\``,
    guess === undefined
      ? 'write the id of a rule, or `"*"` for all rules'
      : `did you mean \`${guess}\`?`,
    span,
  )
}

export const expiredException = (expires: string, owner: string, span: Span): Diagnostic =>
  warning(
    'expired-exception',
    `this exception expired on ${expires} and has no effect any more`,
    `ask ${owner} if it is still needed, then set a new date or delete it`,
    span,
  )
