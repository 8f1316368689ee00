/** Diagnostics about single values of rules, exceptions, scenarios and tripline.yaml. */
import { error, warning } from '../constructors.ts'
import type { Diagnostic, Span } from '../diagnostic.ts'
import { listed } from '../phrases.ts'

const badValue = (message: string, help: string | undefined, span: Span): Diagnostic =>
  error('bad-value', message, help, span)

export const badReference = (written: string, span: Span): Diagnostic =>
  badValue(
    `\`${written}\` is not a complete \`https://\` address`,
    'write an address like `https://example.com/runbook`',
    span,
  )

export const badControl = (written: string, span: Span): Diagnostic =>
  badValue(`\`${written}\` is not the id of a control`, 'write an id like `cis-4.5`', span)

export const badAccountId = (written: string, span: Span): Diagnostic =>
  badValue(
    `\`${written}\` is not an account id`,
    'write twelve digits in quotes: `"111122223333"`',
    span,
  )

export const badRegion = (written: string, span: Span): Diagnostic =>
  badValue(`\`${written}\` is not the code of a region`, 'write a code like `eu-west-1`', span)

export const badOrganizationId = (written: string, span: Span): Diagnostic =>
  badValue(
    `\`${written}\` is not the id of an organization`,
    'write an id like `o-a1b2c3d4e5`',
    span,
  )

export const badSubscription = (written: string, span: Span): Diagnostic =>
  badValue(
    `SNS cannot deliver to \`${written}\``,
    'write an e-mail address, a phone number like `+4915112345678`, an `https://` address, or the ARN of a queue, a function or a Firehose stream',
    span,
  )

export const badPrincipal = (written: string, span: Span): Diagnostic =>
  badValue(
    `\`${written}\` is not a principal`,
    'write an ARN, or a unique id, which starts with `AROA` or `AIDA`',
    span,
  )

export const badArn = (written: string, span: Span): Diagnostic =>
  badValue(
    `\`${written}\` is not an ARN`,
    'write a complete ARN, which starts with `arn:aws:`',
    span,
  )

export const emptyText = (key: string, span: Span): Diagnostic =>
  badValue(`\`${key}\` is empty`, 'write a value', span)

/** The value breaks a rule that has no sentence of its own. `found` is from `nounFor`. */
export const otherBadValue = (key: string, found: string, span: Span): Diagnostic =>
  badValue(`\`${key}\` cannot be ${found}`, undefined, span)

export const badName = (name: string, span: Span): Diagnostic =>
  badValue(`\`${name}\` is not a valid name`, 'use lower-case letters, digits and hyphens', span)

export const tooSmall = (key: string, min: number, span: Span): Diagnostic =>
  badValue(`\`${key}\` must be at least ${min}`, undefined, span)

export const tooBig = (key: string, max: number, span: Span): Diagnostic =>
  badValue(`\`${key}\` must be at most ${max}`, undefined, span)

export const foreignSource = (written: string, span: Span): Diagnostic =>
  badValue(
    `\`${written}\` is not a source of AWS, and anyone in the account can send events with it`,
    'write a source that starts with `aws.`, for example `aws.ec2`',
    span,
  )

export const unknownDetailType = (
  written: string,
  guess: string | undefined,
  known: readonly string[],
  span: Span,
): Diagnostic =>
  (guess === undefined ? warning : error)(
    'unknown-detail-type',
    `no detail-type \`${written}\` is known for these sources`,
    guess === undefined
      ? `check it in a real event; known are ${listed(known)}`
      : `did you mean \`${guess}\`?`,
    span,
  )

export const repeatedTest = (name: string, span: Span): Diagnostic =>
  badValue(`two tests have the name \`${name}\``, 'give each test its own name', span)

export const firesAndQuiet = (span: Span): Diagnostic =>
  badValue(
    'a test cannot have both `fires` and `quiet`',
    'split it into two tests, one with `fires` and one with `quiet`',
    span,
  )

// Of scenarios.

export const idleStep = (actions: readonly string[], span: Span): Diagnostic =>
  badValue('this step has no action', `add one of ${listed(actions)}`, span)

export const severalActions = (done: readonly string[], span: Span): Diagnostic =>
  badValue(
    `this step has several actions: ${listed(done)}`,
    'keep one of them, and write a step for each of the others',
    span,
  )

export const stepWithoutActor = (span: Span): Diagnostic =>
  badValue(
    'this step does not name its actor',
    'add `by` with the name of one of the `actors`',
    span,
  )

export const unknownActor = (by: string, actors: readonly string[], span: Span): Diagnostic =>
  badValue(
    `this scenario has no actor \`${by}\``,
    actors.length === 0
      ? 'define the actor under `actors`'
      : `write one of ${listed(actors)}, or define the actor under \`actors\``,
    span,
  )
