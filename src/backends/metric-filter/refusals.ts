/** Every sentence about what a metric filter cannot do: why a rule is refused and what to write instead, and what the alarm leaves to the function. */
import { type Path, pathText } from '../../ir/path.ts'
import type { OperatorCheck } from '../../ir/predicate.ts'
import type { Threshold } from '../../ir/rule.ts'
import { Uncompilable } from '../uncompilable.ts'

const toEventBridge = 'leave the rule to EventBridge (`via: eventbridge`)'

// Of whole rules.

export const neverMatches = (): Uncompilable =>
  new Uncompilable(
    'no event can ever match it',
    'look for a field that is asked to be two things at once, or something that it never is',
  )

export const onlyCloudTrail = (): Uncompilable =>
  new Uncompilable("only CloudTrail writes to the trail's log group", toEventBridge)

export const bareRecords = (): Uncompilable =>
  new Uncompilable(
    'the log group holds bare records, which have no `source` and no `detail-type`',
    `observe \`cloudtrail\`, and ask for \`eventSource\` and \`eventType\`, or ${toEventBridge}`,
  )

export const tooManyTests = (count: number, maxCharacters: number): Uncompilable =>
  new Uncompilable(
    `its filter pattern asks for ${count} things, and a filter pattern has ${maxCharacters} characters at most`,
    'split it into rules that ask for less',
  )

export const tooLong = (
  characters: number,
  maxCharacters: number,
  commonest: { readonly field: string; readonly count: number } | undefined,
): Uncompilable =>
  new Uncompilable(
    `its filter pattern is ${characters} characters long, and a filter pattern has ${maxCharacters} characters at most`,
    commonest === undefined
      ? 'split it into rules that ask for less'
      : `split it: \`${commonest.field}\` is tested ${commonest.count} times, of which each rule could have a part`,
  )

// Of what an alarm counts.

export const remembersNothing = (): Uncompilable =>
  new Uncompilable(
    'an alarm counts, and cannot know what was seen before',
    `${toEventBridge}, where the function remembers`,
  )

export const countsNoValues = (distinct: Path): Uncompilable =>
  new Uncompilable(
    `an alarm counts events, and this rule the different values of \`${pathText(distinct)}\``,
    `${toEventBridge}, where the function tells them apart, or count events: drop \`distinct\``,
  )

export const countsAllTogether = (by: readonly Path[]): Uncompilable =>
  new Uncompilable(
    `an alarm counts all events together, and this rule for each \`${by.map(pathText).join('`, `')}\` by itself`,
    `${toEventBridge}, where the function counts for each value, or count all together: drop \`by\``,
  )

export const windowTooLong = (): Uncompilable =>
  new Uncompilable(
    'an alarm that looks back over more than a day is evaluated once an hour only',
    'choose a `within` of less than half a day, or count with `via: eventbridge`',
  )

/** The residual of a `threshold`. */
export const wholeMinutes = ({ count, windowMs }: Threshold, periodSeconds: number): string =>
  `${count} events within ${windowMs / 1000} s of one another: the alarm counts them over ${periodSeconds / 60} whole minutes`

// Of what a path may hold.

export const notInRecord = (path: Path): Uncompilable =>
  new Uncompilable(
    `\`${pathText(path)}\` is EventBridge's, and the trail writes the bare record into its log group`,
    'ask the record: `eventSource`, `eventType`, `eventTime`',
  )

export const mayBeList = (path: Path): Uncompilable =>
  new Uncompilable(
    `\`${pathText(path)}\` may hold a list, and a metric filter reads no value inside a list`,
    `ask for a field that holds one value, pin the \`eventSource\` whose parameter is known to, or ${toEventBridge}`,
  )

export const isObject = (path: Path): Uncompilable =>
  new Uncompilable(
    `\`${pathText(path)}\` is an object, which has no value of its own`,
    'ask for a field inside of it',
  )

export const textAndBoolean = (path: Path): Uncompilable =>
  new Uncompilable(
    `\`${pathText(path)}\` is seen both as text and as true or false, which a metric filter tells apart in no documented way`,
    "take both: `['true', true]`",
  )

// Of one operator.

export const letterCase = (op: OperatorCheck['op']): Uncompilable =>
  new Uncompilable(
    `a metric filter takes letter case as it stands, and \`${op}\` does not`,
    'write the spellings that AWS uses, each as it is: `[Yes, YES]`',
  )

export const regularExpression = (): Uncompilable =>
  new Uncompilable(
    'a log group takes five filters with a regular expression, for all rules together, and they know no parentheses',
    `say it with \`prefix\`, \`suffix\` or \`contains\`, or ${toEventBridge}`,
  )

export const addressAsText = (): Uncompilable =>
  new Uncompilable(
    'a metric filter compares addresses as text, and `10.*` is also the start of what is no address',
    `list the addresses themselves, or ${toEventBridge}`,
  )

export const twoFields = (): Uncompilable =>
  new Uncompilable(
    'a metric filter compares no two fields',
    `${toEventBridge}, where the function compares them`,
  )

export const notNull = (path: Path): Uncompilable =>
  new Uncompilable(
    `\`${pathText(path)}\`: a metric filter has IS NULL and no opposite of it`,
    'ask for the values it may have',
  )

/** `what`: a character in backticks, or a noun. */
export const notPlain = (path: Path, what: string): Uncompilable =>
  new Uncompilable(
    `\`${pathText(path)}\`: no documentation says how a filter pattern holds ${what} as itself`,
    `ask for a part of the text without it, with \`prefix\`, \`suffix\` or \`contains\`, or ${toEventBridge}`,
  )

export const innerStar = (path: Path, pattern: string): Uncompilable =>
  new Uncompilable(
    `\`${pathText(path)}\`: a filter pattern knows \`*\` at the ends of a text only, and \`${pattern}\` needs it inside`,
    `say it with \`prefix\`, \`suffix\` and \`contains\` where their order does not matter, or ${toEventBridge}`,
  )
