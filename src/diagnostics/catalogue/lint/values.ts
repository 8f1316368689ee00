/** Diagnostics about values that a field never has. */
import { warning } from '../../constructors.ts'
import type { Diagnostic, Span } from '../../diagnostic.ts'
import { nearest } from '../../nearest.ts'
import { didYouMean, listed } from '../../phrases.ts'

/** Why no record passes a test, as a sentence, and what to write instead. */
export type DeadValue = readonly [why: string, help: string]

/** `excludes`: the test is in `unless` or under `not`, so the rule fires for what it should not. */
export const deadValue = ([why, help]: DeadValue, excludes: boolean, span: Span): Diagnostic =>
  warning('dead-value', `${why}${excludes ? ', so this test excludes no event' : ''}`, help, span)

type Kind = 'text' | 'boolean' | 'number'

const nouns: Readonly<Record<Kind, string>> = {
  text: 'text',
  boolean: '`true` or `false` without quotes',
  number: 'a number',
}

/** `value`: the same value in the kind of the field, as an author writes it. */
export const otherKind = (
  path: string,
  found: Kind,
  kinds: readonly Kind[],
  value: string | undefined,
): DeadValue => [
  `\`${path}\` is ${kinds.map((kind) => nouns[kind]).join(' or ')} in every record, and never ${nouns[found]}`,
  value === undefined
    ? `compare it with ${kinds.map((kind) => nouns[kind]).join(' or ')}`
    : `write \`${value}\``,
]

/** `field`: a field in the object, or undefined where none is documented. */
export const objectTested = (path: string, field: string | undefined): DeadValue => [
  `\`${path}\` is an object in every record, and only the fields in it have values`,
  `test a field in it${field === undefined ? '' : `, for example \`${field}\``}`,
]

/** `exists: false` for an object. */
export const objectAbsent = (path: string, field: string | undefined): DeadValue => [
  `\`exists: false\` holds for every event, because \`${path}\` is an object, and only the fields in it have values`,
  `test a field in it${field === undefined ? '' : `, for example \`${field}\``}`,
]

/** `description` is what the operator requires, such as ``is `x` ``. */
export const notOneOf = (
  path: string,
  description: string,
  words: readonly string[],
  written: string,
): DeadValue => [
  `in these events, no value of \`${path}\` ${description}`,
  didYouMean(nearest(written, words), words),
]

export const otherArn = (types: readonly string[], examples: readonly string[]): DeadValue => [
  `\`userIdentity.arn\` has another form if \`userIdentity.type\` is ${listed(types)}`,
  `write an ARN like ${listed(examples)}${
    types.includes('AssumedRole')
      ? ', or test the role itself in `userIdentity.sessionContext.sessionIssuer.arn`'
      : ''
  }`,
]

export const noArn = (types: readonly string[]): DeadValue => [
  `\`userIdentity.arn\` is absent if \`userIdentity.type\` is ${listed(types)}`,
  'test `userIdentity.accountId`, `userIdentity.invokedBy` or `userIdentity.onBehalfOf.userId`',
]

export const noUserName: DeadValue = [
  '`userIdentity.userName` is absent if `userIdentity.type` is `IdentityCenterUser`',
  'test `userIdentity.onBehalfOf.userId`',
]

export const capitalParameter = (path: string, right: string): DeadValue => [
  `records of this service never have \`${path}\`: their parameters start with a lower-case letter`,
  `write \`${right}\``,
]

export const otherRegion = (
  path: string,
  sources: readonly string[],
  regions: readonly string[],
): DeadValue => [
  `no event of ${listed(sources)} has this \`${path}\`, because these events arrive in one region only`,
  `remove this test, or write one of: ${listed(regions)}`,
]

export const readsNothing = (names: readonly string[], isReadOnly: boolean): DeadValue => [
  `\`readOnly\` is always \`${isReadOnly}\` for ${listed(names)}`,
  'remove this test',
]
