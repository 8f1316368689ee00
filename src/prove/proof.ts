/** Proves that the compiled output of a rule matches the same events as the rule, on events derived from it. */
import { type OmittablePart, omittableParts, omittedParts } from '../aws/omitted.ts'
import { mustMatch, ruleMatches } from '../engine/rule-matches.ts'
import type { Event } from '../ir/event.ts'
import { isObject } from '../ir/json.ts'
import { fieldsIn, matchAndNotUnless } from '../ir/logic.ts'
import { type Bounds, eventsFor, usualBounds } from './events.ts'
import type { InvalidOutput, Judge, Judged, MatchedRule } from './judge.ts'
import { smallest } from './smallest.ts'

/**
 * - `missed`: the rule fires and its output does not match.
 * - `excess`: the other way round, for an output that claims to be exact.
 * - `silenced`: a severe rule fires, and not any more if CloudTrail leaves out what it tests.
 * - `undecided`: AWS documents nowhere what the output does with the event.
 * - `invalid`: AWS would not accept the output.
 */
export type Flaw =
  | { readonly kind: 'missed' | 'excess' | 'silenced' | 'undecided'; readonly event: Event }
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
  // No output matches a part that was left out. The pattern of another rule delivers such events.
  const isDue = omittedParts(event.record).length === 0 ? fires : mustMatch(rule, event)
  const flaw = (): FlawKind | undefined => {
    if (isDue && !matched) return 'missed'
    if (fires && isSilenced(rule, event)) return 'silenced'
    if (matched && !fires && judge.isExact) return 'excess'
    return judge.isDocumented(event) ? undefined : 'undecided'
  }
  return { fires, matched, flaw: flaw() }
}

/**
 * Whether a rule of severity high or critical that fires for an event does not fire for a copy of it
 * without one of the parts that CloudTrail leaves out.
 */
const isSilenced = (rule: MatchedRule, event: Event): boolean =>
  (rule.severity === 'high' || rule.severity === 'critical') &&
  omittableParts.some(
    (part) => isObject(event.record[part]) && !ruleMatches(rule, withoutPart(event, part)),
  ) &&
  !testsMark(rule)

/** Whether a rule tests the mark itself, which then decides. */
const testsMark = (rule: MatchedRule): boolean =>
  fieldsIn(matchAndNotUnless(rule)).some(({ path }) => path.at(-1) === 'omitted')

const withoutPart = ({ record, envelope }: Event, part: OmittablePart): Event => ({
  record: { ...record, [part]: { omitted: true } },
  envelope,
})

/** Only what could be delivered counts as smaller. */
const smallestWith = (kind: FlawKind, event: Event, rule: MatchedRule, judge: Judge): Event =>
  smallest(event, (candidate) => {
    const delivered = judge.delivered(candidate)
    return delivered !== undefined && answersTo(rule, judge, delivered).flaw === kind
  })
