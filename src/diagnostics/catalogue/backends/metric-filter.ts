/**
 * Every sentence about what a metric filter cannot do: why a rule is refused and what to write
 * instead, and what the alarm leaves to the function.
 */
import { listed } from '../../phrases.ts'
import { Uncompilable } from '../../uncompilable.ts'

const useEventBridge = 'use EventBridge (`via: eventbridge`)'

// Of whole rules.

export const neverMatches = (): Uncompilable =>
  new Uncompilable(
    'no event can match it',
    'look for two tests of one field that exclude each other, or for a value that the field never has',
  )

export const onlyCloudTrail = (): Uncompilable =>
  new Uncompilable('the log group of the trail has CloudTrail events only', useEventBridge)

export const bareRecords = (): Uncompilable =>
  new Uncompilable(
    'the log group has records without an envelope, so they have no `source` and no `detail-type`',
    `write \`on: cloudtrail\` and test \`eventSource\` and \`eventType\`, or ${useEventBridge}`,
  )

export const tooManyTests = (count: number, maxCharacters: number): Uncompilable =>
  new Uncompilable(
    `its filter pattern would need ${count} tests, but a filter pattern can have only ${maxCharacters} characters`,
    'split it into several rules with fewer tests each',
  )

export const tooLong = (
  characters: number,
  maxCharacters: number,
  commonest: { readonly field: string; readonly count: number } | undefined,
): Uncompilable =>
  new Uncompilable(
    `its filter pattern has ${characters} characters, but CloudWatch Logs allows ${maxCharacters}`,
    commonest === undefined
      ? 'split it into several rules with fewer tests each'
      : `split it into several rules: \`${commonest.field}\` has ${commonest.count} tests, and each rule can have some of them`,
  )

export const notInLog = (word: string): Uncompilable =>
  new Uncompilable(
    `no record has the value \`${word}\`, and CloudWatch Logs cannot compute it`,
    `test fields of \`userIdentity\`, or ${useEventBridge}`,
  )

// Of what an alarm counts.

export const remembersNothing = (): Uncompilable =>
  new Uncompilable('an alarm only counts events, so it cannot support `firstSeen`', useEventBridge)

export const countsNoValues = (distinct: string): Uncompilable =>
  new Uncompilable(
    `an alarm counts events, but this rule counts different values of \`${distinct}\``,
    `${useEventBridge}, or remove \`distinct\` to count events`,
  )

export const countsAllTogether = (by: readonly string[]): Uncompilable =>
  new Uncompilable(
    `an alarm counts all events together, but this rule counts separately for each value of ${listed(by)}`,
    `${useEventBridge}, or remove \`by\` to count all events together`,
  )

export const windowTooLong = (): Uncompilable =>
  new Uncompilable(
    'the alarm for this `threshold` would cover more than one day, and CloudWatch evaluates such an alarm only once an hour',
    `write a \`within\` of less than half a day, or ${useEventBridge}`,
  )

/** The residual of a `threshold`. */
export const wholeMinutes = (count: number, windowMs: number, periodSeconds: number): string =>
  `the rule needs ${count} events within ${windowMs / 1000} s, but the alarm counts over ${periodSeconds / 60} whole minutes, so the function \`alarm\` checks the times`

// Of the values of a path.

export const oneElement = (path: string): Uncompilable =>
  new Uncompilable(
    `\`each: ${path}\` tests one element of a list, and a metric filter cannot read values in a list`,
    useEventBridge,
  )

export const notInRecord = (path: string): Uncompilable =>
  new Uncompilable(
    `the records in the log group do not have \`${path}\`, because only EventBridge adds it`,
    'test fields of the record: `eventSource`, `eventType`, `eventTime`',
  )

export const mayBeList = (path: string): Uncompilable =>
  new Uncompilable(
    `\`${path}\` can be a list, and a metric filter cannot read values in a list`,
    `test a field with one value, add the \`eventSource\` of the call so that the type of the field is known, or ${useEventBridge}`,
  )

export const isObject = (path: string): Uncompilable =>
  new Uncompilable(
    `\`${path}\` is an object, and a metric filter cannot compare an object`,
    'test a field inside the object',
  )

export const textAndBoolean = (path: string): Uncompilable =>
  new Uncompilable(
    `\`${path}\` can be a text or a boolean, and CloudWatch Logs does not document how a filter distinguishes the two`,
    "test both: `['true', true]`",
  )

// Of one operator.

export const letterCase = (operator: string): Uncompilable =>
  new Uncompilable(
    `a metric filter always distinguishes letter case, but \`${operator}\` ignores letter case`,
    'list every spelling that AWS uses, for example `[Yes, YES]`',
  )

export const regularExpression = (): Uncompilable =>
  new Uncompilable(
    'a log group allows only five filters with a regular expression, and these support no parentheses',
    `use \`prefix\`, \`suffix\` or \`contains\`, or ${useEventBridge}`,
  )

export const policyDocument = (): Uncompilable =>
  new Uncompilable('a metric filter cannot read policy documents', useEventBridge)

export const addressAsText = (): Uncompilable =>
  new Uncompilable(
    'a metric filter compares addresses as text, so `10.*` also matches text that is not an address',
    `list the addresses, or ${useEventBridge}`,
  )

export const twoFields = (): Uncompilable =>
  new Uncompilable('a metric filter cannot compare two fields', useEventBridge)

export const notNull = (path: string): Uncompilable =>
  new Uncompilable(
    `a metric filter cannot exclude null values of \`${path}\``,
    'test the values that the field can have',
  )

/** `what`: a character in backticks. */
export const notPlain = (path: string, character: string): Uncompilable =>
  new Uncompilable(
    `the test of \`${path}\` contains ${character}, and CloudWatch Logs does not document how to escape it`,
    `test a part of the text without this character, with \`prefix\`, \`suffix\` or \`contains\`, or ${useEventBridge}`,
  )

/** As `notPlain` takes it. */
export const controlCharacter = 'a control character'

export const innerStar = (path: string, pattern: string): Uncompilable =>
  new Uncompilable(
    `a filter pattern allows \`*\` only at the start or the end of a text, but the test of \`${path}\` has it inside: \`${pattern}\``,
    `use \`prefix\`, \`suffix\` and \`contains\` if their order does not matter, or ${useEventBridge}`,
  )
