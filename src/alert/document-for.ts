/** An event that fired a rule, and the rule, made into the alert that everybody reads. */

import { resourcesOf } from '../aws/resources.ts'
import type { Event } from '../ir/event.ts'
import { isObject, type Json, type JsonObject } from '../ir/json.ts'
import type { Rule } from '../ir/rule.ts'
import { actorDocument } from './actor.ts'
import { alertFor } from './alert.ts'
import type { AlertDocument } from './document.ts'
import { findingIn, withFinding } from './finding.ts'
import { fitted } from './fit.ts'
import { insightFields, insightOf } from './insight.ts'
import { linksFor } from './links.ts'
import { shortened } from './shortened.ts'

/** What was decided: this rule, for this event, now. */
export interface Decision {
  readonly rule: Omit<Rule, 'tests'>
  /** The event the alert is about: the first of a group, the last of a threshold. */
  readonly event: Event
  /** How many events stand behind it. */
  readonly count: number
  /** Records of some of those events; the first five are shown. */
  readonly samples: readonly JsonObject[]
  readonly status: AlertDocument['status']
  /** 32 hexadecimal digits. */
  readonly id: string
  /** At most 255 characters. */
  readonly dedupKey: string
  /** ISO 8601. */
  readonly detectedAt: string
  readonly notes: readonly string[]
}

/** How much of an event an alert carries; the event itself is one link away. */
const sampleLimits = { textLength: 512, items: 20, depth: 6 }

/** Always small enough for one event and one message; never throws, whatever the event is. */
export function documentFor(decision: Decision): AlertDocument {
  const { rule, event, count, samples, status, id, dedupKey, detectedAt, notes } = decision
  const { record, envelope } = event
  const { title, time, eventID, account, region, fields, sourceIP } = alertFor(rule, event, count)
  const actor = actorDocument(record)
  const resources = resourcesOf(record, envelope)
  const called = { id: eventID, ...calledOf(record, envelope) }
  const document: AlertDocument = {
    version: 1,
    id,
    kind: 'detection',
    status,
    rule: rule.id,
    severity: rule.severity,
    title,
    why: rule.why,
    runbook: rule.runbook ?? null,
    attack: rule.attack,
    controls: rule.controls,
    dedupKey,
    time,
    detectedAt,
    account,
    region,
    event: called,
    outcome: outcomeOf(record),
    actor,
    sourceIP,
    userAgent: text(record.userAgent),
    resources,
    fields: { ...insightFields(record), ...fields },
    count,
    samples: samples.slice(0, 5).map((sample) => shortened(sample, sampleLimits)),
    notes: [...notes, ...lateNotes(event, status)],
    links: linksFor({ record, account, region, actor, resources }),
    response: null,
  }
  const finding = findingIn(event)
  const isTitled = rule.alert.title !== undefined
  return fitted(finding === undefined ? document : withFinding(document, finding, isTitled))
}

/** An unusual rate of which nobody was told before it was over. */
const lateNotes = (event: Event, status: AlertDocument['status']): string[] =>
  insightOf(event)?.isOver && status !== 'resolved'
    ? ['It is over already: its end arrived, and its start had not.']
    : []

const text = (value: Json | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null

/** What was called; events that are no calls have their detail-type instead. */
function calledOf(record: JsonObject, envelope: JsonObject) {
  const insight = isObject(record.insightDetails) ? record.insightDetails : {}
  return {
    source: text(record.eventSource) ?? text(insight.eventSource) ?? text(envelope.source),
    name: text(record.eventName) ?? text(insight.eventName) ?? text(envelope['detail-type']),
  }
}

/**
 * Whether the call was carried out, as `is: succeeded` of a rule has it; null for what is no call.
 * A console sign-in that failed has no errorCode.
 */
function outcomeOf(record: JsonObject): AlertDocument['outcome'] {
  const { responseElements: answer, eventName } = record
  const errorCode = text(record.errorCode)
  const isRefused = isObject(answer) && answer.ConsoleLogin === 'Failure'
  return {
    succeeded: text(eventName) === null ? null : errorCode === null && !isRefused,
    errorCode,
    errorMessage: text(record.errorMessage),
  }
}
