/** Writes expressions as the text of a filter pattern, the same text in any order of the rule's fields. */
import type { Expression } from './expression.ts'

/** The filter pattern: one `{ … }`, with parentheses wherever `&&` and `||` are mixed, in a stable order. */
export const patternOf = (expression: Expression): string => `{ ${textOf(expression)} }`

/** A cache, because the text of an inner expression is needed for each expression around it. */
const known = new WeakMap<Expression, { readonly text: string; readonly order: string }>()

function print(expression: Expression): { readonly text: string; readonly order: string } {
  const done = known.get(expression)
  if (done !== undefined) return done
  const fresh = { text: write(expression), order: place(expression) }
  known.set(expression, fresh)
  return fresh
}

/** The text of a condition. Equal conditions have equal texts in any order of their parts, so it is a key too. */
export const textOf = (expression: Expression): string => print(expression).text

const orderOf = (expression: Expression): string => print(expression).order

function write(expression: Expression): string {
  switch (expression.kind) {
    case 'always':
    case 'never':
      return expression.kind
    case 'absent':
      return `${expression.selector} NOT EXISTS`
    case 'test':
      return expression.selector + expression.comparison
    case 'all':
    case 'any': {
      const inner = expression.kind === 'all' ? 'any' : 'all'
      return expression.of
        .map((part) => ({ order: orderOf(part), kind: part.kind, text: textOf(part) }))
        .sort((one, other) => compare(one.order, other.order) || compare(one.text, other.text))
        .map(({ kind, text }) => (kind === inner ? `(${text})` : text))
        .join(expression.kind === 'all' ? ' && ' : ' || ')
    }
  }
}

const first = ['$.eventSource', '$.eventName']
const relations = ['absent', 'exists', 'is', 'is-not']

/** Source and name of the event come first, so that people see at once what a filter is about. */
function place(expression: Expression): string {
  switch (expression.kind) {
    case 'always':
    case 'never':
      return ''
    case 'absent':
    case 'test': {
      const rank = first.includes(expression.selector) ? first.indexOf(expression.selector) : 9
      const relation = expression.kind === 'absent' ? 'absent' : expression.relation
      return `${rank}${expression.selector} ${relations.indexOf(relation)}`
    }
    case 'all':
    case 'any':
      return expression.of.map(orderOf).sort(compare)[0] ?? ''
  }
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
