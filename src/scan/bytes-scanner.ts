/**
 * One file after another: records that can match nothing are stepped over. A file of another form, or
 * a broken one, is left to the caller, who reads it record by record and says what is wrong with it.
 */
import { inEnvelope } from '../aws/envelope.ts'
import { candidatesAmong } from '../engine/candidates.ts'
import { timeOf } from '../engine/identity.ts'
import { compiledRule, type Test } from '../engine/index/compiled.ts'
import { type Matcher, matcherFor } from '../engine/index/matcher.ts'
import { View } from '../engine/index/view.ts'
import type { Event } from '../ir/event.ts'
import type { JsonObject } from '../ir/json.ts'
import type { Rule } from '../ir/rule.ts'
import { isTooDeep } from './depth.ts'
import { type Hits, hitWriter } from './hits.ts'
import { recordIn, scanBytes } from './scan-bytes.ts'
import { type Candidate, sieveFor } from './sieve.ts'
import type { WalkModule } from './walk/walker.ts'

/** What a file holds, as far as rules care. */
export interface FileScan extends Hits {
  readonly eventCount: number
  /** Milliseconds since 1970; infinite where no event has a time. */
  readonly firstMs: number
  readonly lastMs: number
  /** Ids of rules that saw an event of their kind, as far as no file before told of them. */
  readonly observed: readonly string[]
}

/** As much of a rule as a scan needs. */
export type ScannedRule = Pick<Rule, 'id' | 'on' | 'match' | 'unless'>

/** Takes a file, gunzipped, and its memory with it. Undefined for a file that must be read in another way. */
export type BytesScanner = (bytes: Buffer) => FileScan | undefined

export function bytesScanner(rules: readonly ScannedRule[], module: WalkModule): BytesScanner {
  const sieve = sieveFor(rules, module)
  // Few histories have odd records, and an index of a thousand rules takes ten milliseconds.
  let index: Matcher<ScannedRule & { readonly number: number }> | undefined
  const matches = (event: Event) => {
    index ??= matcherFor(rules.map((rule, number) => ({ ...rule, number })))
    return index(event)
  }
  const asked = asker(rules)
  const observe = observer(rules)
  return (bytes) => {
    const observed: string[] = []
    const written = hitWriter()
    let [firstMs, lastMs] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    const scanned = scanBytes(bytes, sieve, {
      learn: (record, kind) => {
        const event = inEnvelope(record) as Event
        sieve.show(kind, event, () => {
          const { possible, fresh } = observe(event)
          observed.push(...fresh)
          return possible
        })
      },
      keep: ({ json, atMs, candidates }) => {
        const matching = asked(candidates, () => recordIn(json))
        if (matching.length > 0) written.add(atMs, matching, json)
      },
      odd: (record, json) => {
        if (isTooDeep(record)) return false
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

/** The rules about an event's kind, by number, and the ids of those that were not told before. */
function observer(rules: readonly ScannedRule[]) {
  const candidates = candidatesAmong(rules)
  const told = new Set<number>()
  return (event: Event) => {
    const possible = candidates(event)
    const fresh = possible.filter((number) => !told.has(number))
    for (const number of fresh) told.add(number)
    return { possible, fresh: fresh.flatMap((number) => rules[number]?.id ?? []) }
  }
}

/** Of the candidates, the numbers of those that match, going up. The record is parsed only where that is not certain. */
function asker(rules: readonly ScannedRule[]) {
  const view = new View()
  const tests: (Test | undefined)[] = []
  return (candidates: readonly Candidate[], record: () => JsonObject): readonly number[] => {
    let isShown = false
    const matching: number[] = []
    for (const { rule, isCertain } of candidates) {
      if (matching.includes(rule)) continue
      if (!isCertain) {
        if (!isShown) view.show(inEnvelope(record()) as Event)
        isShown = true
        tests[rule] ??= compiledRule(rules[rule] as ScannedRule, view)
        if (!tests[rule]()) continue
      }
      matching.push(rule)
    }
    return matching.length > 1 ? matching.sort((a, b) => a - b) : matching
  }
}
