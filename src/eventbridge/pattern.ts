/**
 * A compiled event pattern. `parsePattern` makes it once, and `matches` reads it for every event.
 *
 * EventBridge flattens both sides. A pattern becomes a list of alternatives (one per combination of
 * its `$or` arms), an alternative a list of fields named by their dotted path, a field a list of
 * comparisons of which one must hold. `{"a":{"b":[1]}}` and `{"a.b":[1]}` are therefore the same
 * pattern.
 */

import type { CaselessText } from './ignore-case.ts'
import type { WildcardParts } from './wildcard.ts'

export interface EventPattern {
  /** At least one; the pattern matches when one of them does. */
  readonly alternatives: readonly Alternative[]
  /** Every path of every alternative, and its number in `Field.slot`. */
  readonly slots: ReadonlyMap<string, number>
  /** The prefixes of the paths in `slots`. `undefined` if there are too many to list. */
  readonly prefixes: ReadonlySet<string> | undefined
  /** Whether a field with the empty name can lie on one of these paths. */
  readonly entersEmptyName: boolean
}

/**
 * Fields that must all hold, ordered by path: the order decides what `exists: false` sees in
 * arrays.
 */
export type Alternative = readonly Field[]

export interface Field {
  readonly path: string
  readonly slot: number
  readonly comparisons: readonly Comparison[]
}

/** One value or operator of a field's list. Texts are well-formed, see `asUtf8`. */
export type Comparison =
  | { readonly kind: 'exactly'; readonly value: string }
  /** `true`, `false`, `null`, or a number that is compared as written. */
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  | {
      readonly kind: 'numeric'
      readonly from: number
      readonly to: number
      readonly withFrom: boolean
      readonly withTo: boolean
    }
  /** Addresses from `first` to `last`, as digits (see `addressDigits`). */
  | { readonly kind: 'cidr'; readonly first: string; readonly last: string }
  | { readonly kind: 'prefix' | 'suffix'; readonly value: string }
  | {
      readonly kind: 'equals-ignore-case' | 'prefix-ignore-case' | 'suffix-ignore-case'
      readonly value: CaselessText
    }
  | { readonly kind: 'wildcard'; readonly parts: WildcardParts }
  | { readonly kind: 'exists'; readonly wanted: boolean }
  /** Holds for every leaf, of any type, for which none of `comparisons` holds. */
  | { readonly kind: 'anything-but'; readonly comparisons: readonly Comparison[] }
