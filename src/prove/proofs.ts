/** The judge of each backend, by the name of the backend. */
import { eventPattern } from '../backends/event-pattern/event-pattern.ts'
import { metricFilter } from '../backends/metric-filter/metric-filter.ts'
import type { Event } from '../ir/event.ts'
import type { BackendName } from '../ir/names.ts'
import type { Rule } from '../ir/rule.ts'
import { judgeEventPattern } from './event-pattern.ts'
import type { Bounds } from './events.ts'
import type { Judged } from './judge.ts'
import { judgeMetricFilter } from './metric-filter.ts'
import { type Proof, proofOf } from './proof.ts'

/** The rule as each backend compiles it, with the means to run that offline. */
export const judges: Readonly<Record<BackendName, (rule: Rule) => Judged>> = {
  'event-pattern': (rule) => judgeEventPattern(eventPattern.compile(rule)),
  'metric-filter': (rule) => judgeMetricFilter(rule, metricFilter.compile(rule)),
}

/** Proves one backend's output for a rule. A proof is deterministic: it derives the same events each time. */
export const prove = (
  backend: BackendName,
  rule: Rule,
  samples?: readonly Event[],
  bounds?: Bounds,
  progress?: (eventCount: number) => void,
): Proof => proofOf(rule, judges[backend](rule), samples, bounds, progress)
