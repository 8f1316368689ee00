/** The second pass over a history: what matched, in the order of time, to the alerts that would have been sent. */
import { type Alert, alertFor } from '../alert/alert.ts'
import { exceptionFor } from '../engine/exceptions.ts'
import { type Firing, remember } from '../engine/history.ts'
import type { Event } from '../ir/event.ts'
import type { Exception, Rule } from '../ir/rule.ts'
import { matchedEvents } from './matched.ts'
import type { Scan } from './scan-history.ts'

/** An alert with the rule behind it and the file its event came from. */
export interface Sent {
  readonly alert: Alert
  readonly rule: Rule
  readonly event: Event
  readonly file: string
}

export interface Tally {
  readonly rule: Rule
  readonly alertCount: number
  readonly eventCount: number
  /** Whether the history held any event of the rule's kind. */
  readonly observed: boolean
}

export interface Hidden {
  readonly file: string
  readonly reason: string
  readonly owner: string
  readonly eventCount: number
}

/** What all of it comes to. */
export interface Found {
  /** For each rule, in their order. */
  readonly tallies: readonly Tally[]
  readonly hidden: readonly Hidden[]
  /** Matching events that were read before: delivered twice, counted once. */
  readonly duplicateCount: number
  /** Those of enabled rules: a staged rule evaluates and is counted, and pages nobody. */
  readonly alertCount: number
}

export interface Question {
  readonly scan: Scan
  /** Those that were scanned for. */
  readonly rules: readonly Rule[]
  readonly exceptions: readonly { readonly exception: Exception; readonly file: string }[]
  /** `yyyy-mm-dd`, by which exceptions expire. */
  readonly today: string
}

/** The alerts of enabled rules. */
export function* alertsIn({ scan, rules, exceptions, today }: Question): Generator<Sent, Found> {
  const known = exceptions.map(({ exception, file }) => ({ ...exception, file, eventCount: 0 }))
  const memory = new Map<Rule, (event: Event, atMs: number) => Firing | undefined>()
  const eventCounts = new Map<Rule, number>()
  const alertCounts = new Map<Rule, number>()
  let duplicateCount = 0
  const matched = matchedEvents(scan.matched, () => {
    duplicateCount++
  })
  for (const { event, atMs, rules: numbers, source } of matched) {
    for (const rule of numbers.flatMap((number) => rules[number] ?? [])) {
      count(eventCounts, rule)
      const exception = exceptionFor(known, rule.id, event, today)
      if (exception !== undefined) {
        exception.eventCount++
        continue
      }
      const take = memory.get(rule) ?? remember(rule)
      memory.set(rule, take)
      const firing = take(event, atMs)
      if (firing === undefined) continue
      count(alertCounts, rule)
      if (rule.status !== 'enabled') continue
      const file = scan.sources[source]?.name ?? ''
      yield { alert: alertFor(rule, event, firing.count), rule, event, file }
    }
  }
  const enabled = [...alertCounts].filter(([{ status }]) => status === 'enabled')
  return {
    tallies: rules.map((rule) => ({
      rule,
      alertCount: alertCounts.get(rule) ?? 0,
      eventCount: eventCounts.get(rule) ?? 0,
      observed: scan.observed.has(rule.id),
    })),
    hidden: known.map(({ file, reason, owner, eventCount }) => ({
      file,
      reason,
      owner,
      eventCount,
    })),
    duplicateCount,
    alertCount: enabled.reduce((sum, [, alerts]) => sum + alerts, 0),
  }
}

const count = (counts: Map<Rule, number>, rule: Rule): void =>
  void counts.set(rule, (counts.get(rule) ?? 0) + 1)
