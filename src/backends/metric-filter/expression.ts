/**
 * The condition of a metric filter before it is written down.
 *
 * INVARIANT: `!=` is used only where its field is known to be there: the documentation leaves open
 * what it means for a missing one.
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
  readonly relation: 'is' | 'exists' | 'is-not'
  readonly selector: string
  /** What is written after the selector: `="Root"`, ` IS TRUE`. */
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
      return expression.relation === 'is-not' ? none : new Set([expression.selector])
    case 'all':
      return expression.of.reduce((sum, part) => sum.union(presentIn(part)), none)
    case 'any': {
      const [first = none, ...rest] = expression.of.map(presentIn)
      return rest.reduce((shared, each) => shared.intersection(each), first)
    }
  }
}
