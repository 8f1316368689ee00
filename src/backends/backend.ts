/** The interface of a backend: it compiles rules to one kind of AWS resource. */
import type { BackendName } from '../ir/names.ts'
import type { Rule } from '../ir/rule.ts'

/**
 * A target that a rule compiles to. Its output must match every event of the rule, because a missed
 * event is an incident that nobody hears about.
 */
export interface Backend<Output> {
  readonly name: BackendName
  /** Its output in one sentence. */
  readonly summary: string
  /** Never throws, for any rule. */
  compile(rule: Rule): Compiled<Output>
}

/**
 * - `exact`: the output fires for exactly the events of the rule.
 * - `superset`: it fires for all of them and for some more. Each sentence of `residual` says what the
 *   runtime still has to decide. Only a backend whose output leads to such a runtime may answer this.
 * - `refused`: there is no output. `why` is the reason, `instead` says what to write.
 */
export type Compiled<Output> =
  | { readonly kind: 'exact'; readonly output: Output }
  | { readonly kind: 'superset'; readonly output: Output; readonly residual: readonly string[] }
  | { readonly kind: 'refused'; readonly why: string; readonly instead: string }

/** `exact` if the residual is empty, otherwise `superset`. */
export const compilation = <Output>(
  output: Output,
  residual: readonly string[],
): Compiled<Output> =>
  residual.length === 0 ? { kind: 'exact', output } : { kind: 'superset', output, residual }
