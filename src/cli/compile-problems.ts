import { eventPattern } from '../backends/event-pattern.ts'
import { metricFilter } from '../backends/metric-filter.ts'
import type { CompiledRule } from '../compile.ts'
import { cannotCompile } from '../diagnostics/catalogue/results.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'

/** What a rule asks to be compiled to and cannot: deployed, it would never fire. */
export function compileProblems({ rule, idSpan }: CompiledRule): Diagnostic[] {
  const asked = [
    ...(rule.via === 'metric-filter'
      ? []
      : [{ what: 'an event pattern', compiled: eventPattern(rule) }]),
    ...(rule.via === 'eventbridge'
      ? []
      : [{ what: 'a metric filter', compiled: metricFilter(rule) }]),
  ]
  return asked.flatMap(({ what, compiled }) =>
    compiled.kind === 'refused'
      ? [cannotCompile(what, compiled.why, compiled.instead, idSpan)]
      : [],
  )
}
