/**
 * `&&`, `||` and parentheses over any kind of test, with the precedence the syntax page gives:
 * `()` before `&&` before `||`.
 */

import * as complaint from './complaints.ts'
import { ahead, type Cursor, eat, fail, peek, skipSpace } from './cursor.ts'

export type Expression<Test> =
  | { readonly kind: 'test'; readonly test: Test; readonly at: number }
  | {
      readonly kind: 'all' | 'any'
      readonly of: readonly Expression<Test>[]
      /** Whether the author wrote parentheses around it. */
      readonly grouped: boolean
      /** The offset in the pattern at which it starts. */
      readonly at: number
    }

/** Reads as far as the expression goes; what follows is the caller's to judge. */
export function readExpression<Test>(
  cursor: Cursor,
  readTest: (cursor: Cursor) => Test,
): Expression<Test> {
  return readAny(cursor, readTest)
}

/** Whether the expression is true, given the truth of its tests. */
export function holds<Test>(
  expression: Expression<Test>,
  isTrue: (test: Test) => boolean,
): boolean {
  switch (expression.kind) {
    case 'test':
      return isTrue(expression.test)
    case 'all':
      return expression.of.every((part) => holds(part, isTrue))
    case 'any':
      return expression.of.some((part) => holds(part, isTrue))
  }
}

// INVARIANT: these call one another once per open parenthesis, and a pattern has at most 1,024
// characters, so the stack stays shallow.
function readAny<Test>(cursor: Cursor, readTest: (cursor: Cursor) => Test): Expression<Test> {
  return readList(cursor, 'any', '||', () =>
    readList(cursor, 'all', '&&', () => readOne(cursor, readTest)),
  )
}

function readList<Test>(
  cursor: Cursor,
  kind: 'all' | 'any',
  joint: string,
  readPart: () => Expression<Test>,
): Expression<Test> {
  const first = readPart()
  const of = [first]
  for (skipSpace(cursor); eat(cursor, joint); skipSpace(cursor)) of.push(readPart())
  return of.length === 1 ? first : { kind, of, grouped: false, at: first.at }
}

function readOne<Test>(cursor: Cursor, readTest: (cursor: Cursor) => Test): Expression<Test> {
  skipSpace(cursor)
  const at = cursor.at
  if (peek(cursor) === '!' || ahead(cursor, /[A-Za-z]/).toUpperCase() === 'NOT') {
    fail(at, complaint.negation())
  }
  if (!eat(cursor, '(')) return { kind: 'test', test: readTest(cursor), at }

  const inner = readAny(cursor, readTest)
  if (!eat(cursor, ')')) {
    const cutShort = peek(cursor) === '' || peek(cursor) === ','
    if (cutShort) fail(at, complaint.unclosedParenthesis())
    failUnexpected(cursor)
  }
  return inner.kind === 'test' ? inner : { ...inner, grouped: true }
}

/** Stops at what stands where only `&&`, `||`, `)` or the end could. */
export function failUnexpected(cursor: Cursor): never {
  const word = ahead(cursor, /[A-Za-z]/).toUpperCase()
  if (word === 'AND' || word === 'OR') fail(cursor.at, complaint.wordJoint(word))
  if (peek(cursor) === ')') fail(cursor.at, complaint.strayParenthesis())
  if (peek(cursor) === '&' || peek(cursor) === '|') {
    fail(cursor.at, complaint.singleJoint(peek(cursor)))
  }
  fail(cursor.at, complaint.unexpected(ahead(cursor, /[^\s()&|]/) || peek(cursor)))
}
