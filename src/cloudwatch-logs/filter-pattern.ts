/**
 * A parsed CloudWatch Logs filter pattern: what the matcher reads and nothing else does.
 *
 * The language is the page "Filter pattern syntax for metric filters, subscription filters, filter
 * log events, and Live Tail"
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html), "the
 * syntax page" in this folder's comments. Where it leaves a point open, `undecided.ts` names it.
 */

import type { Expression } from './expression.ts'
import type { Comparison, Regex } from './operand.ts'
import type { Selector } from './selector.ts'

/** Words and phrases looked for anywhere in the message. */
export interface TermsPattern {
  readonly kind: 'terms'
  /** All of these have to occur. */
  readonly all: readonly Term[]
  /** At least one of these has to occur; empty where the pattern ignores its `?` terms. */
  readonly any: readonly Term[]
  /** None of these may occur. */
  readonly none: readonly Term[]
}

export type Term = { readonly kind: 'phrase'; readonly text: string } | Regex

/** `{ $.eventName = "StopLogging" }` */
export interface JsonPattern {
  readonly kind: 'json'
  readonly condition: Expression<JsonTest>
}

export type JsonTest =
  | {
      readonly kind: 'compare'
      readonly selector: Selector
      readonly comparison: Comparison
    }
  | { readonly kind: 'is'; readonly selector: Selector; readonly value: null | boolean }
  | { readonly kind: 'not-exists'; readonly selector: Selector }

/** `[ip, user, ..., status_code = 4*, bytes]` */
export interface SpaceDelimitedPattern {
  readonly kind: 'space-delimited'
  /** The fields before the ellipsis, or all of them. */
  readonly head: readonly Field[]
  /** The fields after the ellipsis, counted from the end; null without an ellipsis. */
  readonly tail: readonly Field[] | null
}

/** One place between two commas; a place left empty has no name and no condition. */
export interface Field {
  readonly name: string | null
  readonly condition: Expression<FieldTest> | null
}

/** A comparison with a field by name; the name may be another field's than the one it stands in. */
export interface FieldTest {
  readonly field: string
  readonly comparison: Comparison
}

export type FilterPattern = TermsPattern | JsonPattern | SpaceDelimitedPattern

/** Why a pattern is refused, and where; lines and columns count from 1, columns in UTF-16 units. */
export interface PatternError {
  /** One sentence without a final full stop; what the author wrote stands in backticks. */
  readonly message: string
  readonly line: number
  readonly column: number
  /** What to write instead, where that can be said. */
  readonly help?: string
}
