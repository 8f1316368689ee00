/** Diagnostics about blocks, paths, operators and lists. */

import { error, warning } from '../constructors.ts'
import type { Diagnostic, Span } from '../diagnostic.ts'
import { nearest } from '../nearest.ts'
import { didYouMean, listMark } from '../phrases.ts'

/** Operators of other rule languages, and what to write for each in this one. */
const foreignOperators: ReadonlyMap<string, string> = new Map([
  ['equals', 'write the value itself: `eventName: StopLogging`'],
  ['eq', 'write the value itself: `eventName: StopLogging`'],
  ['in', 'write a list: `eventName: [StopLogging, DeleteTrail]`'],
  [
    'anything-but',
    'write `not`, which also holds for an absent field; add `exists: true` to require one',
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
      ? `for a field inside of \`${path}\` write the path \`${path}.${name}\`; operators are ${known.join(', ')}`
      : `did you mean \`${guess}\`?`)
  return error('unknown-operator', `unknown operator \`${name}\``, help, span)
}

export const wrongOperand = (
  operator: string,
  wanted: string,
  found: string,
  span: Span,
): Diagnostic =>
  error('wrong-operand', `\`${operator}\` takes ${wanted}, not ${found}`, undefined, span)

export const emptyBlock = (where: string, span: Span): Diagnostic =>
  error(
    'empty-block',
    `\`${where}\` tests nothing, so it would hold for every event`,
    'name a field and what it must be: `eventName: StopLogging`',
    span,
  )

export const emptyTest = (path: string, span: Span): Diagnostic =>
  error('empty-test', `no value of \`${path}\` can pass an empty test`, 'add a value', span)

export const badPath = (written: string, problem: string, help: string, span: Span): Diagnostic =>
  error('bad-path', `\`${written}\` ${problem}`, help, span)

export const repeatedPath = (path: string, firstLine: number, span: Span): Diagnostic =>
  error(
    'repeated-path',
    `\`${path}\` is already tested on line ${firstLine}`,
    'put both operators in one mapping, or each in a block of its own under `all`',
    span,
  )

export const unknownField = (path: string, guess: string | undefined, span: Span): Diagnostic =>
  guess === undefined
    ? warning(
        'unknown-field',
        `no field \`${path}\` is documented for these events`,
        'check the spelling in a real event: a field that is never there never matches',
        span,
      )
    : error(
        'unknown-field',
        `these events have no field \`${path}\``,
        `did you mean \`${guess}\`?`,
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
    `\`${name}\` tests fields of API calls, which the events of this rule do not have`,
    'name the fields of these events themselves, or let the rule look at `on: cloudtrail`',
    span,
  )

export const badRegex = (regex: string, problem: string, span: Span): Diagnostic =>
  error(
    'bad-regex',
    `\`${regex}\` is not an RE2 regular expression: ${problem.replace(/^error parsing regexp: /, '')}`,
    /perl|escape/i.test(problem)
      ? 'RE2 has no look-around and no back-references, so that no event can make it slow'
      : undefined,
    span,
  )

export const badWildcard = (pattern: string, span: Span): Diagnostic =>
  error(
    'bad-wildcard',
    `\`${pattern}\` has a backslash that escapes nothing`,
    'write `\\*` for a star and `\\\\` for a backslash',
    span,
  )

export const badNetwork = (written: string, span: Span): Diagnostic =>
  error(
    'bad-network',
    `\`${written}\` is not a network`,
    'write `10.0.0.0/8`, `203.0.113.7/32` or `2001:db8::/32`',
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
      : `no tripline.yaml defines the list \`${name}\``,
    guess === undefined
      ? `define it there: \`lists: { ${name}: […] }\``
      : `did you mean \`${guess}\`?`,
    span,
  )
}

export const unreadableList = (name: string, span: Span): Diagnostic =>
  error(
    'unknown-list',
    `the list \`${name}\` cannot be read, because tripline.yaml has a mistake in it`,
    'fix tripline.yaml first: this error goes away with it',
    span,
  )

export const misspeltList = (written: string, name: string, span: Span): Diagnostic =>
  error(
    'unknown-list',
    `\`${written}\` names no list`,
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
    `\`${list}\` does not fit here: ${message}`,
    `that value is at ${at.file}:${at.start.line}:${at.start.column}`,
    span,
  )

export const misplacedList = (written: string, span: Span): Diagnostic =>
  error(
    'misplaced-list',
    `\`${written}\` mixes a list with other text`,
    `write the list alone: \`${listMark}\`, or write each of its values out in full`,
    span,
  )
