import { backendByName, backendNoun, backendsFor } from '../backends/backends.ts'
import type { CompiledRule } from '../compile.ts'
import { cannotCompile } from '../diagnostics/catalogue/results.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'

/**
 * An error for each backend that a rule names and that cannot compile it. If deployed, the rule
 * would never fire.
 */
export const compileProblems = ({ rule, idSpan }: CompiledRule): Diagnostic[] =>
  backendsFor(rule.via).flatMap((name) => {
    const compiled = backendByName[name].compile(rule)
    if (compiled.kind !== 'refused') return []
    return [cannotCompile(backendNoun(name), compiled.why, compiled.instead, idSpan)]
  })
