/**
 * The condition of a metric filter as a tree, before it is written as text.
 *
 * INVARIANT: `!=` is used only if its field is known to be present, because its result for an absent
 * field is not documented.
 */
export type Expression =
  | { readonly kind: 'always' | 'never' }
  /** `$.errorCode NOT EXISTS` */
  | { readonly kind: 'absent'; readonly selector: string }
  | Test
  | { readonly kind: 'all' | 'any'; readonly of: readonly Expression[] }

/** One comparison. `is` and `exists` need a value that is present; `exists` accepts any. `is-not` is written with `!=`. */
export interface Test {
  readonly kind: 'test'
  readonly relation: 'is' | 'exists' | 'is-not'
  readonly selector: string
  /** The text after the selector: `="Root"`, ` IS TRUE`. */
  readonly comparison: string
}

export const always: Expression = { kind: 'always' }
export const never: Expression = { kind: 'never' }

/** Holds if the field is absent or passes the expression. */
export const absentOr = (selector: string, expression: Expression): Expression => ({
  kind: 'any',
  of: [{ kind: 'absent', selector }, expression],
})

const none: ReadonlySet<string> = new Set()

/** The selectors of fields that are present in every record for which the expression holds. */
export function presentIn(expression: Expression): ReadonlySet<string> {
  switch (expression.kind) {
    case 'always':
    case 'never':
    case 'absent':
      return none
    case 'test':
      return expression.relation === 'is-not' ? none : new Set([expression.selector])
    case 'all':
      return expression.of.reduce((sum, part) => sum.union(presentIn(part)), none)
    case 'any': {
      const [first = none, ...rest] = expression.of.map(presentIn)
      return rest.reduce((shared, each) => shared.intersection(each), first)
    }
  }
}
