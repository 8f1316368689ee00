/**
 * Rules whose compiled output loses events or is refused by AWS. A plan does not deploy them.
 *
 * `tripline prove` proves every rule. A plan proves only those with a text that a backend could read
 * differently from the engine, and checks the outputs of the others for errors alone.
 */
import { backendNoun, backendsFor } from '../backends/backends.ts'
import type { CompiledRule } from '../compile.ts'
import {
  invalidOutput,
  matchesTooMuch,
  missesEvent,
  silencedByTruncation,
  undocumentedMatch,
} from '../diagnostics/catalogue/results.ts'
import type { Diagnostic, Span } from '../diagnostics/diagnostic.ts'
import { fieldsIn, matchAndNotUnless, operatorsIn } from '../ir/logic.ts'
import type { OperatorCheck } from '../ir/predicate.ts'
import type { Flaw } from '../prove/proof.ts'
import { prove } from '../prove/proofs.ts'

/** One error for each output that the proof refutes. Disabled rules are not deployed. */
export const refutedRules = (
  rules: readonly CompiledRule[],
  proveRule: typeof prove = prove,
): Diagnostic[] =>
  rules.flatMap(({ rule, idSpan }) => {
    if (rule.status === 'disabled') return []
    const isAtRisk = fieldsIn(matchAndNotUnless(rule)).some(({ check }) =>
      operatorsIn(check).some(({ leaf }) => hasSpecialText(leaf)),
    )
    const bounds = isAtRisk ? undefined : { exhaustive: 0, random: 0 }
    return backendsFor(rule.via).flatMap((name) => {
      const { flaw } = proveRule(name, rule, [], bounds)
      return flaw === undefined ? [] : [flawFound(backendNoun(name), flaw, idSpan)]
    })
  })

/** Characters outside of names, ARNs and addresses. */
const special = /[^\w .:/@*+=,-]/

function hasSpecialText(check: OperatorCheck): boolean {
  if ('text' in check) return special.test(check.text)
  if ('pattern' in check) return special.test(check.pattern)
  return check.op === 'equals' && typeof check.value === 'string' && special.test(check.value)
}

/** `what` is the output of a backend, such as `event pattern`. */
export function flawFound(what: string, flaw: Flaw, span: Span): Diagnostic {
  switch (flaw.kind) {
    case 'missed':
      return missesEvent(what, span)
    case 'silenced':
      return silencedByTruncation(span)
    case 'excess':
      return matchesTooMuch(what, span)
    case 'invalid':
      return invalidOutput(what, flaw.error.split('\n')[0] ?? '', span)
    case 'undecided':
      return undocumentedMatch(what, span)
  }
}
