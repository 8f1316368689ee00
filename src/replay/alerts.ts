/**
 * The second pass over a history: turns the matching events, in the order of time, into the alerts
 * that Lambda would have sent.
 */
import type { AlertDocument } from '../alert/document.ts'
import { alertsInOrder } from '../detect/alerts-in-order.ts'
import { type AlertDraft, documentOf, dueFrom } from '../detect/due-alert.ts'
import { exceptionFor } from '../engine/exceptions.ts'
import { timeOf } from '../engine/identity.ts'
import type { Exception, Rule } from '../ir/rule.ts'
import { copyFinder } from './copies.ts'
import { digest } from './digest.ts'
import { idSet } from './id-set.ts'
import { matchedEvents } from './matched.ts'
import type { Scan } from './scan-history.ts'

/** An alert that is due, with its rule and the file of its event. */
export interface Sent {
  readonly draft: AlertDraft
  readonly rule: Rule
  readonly file: string
}

export interface Tally {
  readonly rule: Rule
  readonly alertCount: number
  readonly eventCount: number
  /** Whether the history contains an event of the rule's kind. */
  readonly observed: boolean
}

export interface Hidden {
  readonly file: string
  readonly reason: string
  readonly owner: string
  readonly eventCount: number
}

/** The totals of a history. */
export interface Found {
  /** One for each rule, in the order of the rules. */
  readonly tallies: readonly Tally[]
  readonly hidden: readonly Hidden[]
  /** Matching events that were read before: delivered twice, counted once. */
  readonly duplicateCount: number
  /** Alerts of enabled rules. A staged rule is evaluated and counted, and sends nothing. */
  readonly alertCount: number
}

export interface Question {
  readonly scan: Scan
  /** The rules of the scan. */
  readonly rules: readonly Rule[]
  readonly exceptions: readonly { readonly exception: Exception; readonly file: string }[]
  /** `yyyy-mm-dd`: exceptions that expire before this day do not apply. */
  readonly today: string
}

/** Yields the alerts of enabled rules; returns the totals. */
export function* alertsIn({ scan, rules, exceptions, today }: Question): Generator<Sent, Found> {
  const known = exceptions.map(({ exception, file }) => ({ ...exception, file, eventCount: 0 }))
  const alertOf = alertsInOrder(digest)
  const copies = copyFinder()
  // By event and number of the rule.
  const hidden = idSet()
  const shown = idSet()
  const eventCounts = new Map<Rule, number>()
  const alertCounts = new Map<Rule, number>()
  let duplicateCount = 0

  for (const { event, atMs, rules: numbers, source } of matchedEvents(scan.matched)) {
    const { id, fresh } = copies(event, numbers)
    if (fresh.length === 0) duplicateCount++
    for (const number of numbers) {
      const rule = rules[number]
      if (rule === undefined) continue
      const isFirst = fresh.includes(number)
      if (isFirst) count(eventCounts, rule)
      else if (!hidden.has(id, number)) continue
      // A copy may differ from the first in a field that the exception tests.
      const exception = exceptionFor(known, rule.id, event, today)
      if (exception !== undefined) {
        if (isFirst) exception.eventCount++
        hidden.add(id, number)
        continue
      }
      if (!isFirst && !shown.add(id, number)) continue
      const draft = alertOf({ rule, event, messages: [] }, id, atMs)
      if (draft === undefined) continue
      count(alertCounts, rule)
      if (rule.status !== 'enabled') continue
      yield { draft, rule, file: scan.sources[source]?.name ?? '' }
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

/**
 * The alert as Lambda would have sent it at the time of the event. One part is missing: what Lambda
 * looks up on AWS, which is the caller behind a finding of AWS Config.
 */
export const documentIn = ({ draft }: Sent): AlertDocument =>
  documentOf(dueFrom(draft, digest), new Date(timeOf(draft.event)).toISOString())

const count = (counts: Map<Rule, number>, rule: Rule): void =>
  void counts.set(rule, (counts.get(rule) ?? 0) + 1)
