/**
 * Whether what was compiled from a rule says what the rule says, on events derived from the rule.
 * The judge of a pattern is our EventBridge engine, which shares no code with the compiler or with the
 * engine that evaluates rules.
 */
import { eventPattern } from '../backends/event-pattern.ts'
import { ruleMatches } from '../engine/rule-matches.ts'
import { fromValue } from '../eventbridge/json.ts'
import { checkLength, checkWildcards } from '../eventbridge/limits.ts'
import { matches } from '../eventbridge/match.ts'
import { type ParsedPattern, parsePattern } from '../eventbridge/parse-pattern.ts'
import type { Event } from '../ir/event.ts'
import type { Rule } from '../ir/rule.ts'
import { type Bounds, eventsFor, usualBounds } from './events.ts'
import { smallest } from './smallest.ts'

/** `missed`: the rule fires and its pattern does not match. `excess`: the other way round, for a pattern that claims to be exact. */
export type Flaw =
  | { readonly kind: 'missed' | 'excess'; readonly event: Event }
  | { readonly kind: 'invalid'; readonly pattern: string; readonly error: string }

export interface Proof {
  readonly rule: string
  readonly claim: 'exact' | 'superset' | 'refused'
  readonly residual: readonly string[]
  readonly eventCount: number
  /** On how many of them the rule fires: a proof in which it never does shows nothing. */
  readonly firingCount: number
  /** Events that a pattern matches and the runtime drops. */
  readonly residualCount: number
  readonly flaw: Flaw | undefined
}

type ProvenRule = Pick<Rule, 'id' | 'on' | 'match' | 'unless'>
type Compile = typeof eventPattern

export function prove(
  rule: ProvenRule,
  samples: readonly Event[] = [],
  bounds: Bounds = usualBounds,
  compile: Compile = eventPattern,
): Proof {
  const compiled = compile(rule)
  const fires = (event: Event): boolean => ruleMatches(rule, event)
  const patterns =
    compiled.kind === 'refused' ? [] : compiled.output.map((pattern) => JSON.stringify(pattern))
  const parsed = patterns.map((text) => ({ text, pattern: parsePattern(text) }))
  const flawed = parsed
    .map(({ text, pattern }) => invalid(text, pattern))
    .find((flaw) => flaw !== undefined)
  const matched = (event: Event): boolean => {
    const json = fromValue({ ...event.envelope, detail: event.record })
    return parsed.some(({ pattern }) => pattern.ok && matches(pattern.pattern, json))
  }
  const wrong = (event: Event): 'missed' | 'excess' | undefined => {
    const [rules, pattern] = [fires(event), matched(event)]
    if (rules && !pattern) return 'missed'
    return pattern && !rules && compiled.kind === 'exact' ? 'excess' : undefined
  }
  let [eventCount, firingCount, residualCount] = [0, 0, 0]
  let flaw: Flaw | undefined = flawed
  for (const event of eventsFor(rule, samples, bounds)) {
    if (flaw !== undefined) break
    eventCount++
    if (fires(event)) firingCount++
    else if (matched(event)) residualCount++
    const kind = wrong(event)
    if (kind !== undefined)
      flaw = { kind, event: smallest(event, (candidate) => wrong(candidate) === kind) }
  }
  const residual = compiled.kind === 'superset' ? compiled.residual : []
  return {
    rule: rule.id,
    claim: compiled.kind,
    residual,
    eventCount,
    firingCount,
    residualCount,
    flaw,
  }
}

function invalid(text: string, parsed: ParsedPattern): Flaw | undefined {
  if (!parsed.ok) return { kind: 'invalid', pattern: text, error: parsed.error }
  const error = checkLength(text) ?? checkWildcards(parsed.pattern)
  return error === undefined ? undefined : { kind: 'invalid', pattern: text, error }
}
