/**
 * Whether the metric filter of a rule matches exactly the records of the rule, on events derived from
 * the rule, and for certain. The judge is our filter-pattern engine, which shares no code with the
 * compiler or with the engine that evaluates rules.
 *
 * What a `threshold` counts is not proven here: that is the alarm's.
 */
import { inEnvelope } from '../aws/envelope.ts'
import { loggedPath } from '../backends/metric-filter/condition.ts'
import { metricFilter } from '../backends/metric-filter.ts'
import { type JsonPattern, matchesJson } from '../cloudwatch-logs/json-pattern.ts'
import { parseFilterPattern } from '../cloudwatch-logs/parse-filter-pattern.ts'
import { ruleMatches } from '../engine/rule-matches.ts'
import type { Event } from '../ir/event.ts'
import type { Rule } from '../ir/rule.ts'
import { fieldsOf } from './assignments.ts'
import { certainly } from './certainty.ts'
import { type Bounds, eventsFor, usualBounds } from './events.ts'
import { type Asked, bare, logged } from './logged.ts'
import type { Flaw, Proof } from './prove.ts'
import { smallest } from './smallest.ts'

/** `undecided`: what the filter says of the event is documented nowhere. */
export type MetricFilterFlaw = Flaw | { readonly kind: 'undecided'; readonly event: Event }

export interface MetricFilterProof extends Omit<Proof, 'flaw'> {
  readonly flaw: MetricFilterFlaw | undefined
}

type Compile = typeof metricFilter

export function proveMetricFilter(
  rule: Rule,
  samples: readonly Event[] = [],
  bounds: Bounds = usualBounds,
  compile: Compile = metricFilter,
): MetricFilterProof {
  const compiled = compile(rule)
  const nothing = { rule: rule.id, claim: compiled.kind, residual: [] }
  const counted = { eventCount: 0, firingCount: 0, residualCount: 0 }
  if (compiled.kind === 'refused') return { ...nothing, ...counted, flaw: undefined }
  const residual = compiled.kind === 'superset' ? compiled.residual : []
  const { pattern: text } = compiled.output
  const parsed = parseFilterPattern(text)
  if (!parsed.ok || parsed.pattern.kind !== 'json') {
    const error = parsed.ok ? 'it is no JSON pattern' : parsed.error.message
    return { ...nothing, ...counted, residual, flaw: { kind: 'invalid', pattern: text, error } }
  }
  const { pattern } = parsed
  let flaw: MetricFilterFlaw | undefined
  for (const event of loggedEvents(rule, samples, bounds)) {
    counted.eventCount++
    if (ruleMatches(rule, event)) counted.firingCount++
    const kind = flawOn(rule, pattern, event)
    if (kind === undefined) continue
    flaw = { kind, event: shrunk(rule, event, (each) => flawOn(rule, pattern, each) === kind) }
    break
  }
  return { ...nothing, ...counted, residual, flaw }
}

function flawOn(
  rule: Rule,
  pattern: JsonPattern,
  event: Event,
): 'missed' | 'excess' | 'undecided' | undefined {
  const [fires, matched] = [ruleMatches(rule, event), matchesJson(pattern, event.record)]
  if (fires !== matched) return fires ? 'missed' : 'excess'
  return certainly(pattern, event.record) === undefined ? 'undecided' : undefined
}

/** The rule's events as they are in the log group, and their neighbours there, none twice. */
function* loggedEvents(rule: Rule, samples: readonly Event[], bounds: Bounds): Generator<Event> {
  const asked = askedBy(rule)
  const seen = new Set<string>()
  for (const event of eventsFor(rule, samples, bounds)) {
    for (const inLog of logged(asked, event)) {
      const key = JSON.stringify(inLog.record)
      if (!seen.has(key)) yield inLog
      seen.add(key)
    }
  }
}

function askedBy({ on, match, unless }: Rule): Asked {
  const paths = [...fieldsOf(match), ...(unless === undefined ? [] : fieldsOf(unless))].map(
    ({ path }) => path,
  )
  return {
    on,
    paths: paths.map(loggedPath),
    envelope: paths.flatMap(([first, key]) => (first === 'envelope' && key ? [key] : [])),
  }
}

/** Only what could be in the log group counts as smaller. */
const shrunk = (rule: Rule, event: Event, shows: (candidate: Event) => boolean): Event =>
  smallest(event, ({ record }) => {
    const again = bare(askedBy(rule), inEnvelope(record) as Event)
    return JSON.stringify(again?.record) === JSON.stringify(record) && shows({ ...event, ...again })
  })
