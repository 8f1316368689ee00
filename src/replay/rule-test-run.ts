/**
 * What a rule does with the events of one of its tests. It takes the steps of `replay`: the same
 * identity of events, the same memory, the same alerts. Exceptions play no part.
 */
import type { AlertDocument } from '../alert/document.ts'
import { alertsInOrder } from '../detect/alerts-in-order.ts'
import { documentOf, dueFrom } from '../detect/due-alert.ts'
import { timeOf } from '../engine/identity.ts'
import { ruleMatches } from '../engine/rule-matches.ts'
import type { Event } from '../ir/event.ts'
import type { DeployedRule } from '../ir/rule.ts'
import { copyFinder } from './copies.ts'
import { digest } from './digest.ts'

/** An alert, and the event at which it is sent. */
export interface SentAlert {
  readonly alert: AlertDocument
  readonly event: Event
}

export interface TestRun {
  readonly events: readonly Event[]
  /** How many of the events match the rule. Copies of one event count once. */
  readonly matchedCount: number
  readonly alerts: readonly SentAlert[]
  /** The events for which the rule calls its responders. */
  readonly answered: readonly Event[]
}

/** `events` are in the order of their time. */
export function runTest(rule: DeployedRule, events: readonly Event[]): TestRun {
  const copies = copyFinder()
  const alertOf = alertsInOrder(digest)
  // Dedup keeps alerts from people, and no event from a responder.
  const undeduplicated = { ...rule, dedup: undefined }
  const answerOf = alertsInOrder(digest)
  const alerts: SentAlert[] = []
  const answered: Event[] = []
  let matchedCount = 0
  for (const event of events) {
    if (!ruleMatches(rule, event)) continue
    const { id, fresh } = copies(event, [0])
    if (fresh.length === 0) continue
    matchedCount++
    const [match, atMs] = [{ event, messages: [] }, timeOf(event)]
    const draft = alertOf({ ...match, rule }, id, atMs)
    const request = answerOf({ ...match, rule: undeduplicated }, id, atMs)
    if (request !== undefined && request.status !== 'resolved') answered.push(event)
    if (draft === undefined) continue
    const alert = documentOf(dueFrom(draft, digest), new Date(atMs).toISOString())
    alerts.push({ alert, event })
  }
  return { events, matchedCount, alerts, answered }
}
