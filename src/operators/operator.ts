import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { ScalarNode } from '../diagnostics/node.ts'
import type { Scalar } from '../ir/json.ts'
import type { OperatorCheck } from '../ir/predicate.ts'

/** The operators that look at one value and nothing else; `exists` and `same-as` need its surroundings. */
export type ValueOp = Exclude<OperatorCheck['op'], 'exists' | 'same-as'>

export type CheckOf<Op extends OperatorCheck['op']> = Extract<OperatorCheck, { op: Op }>

/** Why a value that failed came close: what an author most often got wrong. */
export type NearMiss = 'letter case' | 'wrong type'

/** One word of the language: how its operand is read, what it holds for, how it is said. */
export interface Operator<C extends OperatorCheck> {
  readonly name: C['op']
  /** What it holds for, completing "holds for …"; shown in the schema, the docs and `--help`. */
  readonly summary: string
  readonly example: string
  /** JSON Schema (draft-07) of one operand. */
  readonly operand: Readonly<Record<string, unknown>>
  /** Whether several operands may be given, any of which may hold. */
  readonly takesList: boolean
  /** The check for one operand, or what is wrong with it. */
  read(operand: ScalarNode): C | Diagnostic
  /** The check in words, completing "eventName …": `starts with \`Delete\``. */
  says(check: C): string
}

/** An operator that decides by the value alone. */
export interface ValueOperator<C extends CheckOf<ValueOp>> extends Operator<C> {
  holds(check: C, value: Scalar): boolean
  nearMiss?(check: C, value: Scalar): NearMiss | undefined
}
