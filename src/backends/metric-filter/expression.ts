/**
 * The condition of a metric filter before it is written down.
 *
 * INVARIANT: `!=` stands only where its field is known to be there: the documentation leaves open
 * what it says of a missing one.
 */
export type Expression =
  | { readonly kind: 'always' | 'never' }
  /** `$.errorCode NOT EXISTS` */
  | { readonly kind: 'absent'; readonly selector: string }
  | Test
  | { readonly kind: 'all' | 'any'; readonly of: readonly Expression[] }

/** One comparison. `is` and `exists` are true only of a value that is there, `exists` of any such value; `is-not` is written with `!=`. */
export interface Test {
  readonly kind: 'test'
  readonly says: 'is' | 'exists' | 'is-not'
  readonly selector: string
  /** What stands behind the selector: `="Root"`, ` IS TRUE`. */
  readonly comparison: string
}

export const always: Expression = { kind: 'always' }
export const never: Expression = { kind: 'never' }

/** Holds where the field is absent, and where its value passes. */
export const absentOr = (selector: string, expression: Expression): Expression => ({
  kind: 'any',
  of: [{ kind: 'absent', selector }, expression],
})

const none: ReadonlySet<string> = new Set()

/** The selectors of the fields that are there wherever the expression holds. */
export function presentIn(expression: Expression): ReadonlySet<string> {
  switch (expression.kind) {
    case 'always':
    case 'never':
    case 'absent':
      return none
    case 'test':
      return expression.says === 'is-not' ? none : new Set([expression.selector])
    case 'all':
      return expression.of.reduce((sum, part) => sum.union(presentIn(part)), none)
    case 'any': {
      const [first = none, ...rest] = expression.of.map(presentIn)
      return rest.reduce((shared, each) => shared.intersection(each), first)
    }
  }
}

/** The filter pattern: no more than one `{ … }`, every mixture of `&&` and `||` in parentheses. The order of the parts is always the same. */
export const patternOf = (expression: Expression): string => `{ ${textOf(expression)} }`

/** Each expression is asked for its text and its place many times; one deep inside of others for each of them. */
const known = new WeakMap<Expression, { readonly text: string; readonly order: string }>()

function written(expression: Expression): { readonly text: string; readonly order: string } {
  const done = known.get(expression)
  if (done !== undefined) return done
  const fresh = { text: write(expression), order: place(expression) }
  known.set(expression, fresh)
  return fresh
}

/** The same text for the same condition, however its parts were ordered: it serves as its name, too. */
export const textOf = (expression: Expression): string => written(expression).text

const orderOf = (expression: Expression): string => written(expression).order

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
const saying = ['absent', 'exists', 'is', 'is-not']

/** Who reads a filter wants to know first what it is about. */
function place(expression: Expression): string {
  switch (expression.kind) {
    case 'always':
    case 'never':
      return ''
    case 'absent':
    case 'test': {
      const rank = first.includes(expression.selector) ? first.indexOf(expression.selector) : 9
      const says = expression.kind === 'absent' ? 'absent' : expression.says
      return `${rank}${expression.selector} ${saying.indexOf(says)}`
    }
    case 'all':
    case 'any':
      return expression.of.map(orderOf).sort(compare)[0] ?? ''
  }
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
