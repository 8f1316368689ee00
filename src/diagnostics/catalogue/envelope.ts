/** Diagnostics about the keys around a rule's blocks, and about exceptions and tripline.yaml. */

import { error, warning } from '../constructors.ts'
import type { Diagnostic, Span } from '../diagnostic.ts'
import { nearest } from '../nearest.ts'
import { didYouMean } from '../phrases.ts'

/** Keys of other tools' rules, and the key of this language for each. */
const foreignKeys: ReadonlyMap<string, string> = new Map([
  ['name', 'title'],
  ['description', 'why'],
  ['level', 'severity'],
  ['priority', 'severity'],
  ['enabled', 'status'],
  ['detection', 'match'],
  ['condition', 'match'],
  ['pattern', 'match'],
  ['filter', 'unless'],
  ['except', 'unless'],
  ['tags', 'attack'],
  ['mitre', 'attack'],
])

/** The key that the author most likely meant, or undefined if none is similar. */
export function guessKey(key: string, known: readonly string[]): string | undefined {
  const foreign = foreignKeys.get(key.toLowerCase())
  return foreign !== undefined && known.includes(foreign) ? foreign : nearest(key, known)
}

export const unknownKey = (key: string, known: readonly string[], span: Span): Diagnostic =>
  error('unknown-key', `unknown key \`${key}\``, didYouMean(guessKey(key, known), known), span)

export const missingKey = (key: string, where: string, help: string, span: Span): Diagnostic =>
  error('missing-key', `${where} needs \`${key}\``, help, span)

export const wrongType = (key: string, wanted: string, found: string, span: Span): Diagnostic =>
  error('wrong-type', `\`${key}\` takes ${wanted}, not ${found}`, undefined, span)

export const wrongItem = (key: string, wanted: string, found: string, span: Span): Diagnostic =>
  error('wrong-type', `an item of \`${key}\` is ${wanted}, not ${found}`, undefined, span)

export const unknownValue = (
  key: string,
  value: string,
  known: readonly string[],
  span: Span,
): Diagnostic =>
  error(
    'unknown-value',
    `\`${value}\` is not a value of \`${key}\``,
    didYouMean(nearest(value, known), known),
    span,
  )

export const badValue = (key: string, problem: string, span: Span): Diagnostic =>
  error('bad-value', `\`${key}\` ${problem}`, undefined, span)

export const emptyValue = (key: string, span: Span): Diagnostic =>
  error('empty-value', `\`${key}\` has no value`, 'write one after the colon', span)

export const emptyFieldValue = (key: string, span: Span): Diagnostic =>
  error(
    'empty-value',
    `\`${key}\` has no value`,
    'write one after the colon; for the explicit null write `null`',
    span,
  )

export const idNotKebabCase = (id: string, span: Span): Diagnostic =>
  error(
    'id-not-kebab-case',
    `\`${id}\` is no rule id`,
    'use lower-case letters, digits and single hyphens, at most 64 characters: `trail-stopped`',
    span,
  )

export const idNotFileName = (id: string, fileName: string, span: Span): Diagnostic =>
  error(
    'id-not-file-name',
    `the rule \`${id}\` is in a file called \`${fileName}\``,
    `name the file \`${id}.yaml\`, or change the id`,
    span,
  )

export const duplicateId = (id: string, first: Span, span: Span): Diagnostic =>
  error(
    'duplicate-id',
    `the id \`${id}\` is already taken by ${first.file}:${first.start.line}`,
    'give one of the two another id',
    span,
  )

export const badDuration = (key: string, written: string, span: Span): Diagnostic =>
  error(
    'bad-duration',
    `\`${written}\` is not a duration for \`${key}\``,
    'write a whole number and a unit: `30s`, `10m`, `1h`, `7d`',
    span,
  )

export const badDate = (key: string, written: string, span: Span): Diagnostic =>
  error('bad-date', `\`${written}\` is not a date for \`${key}\``, 'write `2027-01-31`', span)

export const badAttackId = (id: string, span: Span): Diagnostic =>
  error(
    'bad-attack-id',
    `\`${id}\` is not an ATT&CK technique`,
    'write `T1098` or `T1098.001`',
    span,
  )

export const oldAttackId = (id: string, current: string, span: Span): Diagnostic =>
  warning(
    'old-attack-id',
    `ATT&CK 19 replaced \`${id}\``,
    `write \`${current}\`, which is what reports will show`,
    span,
  )

export const badJsonPath = (written: string, problem: string, span: Span): Diagnostic =>
  error(
    'bad-json-path',
    `\`${written}\` ${problem}`,
    'name a field from the record down: `$.userIdentity.arn`, `$.requestParameters.items[*].cidrIp`',
    span,
  )

export const unknownChannel = (name: string, known: readonly string[], span: Span): Diagnostic =>
  error(
    'unknown-channel',
    `tripline.yaml has no channel \`${name}\``,
    known.length === 0
      ? `define it there: \`channels: { ${name}: {} }\``
      : didYouMean(nearest(name, known), known),
    span,
  )

export const untestedRule = (missing: readonly string[], span: Span): Diagnostic =>
  warning(
    'untested-rule',
    `the rule has no test that ${missing.join(' and none that ')}`,
    'add it under `tests`: what is never seen to fire may never fire',
    span,
  )

export const firesNorQuiet = (span: Span): Diagnostic =>
  error(
    'missing-key',
    'a test needs `fires` or `quiet`',
    'write `fires: what happens`, or `quiet: what happens`',
    span,
  )

export const firesAndQuiet = (span: Span): Diagnostic =>
  error(
    'bad-value',
    'a test cannot both fire and stay quiet',
    'make two tests of it, one with `fires` and one with `quiet`',
    span,
  )

export const badEventFile = (
  file: string,
  problem: string,
  guess: string | undefined,
  span: Span,
): Diagnostic =>
  error(
    'bad-event-file',
    `the event \`${file}\` ${problem}`,
    guess === undefined
      ? 'events are JSON files under `test/events`, or written out under `event`'
      : `did you mean \`${guess}\`?`,
    span,
  )

export const unknownRule = (id: string, known: readonly string[], span: Span): Diagnostic => {
  const guess = nearest(id, known)
  return error(
    'unknown-rule',
    `there is no rule \`${id}\``,
    guess === undefined
      ? 'name rules by their ids, or write `"*"` for all of them'
      : `did you mean \`${guess}\`?`,
    span,
  )
}

export const expiredException = (expires: string, owner: string, span: Span): Diagnostic =>
  warning(
    'expired-exception',
    `this exception expired on ${expires} and hides nothing any more`,
    `ask ${owner} whether it is still needed; renew it or delete it`,
    span,
  )
