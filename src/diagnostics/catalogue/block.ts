/** Diagnostics about blocks, operators and lists. */
import { error } from '../constructors.ts'
import type { Diagnostic, Span } from '../diagnostic.ts'
import { nearest } from '../nearest.ts'
import { didYouMean, listed, listMark } from '../phrases.ts'
import { convertedText, wrongType } from './envelope.ts'

/** Operators of other rule languages, and what to write for each in this one. */
const foreignOperators: ReadonlyMap<string, string> = new Map([
  ['equals', 'write the value itself: `eventName: StopLogging`'],
  ['eq', 'write the value itself: `eventName: StopLogging`'],
  ['in', 'write a list: `eventName: [StopLogging, DeleteTrail]`'],
  [
    'anything-but',
    'write `not`, and add `exists: true` if the field must be present, because `not` also matches an absent field',
  ],
  ['not-in', 'write `not: [a, b]`'],
  ['startswith', 'write `prefix`'],
  ['endswith', 'write `suffix`'],
  ['regex', 'write `matches`'],
  ['re', 'write `matches`'],
  ['glob', 'write `wildcard`'],
  ['numeric', 'write `gt`, `gte`, `lt`, `lte`: `{ gt: 0, lte: 5 }`'],
  ['fieldref', 'write `same-as`'],
])

export function unknownOperator(
  name: string,
  path: string,
  known: readonly string[],
  span: Span,
): Diagnostic {
  const guess = nearest(name, known)
  const help =
    foreignOperators.get(name.toLowerCase()) ??
    (guess === undefined
      ? `to test a field inside \`${path}\`, write the path \`${path}.${name}\`; the operators are ${listed(known)}`
      : `did you mean \`${guess}\`?`)
  return error('unknown-operator', `unknown operator \`${name}\``, help, span)
}

export const wrongOperand = (
  operator: string,
  wanted: string,
  found: string,
  span: Span,
): Diagnostic =>
  error(
    'wrong-operand',
    `\`${operator}\` needs ${wanted}, not ${found}`,
    convertedText(wanted, found),
    span,
  )

/** `takesList`: whether the operator also accepts a list of values. */
export const nestedOperand = (
  operator: string,
  takesList: boolean,
  found: string,
  span: Span,
): Diagnostic =>
  wrongOperand(operator, takesList ? 'a value or a list of values' : 'one value', found, span)

/** In the list of operands. */
export const nestedInOperands = (operator: string, found: string, span: Span): Diagnostic =>
  error(
    'wrong-operand',
    `the list of \`${operator}\` can contain only values, not ${found}`,
    'write all values in one list',
    span,
  )

export const nestedList = (path: string, found: string, span: Span): Diagnostic =>
  error(
    'wrong-operand',
    `the list of \`${path}\` cannot contain ${found}`,
    'write values and operators in one list: `[StopLogging, { prefix: Delete }]`',
    span,
  )

export const notABlock = (where: string, found: string, span: Span): Diagnostic =>
  wrongType(
    where,
    'a block of fields and tests',
    found,
    span,
    'write fields and their values, for example `{ eventName: StopLogging }`',
  )

export const notABlockList = (where: string, found: string, span: Span): Diagnostic =>
  wrongType(
    where,
    'a list of blocks',
    found,
    span,
    'write blocks in brackets, for example `[{ eventName: StopLogging }]`',
  )

export const notACondition = (found: string, span: Span): Diagnostic =>
  wrongType('is', 'the name of a condition', found, span, 'write for example `is: by-root`')

export const notAnEach = (found: string, span: Span): Diagnostic =>
  wrongType(
    'each',
    'a path and a block',
    found,
    span,
    'write for example `each: { requestParameters.ipPermissions.items: { fromPort: 22 } }`',
  )

export const emptyBlock = (where: string, span: Span): Diagnostic =>
  error(
    'empty-block',
    `\`${where}\` is empty, so it would match every event`,
    'add a field and its value, for example `eventName: StopLogging`',
    span,
  )

/** `key` is a path or an operator. */
export const emptyTest = (key: string, span: Span): Diagnostic =>
  error('empty-test', `\`${key}\` has an empty test, which no value can pass`, 'add a value', span)

export const repeatedPath = (path: string, firstLine: number, span: Span): Diagnostic =>
  error(
    'repeated-path',
    `\`${path}\` is already tested on line ${firstLine}`,
    'write both operators in one mapping, or write two blocks under `all`',
    span,
  )

export const unknownCondition = (name: string, known: readonly string[], span: Span): Diagnostic =>
  error(
    'unknown-condition',
    `unknown condition \`${name}\``,
    didYouMean(nearest(name, known), known),
    span,
  )

export const misplacedCondition = (name: string, span: Span): Diagnostic =>
  error(
    'misplaced-condition',
    `\`${name}\` tests fields of API calls, but this rule observes other events`,
    'test the fields of these events instead, or write `on: cloudtrail`',
    span,
  )

export const conditionInElement = (name: string, span: Span): Diagnostic =>
  error(
    'misplaced-condition',
    `\`${name}\` tests fields of the event, but inside \`each\` paths start at the element`,
    'write `is` outside of `each`',
    span,
  )

export const badRegex = (regex: string, problem: string, span: Span): Diagnostic =>
  error(
    'bad-regex',
    `\`${regex}\` is not a valid RE2 regular expression: ${problem.replace(/^error parsing regexp: /, '')}`,
    /perl|escape/i.test(problem)
      ? 'write it without look-around and back-references, which RE2 does not support'
      : undefined,
    span,
  )

export const badWildcard = (pattern: string, span: Span): Diagnostic =>
  error(
    'bad-wildcard',
    `\`${pattern}\` has a backslash before a character that needs none`,
    'write `\\*` for a star, and `\\\\` for a backslash',
    span,
  )

export const badNetwork = (written: string, span: Span): Diagnostic =>
  error(
    'bad-network',
    `\`${written}\` is not a network`,
    'write an address with its prefix length: `10.0.0.0/8`, `203.0.113.7/32` or `2001:db8::/32`',
    span,
  )

export const unknownList = (
  name: string,
  known: readonly string[],
  configFound: boolean,
  span: Span,
): Diagnostic => {
  const guess = nearest(name, known)
  return error(
    'unknown-list',
    configFound
      ? `tripline.yaml has no list \`${name}\``
      : `there is no tripline.yaml that defines the list \`${name}\``,
    guess === undefined
      ? `add it to tripline.yaml: \`lists: { ${name}: [a, b] }\``
      : `did you mean \`${guess}\`?`,
    span,
  )
}

export const unreadableList = (name: string, span: Span): Diagnostic =>
  error(
    'unknown-list',
    `the list \`${name}\` cannot be read, because tripline.yaml has an error`,
    'correct tripline.yaml first',
    span,
  )

export const misspeltList = (written: string, name: string, span: Span): Diagnostic =>
  error(
    'unknown-list',
    `\`${written}\` does not name a list`,
    `write \`${listMark.replace('name', () => name)}\``,
    span,
  )

/**
 * The diagnostic of one value of a list, reported where the list is used: the same list can fit in
 * another place.
 */
export const misfitInList = (
  list: string,
  { code, message, span: at }: Diagnostic,
  span: Span,
): Diagnostic =>
  error(
    code,
    `a value of \`${list}\` is not allowed here: ${message}`,
    `correct the value at ${at.file}:${at.start.line}:${at.start.column}, or use another list`,
    span,
  )

export const misplacedList = (written: string, span: Span): Diagnostic =>
  error(
    'misplaced-list',
    `\`${written}\` combines a list with other text`,
    `write the list alone (\`${listMark}\`), or write every value in full`,
    span,
  )
