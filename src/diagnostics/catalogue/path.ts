/** Diagnostics about paths and JSONPaths. */
import { error, warning } from '../constructors.ts'
import type { Diagnostic, Span } from '../diagnostic.ts'

/** What is wrong with a path, which completes "`path` …", and what to write instead. */
export interface PathProblem {
  readonly problem: string
  readonly help: string
}

export const badPath = (written: string, { problem, help }: PathProblem, span: Span): Diagnostic =>
  error('bad-path', `\`${written}\` ${problem}`, help, span)

/** `path` is the same path without `$.`. */
export const jsonPathAsPath = (path: string): PathProblem => ({
  problem: 'is a JSONPath, but a path is expected here',
  help: `write \`${path}\``,
})

export const emptySegment: PathProblem = {
  problem: 'has an empty field name',
  help: 'write field names with one dot between them',
}

export const indexInPath: PathProblem = {
  problem: 'has an index, but a path reads every item of a list',
  help: 'remove the brackets',
}

export const strayQuote: PathProblem = {
  problem: 'has a quote in the wrong place',
  help: 'put a whole field name in quotes: `tags."a.b"`',
}

export const tooManySegments = (maxCount: number): PathProblem => ({
  problem: 'has too many field names',
  help: `write at most ${maxCount} field names`,
})

/** `path` is the same path from the record down. */
export const outsideOfRecord = (path: string): PathProblem => ({
  problem: 'starts at the envelope, but paths start at the record',
  help: `write \`${path}\``,
})

export const envelopeInElement: PathProblem = {
  problem: 'starts at the envelope, but inside `each` paths start at the element',
  help: 'test the envelope outside of `each`',
}

export const unknownField = (path: string, guess: string | undefined, span: Span): Diagnostic =>
  guess === undefined
    ? warning(
        'unknown-field',
        `AWS documents no field \`${path}\` for these events`,
        'check the spelling in a real event: a test of a field that does not exist never matches',
        span,
      )
    : error(
        'unknown-field',
        `these events have no field \`${path}\``,
        `did you mean \`${guess}\`?`,
        span,
      )

const badJsonPath = (written: string, problem: string, span: Span): Diagnostic =>
  error(
    'bad-json-path',
    `\`${written}\` ${problem}`,
    'write the path of a field in the record: `$.userIdentity.arn`, `$.requestParameters.items[*].cidrIp`',
    span,
  )

export const notAJsonPath = (written: string, span: Span): Diagnostic =>
  badJsonPath(written, 'is not a JSONPath', span)

export const noFieldNamed = (written: string, span: Span): Diagnostic =>
  badJsonPath(written, 'does not name a field', span)

export const computedJsonPath = (written: string, span: Span): Diagnostic =>
  badJsonPath(written, 'does more than name a field, which Tripline does not support', span)

export const reservedCharacters = (written: string, span: Span): Diagnostic =>
  error(
    'bad-json-path',
    `\`${written}\` has a field name with characters that JSONPath uses for other purposes`,
    'name another field: JSONPath cannot name this one',
    span,
  )

/** `path` is the same path from the record down. */
export const jsonPathOutside = (written: string, path: string, span: Span): Diagnostic =>
  error(
    'bad-json-path',
    `\`${written}\` ${outsideOfRecord(path).problem}`,
    `write \`$.${path}\``,
    span,
  )

/** Text of an alert that was most likely meant as the value of a field. */
export const textLikeValue = (written: string, span: Span): Diagnostic =>
  error(
    'bad-json-path',
    `the alert would show \`${written}\` as plain text, and not the value of a field`,
    'write a JSONPath in braces: `{$.userIdentity.arn}`',
    span,
  )
