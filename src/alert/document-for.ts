/** Builds the alert from a rule and the event that fired it. */

import { resourcesOf } from '../aws/resources.ts'
import { incidentOf } from '../engine/identity.ts'
import type { Event } from '../ir/event.ts'
import { isObject, type Json, type JsonObject } from '../ir/json.ts'
import { actorDocument } from './actor.ts'
import { type BriefDecision, briefFor } from './brief.ts'
import { linksFor } from './console-links.ts'
import type { AlertBrief, AlertDocument } from './document.ts'
import { findingDetails, findingIn } from './finding.ts'
import { fitDocument } from './fit.ts'
import { shortJson } from './short-json.ts'

/** The decision: this rule fired, for this event, now. */
export interface Decision extends BriefDecision {
  /** Records of some of those events; the first five are shown. */
  readonly samples: readonly JsonObject[]
  /** 32 hexadecimal digits. */
  readonly id: string
  /** At most 255 characters. */
  readonly dedupKey: string
  /** ISO 8601. */
  readonly detectedAt: string
  readonly notes: readonly string[]
}

/** How much of an event an alert contains; a link leads to the whole event. */
const sampleLimits = { textLength: 512, items: 20, depth: 6 }

/**
 * Builds a document that always fits into one event and one message. Never throws, for any event.
 */
export function documentFor(decision: Decision): AlertDocument {
  const { rule, event, samples, id, dedupKey, detectedAt, notes } = decision
  const finding = findingIn(event)
  const brief = briefFor(decision, finding)
  const { status, severity, title, time, account, region, sourceIP, fields, count, possible } =
    brief
  const resources = resourcesOf(event.record, event.envelope)
  const details =
    finding === undefined
      ? detailsOf(event.record, brief, resources)
      : findingDetails(finding, brief, resources)
  return fitDocument({
    version: 1,
    id,
    kind: 'detection',
    status,
    rule: rule.id,
    severity,
    title,
    why: rule.why,
    runbook: rule.runbook ?? null,
    attack: rule.attack,
    controls: rule.controls,
    possible,
    dedupKey,
    time,
    detectedAt,
    account,
    region,
    event: brief.event,
    outcome: details.outcome,
    actor: details.actor,
    sourceIP,
    userAgent: details.userAgent,
    resources: details.resources,
    fields,
    count,
    samples: samples.slice(0, 5).map((sample) => shortJson(sample, sampleLimits)),
    notes: [...notes, ...undecidedNotes(decision), ...lateNotes(event, status)],
    links: details.links,
    response: null,
  })
}

/** The parts of a document beside its brief, from a CloudTrail record. */
function detailsOf(
  record: JsonObject,
  { account, region }: AlertBrief,
  resources: AlertDocument['resources'],
) {
  const actor = actorDocument(record)
  return {
    actor,
    outcome: outcomeOf(record),
    userAgent: text(record.userAgent),
    resources,
    links: linksFor({ record, account, region, actor, resources }),
  }
}

/** Notes about a rule that could not be decided. */
function undecidedNotes({ undecided = [] }: Decision): string[] {
  if (undecided.length === 0) return []
  const cause = undecided.includes('policy document')
    ? 'Tripline cannot read the policy document of this call'
    : `CloudTrail left ${undecided.join(' and ')} out of the record of this call`
  return [
    `${cause}, so the rule could not be decided. The call may be harmless. No response starts by itself.`,
  ]
}

/** Notes about an unusual rate that was over before anybody was alerted. */
const lateNotes = (event: Event, status: AlertDocument['status']): string[] =>
  incidentOf(event)?.isEnd && status !== 'resolved'
    ? ['It is over already: its end arrived, and its start had not.']
    : []

const text = (value: Json | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null

/**
 * Whether the call succeeded, as `is: succeeded` of a rule tests it; null for an event that is no
 * call. A console sign-in that failed has no errorCode.
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
