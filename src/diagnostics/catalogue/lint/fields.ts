/** Diagnostics about fields that CloudTrail leaves empty, hides or cuts. */
import { note, warning } from '../../constructors.ts'
import type { Diagnostic, Span } from '../../diagnostic.ts'

/** Why a field is not what the rule expects, which completes "`path` …", and what to test instead. */
export type Unfilled = readonly [why: string, help: string]

export const unfilledField = (path: string, [why, help]: Unfilled, span: Span): Diagnostic =>
  warning('unfilled-field', `\`${path}\` ${why}`, help, span)

export const absentOnSuccess: Unfilled = [
  'is absent if the call succeeded',
  'write `exists: false` to match calls that succeeded',
]

/** `limit`: a size with its unit. */
export const cutAt = (limit: string): Unfilled => [
  `is cut at ${limit} in records, so its end may be missing`,
  'test its beginning with `prefix`, or a part of it with `contains`',
]

export const quietOnTruncated = (path: string, severity: string, span: Span): Diagnostic =>
  note(
    'unfilled-field',
    `CloudTrail leaves \`${path}\` out of records above 100 KB, and a rule of severity ${severity} does not fire then`,
    'with severity `high` or `critical` it fires as possible; the shipped rules `permission-record-truncated` and `record-truncated` report each such record',
    span,
  )

export const nullInReads: Unfilled = [
  'is null in calls that only read',
  'test a field of `requestParameters`, or test `errorCode`',
]

export const nullInSignIns: Unfilled = [
  'is null in sign-in events',
  'test a field of `additionalEventData` or `responseElements`',
]

export const absentInSessions: Unfilled = [
  'is absent if the caller uses a session of a role or user',
  'for the name of the role or user, test `userIdentity.sessionContext.sessionIssuer.userName`',
]

export const notUserName = (types: readonly string[]): Unfilled => [
  `is not the name of a user if \`userIdentity.type\` is ${types.join(' or ')}`,
  'test `userIdentity.arn` or `userIdentity.accountId`',
]

const testOther = 'test another field, for example the caller or the resource'

export const secretOmitted: Unfilled = [
  'is missing in records, because its value is secret',
  testOther,
]

export const secretHidden = (written: string): Unfilled => [
  `is always \`${written}\` in records, because its value is secret`,
  testOther,
]
