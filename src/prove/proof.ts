/** Proves that the compiled output of a rule matches the same events as the rule, on events derived from it. */
import { ruleMatches } from '../engine/rule-matches.ts'
import type { Event } from '../ir/event.ts'
import { type Bounds, eventsFor, usualBounds } from './events.ts'
import type { InvalidOutput, Judge, Judged, MatchedRule } from './judge.ts'
import { smallest } from './smallest.ts'

/**
 * - `missed`: the rule fires and its output does not match.
 * - `excess`: the other way round, for an output that claims to be exact.
 * - `undecided`: AWS documents nowhere what the output does with the event.
 * - `invalid`: AWS would not accept the output.
 */
export type Flaw =
  | { readonly kind: 'missed' | 'excess' | 'undecided'; readonly event: Event }
  | InvalidOutput

export interface Proof {
  readonly rule: string
  readonly claim: 'exact' | 'superset' | 'refused'
  readonly residual: readonly string[]
  readonly eventCount: number
  /** On how many of them the rule fires: a proof in which it never does shows nothing. */
  readonly firingCount: number
  /** Events that the output matches and the runtime drops. */
  readonly residualCount: number
  /** The first that was found. */
  readonly flaw: Flaw | undefined
}

type ProvenRule = MatchedRule & { readonly id: string }

/** Events between two reports of progress: a few milliseconds, or a second for a list of thousands. */
const reportEvery = 100

/**
 * `samples` are events known to fire or to stay quiet. The proof ends at its first flaw. `progress`
 * gets the number of events so far.
 */
export function proofOf(
  rule: ProvenRule,
  { compiled, judge }: Judged,
  samples: readonly Event[] = [],
  bounds: Bounds = usualBounds,
  progress?: (eventCount: number) => void,
): Proof {
  const claimed = {
    rule: rule.id,
    claim: compiled.kind,
    residual: compiled.kind === 'superset' ? compiled.residual : [],
  }
  const counts = { eventCount: 0, firingCount: 0, residualCount: 0 }
  if (judge === undefined || 'kind' in judge) return { ...claimed, ...counts, flaw: judge }
  for (const event of judge.reaching(eventsFor(rule, samples, bounds))) {
    const { fires, matched, flaw: kind } = answersTo(rule, judge, event)
    counts.eventCount++
    if (counts.eventCount % reportEvery === 0) progress?.(counts.eventCount)
    if (fires) counts.firingCount++
    else if (matched) counts.residualCount++
    if (kind === undefined) continue
    const flaw = { kind, event: smallestWith(kind, event, rule, judge) }
    return { ...claimed, ...counts, flaw }
  }
  return { ...claimed, ...counts, flaw: undefined }
}

type FlawKind = Exclude<Flaw, InvalidOutput>['kind']

function answersTo(rule: MatchedRule, judge: Judge, event: Event) {
  const [fires, matched] = [ruleMatches(rule, event), judge.matches(event)]
  const flaw = (): FlawKind | undefined => {
    if (fires && !matched) return 'missed'
    if (matched && !fires && judge.isExact) return 'excess'
    return judge.isDocumented(event) ? undefined : 'undecided'
  }
  return { fires, matched, flaw: flaw() }
}

/** Only what could be delivered counts as smaller. */
const smallestWith = (kind: FlawKind, event: Event, rule: MatchedRule, judge: Judge): Event =>
  smallest(event, (candidate) => {
    const delivered = judge.delivered(candidate)
    return delivered !== undefined && answersTo(rule, judge, delivered).flaw === kind
  })
