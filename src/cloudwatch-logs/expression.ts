/**
 * Conditions joined by `&&`, `||` and parentheses, the same in JSON and in space-delimited
 * patterns.
 *
 * Precedence is `()` before `&&` before `||`. The parser and the evaluator recurse; the 1,024
 * characters a pattern may have keep them some hundred levels deep.
 */

import { accept, fail, nextCharacter, type Scanner, skipSpace, take } from './scanner.ts'

export type Expression<Leaf> =
  | { readonly kind: 'condition'; readonly condition: Leaf }
  | { readonly kind: 'all'; readonly of: readonly Expression<Leaf>[] }
  | { readonly kind: 'any'; readonly of: readonly Expression<Leaf>[] }

/** Reads one expression. The caller checks the text after it. */
export function takeExpression<Leaf>(
  scanner: Scanner,
  takeCondition: (scanner: Scanner) => Leaf,
): Expression<Leaf> {
  const of = [takeAll(scanner, takeCondition)]
  while (accept(scanner, '||')) of.push(takeAll(scanner, takeCondition))
  refuseOtherConnectives(scanner)
  return of[0] !== undefined && of.length === 1 ? of[0] : { kind: 'any', of }
}

function takeAll<Leaf>(
  scanner: Scanner,
  takeCondition: (scanner: Scanner) => Leaf,
): Expression<Leaf> {
  const of = [takePrimary(scanner, takeCondition)]
  while (accept(scanner, '&&')) of.push(takePrimary(scanner, takeCondition))
  return of[0] !== undefined && of.length === 1 ? of[0] : { kind: 'all', of }
}

function takePrimary<Leaf>(
  scanner: Scanner,
  takeCondition: (scanner: Scanner) => Leaf,
): Expression<Leaf> {
  skipSpace(scanner)
  const start = scanner.at
  const expression: Expression<Leaf> = accept(scanner, '(')
    ? takeParenthesised(scanner, takeCondition, start)
    : { kind: 'condition', condition: takeCondition(scanner) }
  skipSpace(scanner)
  return expression
}

function takeParenthesised<Leaf>(
  scanner: Scanner,
  takeCondition: (scanner: Scanner) => Leaf,
  start: number,
): Expression<Leaf> {
  const inner = takeExpression(scanner, takeCondition)
  if (accept(scanner, ')')) return inner
  return fail(
    start,
    `This parenthesis is not closed before ${nextCharacter(scanner)}.`,
    'Add the missing `)`.',
  )
}

function refuseOtherConnectives(scanner: Scanner): void {
  const start = scanner.at
  const word = take(scanner, /&|\||[A-Za-z]+/y)
  if (word === '') return
  if (/^(?:&|and)$/i.test(word)) fail(start, `\`${word}\` does not join conditions.`, 'Write `&&`.')
  if (/^(?:\||or)$/i.test(word)) fail(start, `\`${word}\` does not join conditions.`, 'Write `||`.')
  fail(
    start,
    `\`${word}\` cannot follow a condition.`,
    'Join conditions with `&&` or `||`, and put double quotes around a value with spaces.',
  )
}

export function holds<Leaf>(
  expression: Expression<Leaf>,
  holdsFor: (condition: Leaf) => boolean,
): boolean {
  switch (expression.kind) {
    case 'condition':
      return holdsFor(expression.condition)
    case 'all':
      return expression.of.every((part) => holds(part, holdsFor))
    case 'any':
      return expression.of.some((part) => holds(part, holdsFor))
  }
}
