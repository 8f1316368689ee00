/**
 * The condition of a rule on one event, with every shorthand already written out.
 *
 * This is the only form a backend ever sees. It is deliberately smaller than the YAML: by the
 * time a rule is a `Predicate`, lists have become `any`, dotted names have become paths, lists of
 * `tripline.yaml` have become their values and named conditions have become blocks. A backend
 * that handles each case below handles every rule.
 */
import type { Scalar } from './json.ts'
import type { Path } from './path.ts'
import type { PolicyTest } from './policy-test.ts'

/** One test of one value. There is one variant for each operator of the language. */
export type OperatorCheck =
  | { readonly op: 'equals'; readonly value: Scalar }
  | { readonly op: 'equals-ignore-case'; readonly text: string }
  | { readonly op: 'prefix'; readonly text: string }
  | { readonly op: 'prefix-ignore-case'; readonly text: string }
  | { readonly op: 'suffix'; readonly text: string }
  | { readonly op: 'suffix-ignore-case'; readonly text: string }
  | { readonly op: 'contains'; readonly text: string }
  | { readonly op: 'contains-ignore-case'; readonly text: string }
  /** `*` is any run of characters; `\*` and `\\` are the characters themselves. */
  | { readonly op: 'wildcard'; readonly pattern: string }
  | { readonly op: 'wildcard-ignore-case'; readonly pattern: string }
  /** An RE2 regular expression, unanchored. */
  | { readonly op: 'matches'; readonly regex: string }
  | { readonly op: 'gt'; readonly bound: number }
  | { readonly op: 'gte'; readonly bound: number }
  | { readonly op: 'lt'; readonly bound: number }
  | { readonly op: 'lte'; readonly bound: number }
  /** An IPv4 or IPv6 network in CIDR notation. */
  | { readonly op: 'cidr'; readonly network: string }
  | { readonly op: 'exists'; readonly present: boolean }
  /** Equal to the value the same block chooses for another path. */
  | { readonly op: 'same-as'; readonly path: Path }
  /** A policy document, as text or as an object. A field with it also has the objects at its path as values. */
  | { readonly op: 'policy'; readonly test: PolicyTest }

/** A test of one value: an operator, or operators joined. `not` also holds for an absent path. */
export type Check =
  | OperatorCheck
  | { readonly op: 'any'; readonly of: readonly Check[] }
  | { readonly op: 'all'; readonly of: readonly Check[] }
  | { readonly op: 'not'; readonly of: Check }

export interface Field {
  readonly path: Path
  readonly check: Check
}

/**
 * A `block` holds when one value can be chosen for each of its fields so that every check holds,
 * values that come through the same array coming from the same element. The blocks inside
 * `all`, `any` and `not` choose for themselves.
 *
 * `each` holds when one element of the array at `path`, or the single object there, satisfies `of`
 * by itself: paths in `of` start at the element, and a path is absent if this element lacks it. Only
 * objects are elements. Arrays in arrays are opened.
 */
export type Predicate =
  | { readonly kind: 'block'; readonly fields: readonly Field[] }
  | { readonly kind: 'all'; readonly of: readonly Predicate[] }
  | { readonly kind: 'any'; readonly of: readonly Predicate[] }
  | { readonly kind: 'not'; readonly of: Predicate }
  | { readonly kind: 'each'; readonly path: Path; readonly of: Predicate }
