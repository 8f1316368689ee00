import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { ScalarNode } from '../diagnostics/node.ts'
import type { TestedValue } from '../ir/json.ts'
import type { OperatorCheck } from '../ir/predicate.ts'

/**
 * The operators that decide by one value alone. `exists` and `same-as` also need the values around
 * it.
 */
export type ValueOp = Exclude<OperatorCheck['op'], 'exists' | 'same-as'>

export type CheckOf<Op extends OperatorCheck['op']> = Extract<OperatorCheck, { op: Op }>

/** Why a value almost passed a check: the two mistakes that authors make most often. */
export type NearMiss = 'letter case' | 'wrong type'

/**
 * One operator of the language. It reads its operand into a check, and describes a check in words.
 */
export interface Operator<C extends OperatorCheck> {
  readonly name: C['op']
  /** Completes "holds for …". The JSON Schema, the docs and `--help` show it. */
  readonly summary: string
  readonly example: string
  /** JSON Schema (draft-07) of one operand. */
  readonly operand: Readonly<Record<string, unknown>>
  /** Whether an author may write a list of operands. The test holds if any of them does. */
  readonly takesList: boolean
  /** The check for one operand, or the diagnostic for an operand that does not fit. */
  read(operand: ScalarNode): C | Diagnostic
  /** The check in words, completing "eventName …": `starts with \`Delete\``. */
  describe(check: C): string
}

/** An operator that decides by one value alone. */
export interface ValueOperator<C extends CheckOf<ValueOp>> extends Operator<C> {
  /** Whether the value passes the check. */
  holds(check: C, value: TestedValue): boolean
  /**
   * For a value that fails the check: why it almost passed, or undefined if it did not come close.
   */
  nearMiss?(check: C, value: TestedValue): NearMiss | undefined
}
