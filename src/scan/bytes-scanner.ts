/**
 * Scans CloudTrail files, one after the other, for records that match a rule. Records that cannot
 * match are skipped without parsing. A file of another form, or a broken one, is left to the
 * caller, which reads it record by record and reports its problems.
 */
import { inEnvelope } from '../aws/envelope.ts'
import { omittedParts } from '../aws/omitted.ts'
import { candidatesAmong } from '../engine/candidates.ts'
import { timeOf } from '../engine/identity.ts'
import { compileRule, type Test } from '../engine/index/compile-rule.ts'
import { type Matcher, matcherFor } from '../engine/index/matcher.ts'
import { View } from '../engine/index/view.ts'
import { type Conditions, ruleMatches } from '../engine/rule-matches.ts'
import type { Event } from '../ir/event.ts'
import type { JsonObject } from '../ir/json.ts'
import type { Rule } from '../ir/rule.ts'
import { isTooDeep } from './depth.ts'
import { type Hits, hitWriter } from './hits.ts'
import { isKnownEvent } from './known-event.ts'
import { recordIn, scanBytes } from './scan-bytes.ts'
import { type Candidate, sieveFor } from './sieve.ts'
import type { WalkModule } from './walk/walker.ts'

/** The scan of one file: its matching records, its event count and its time span. */
export interface FileScan extends Hits {
  readonly eventCount: number
  /** Milliseconds since 1970; infinite where no event has a time. */
  readonly firstMs: number
  readonly lastMs: number
  /** Ids of rules that saw an event of their kind in this file and in no file before. */
  readonly observed: readonly string[]
}

/** As much of a rule as a scan needs. */
export type ScannedRule = Pick<Rule, 'id' | 'severity'> & Conditions

/**
 * Scans a gunzipped file and releases its memory. Undefined for a file that the caller must read
 * record by record.
 */
export type BytesScanner = (bytes: Buffer) => FileScan | undefined

export function bytesScanner(rules: readonly ScannedRule[], module: WalkModule): BytesScanner {
  const sieve = sieveFor(rules, module)
  // Few histories have odd records, and an index of a thousand rules takes ten milliseconds.
  let index: Matcher<ScannedRule & { readonly number: number }> | undefined
  const matches = (event: Event) => {
    index ??= matcherFor(rules.map((rule, number) => ({ ...rule, number })))
    return index(event)
  }
  const matchingOf = candidateMatcher(rules)
  const observe = kindObserver(rules)
  return (bytes) => {
    const observed: string[] = []
    const written = hitWriter()
    let [firstMs, lastMs] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    const scanned = scanBytes(bytes, sieve, {
      learn: (record, kind) => {
        if (!isKnownEvent(record)) return false
        const event = inEnvelope(record) as Event
        sieve.show(kind, event, () => {
          const { possible, fresh } = observe(event)
          observed.push(...fresh)
          return possible
        })
        return true
      },
      keep: ({ json, atMs, candidates }) => {
        const matching = matchingOf(candidates, () => recordIn(json))
        if (matching.length > 0) written.add(atMs, matching, json)
      },
      odd: (record, json) => {
        if (isTooDeep(record) || !isKnownEvent(record)) return false
        const event = inEnvelope(record) as Event
        observed.push(...observe(event).fresh)
        const atMs = timeOf(event)
        if (atMs > 0) [firstMs, lastMs] = [Math.min(firstMs, atMs), Math.max(lastMs, atMs)]
        const matching = matches(event).map(({ number }) => number)
        if (matching.length > 0) written.add(atMs, matching, json)
        return true
      },
    })
    if (scanned === undefined) return undefined
    return {
      eventCount: scanned.eventCount,
      firstMs: Math.min(firstMs, scanned.firstMs),
      lastMs: Math.max(lastMs, scanned.lastMs),
      observed,
      ...written.hits(),
    }
  }
}

/**
 * The numbers of the rules that can match an event's kind, and the ids of those among them that
 * were not reported before.
 */
function kindObserver(rules: readonly ScannedRule[]) {
  const candidates = candidatesAmong(rules)
  const reported = new Set<number>()
  return (event: Event) => {
    const possible = candidates(event)
    const fresh = possible.filter((number) => !reported.has(number))
    for (const number of fresh) reported.add(number)
    return { possible, fresh: fresh.flatMap((number) => rules[number]?.id ?? []) }
  }
}

/**
 * The numbers of the candidates that match, ascending. The record is parsed only if a candidate is
 * not certain.
 */
function candidateMatcher(rules: readonly ScannedRule[]) {
  const view = new View()
  const tests: (Test | undefined)[] = []
  const testOf = (rule: number): Test => {
    const test = tests[rule] ?? compileRule(rules[rule] as ScannedRule, view)
    tests[rule] = test
    return test
  }
  /** The index is only for whole records. */
  const matches = (rule: number, event: Event): boolean =>
    omittedParts(event.record).length === 0
      ? testOf(rule)()
      : ruleMatches(rules[rule] as ScannedRule, event)
  return (candidates: readonly Candidate[], record: () => JsonObject): readonly number[] => {
    let shown: Event | undefined
    const matching: number[] = []
    for (const { rule, isCertain } of candidates) {
      if (matching.includes(rule)) continue
      if (!isCertain) {
        if (shown === undefined) view.show(inEnvelope(record()) as Event)
        shown = view.event
        if (!matches(rule, shown)) continue
      }
      matching.push(rule)
    }
    return matching.length > 1 ? matching.sort((a, b) => a - b) : matching
  }
}
