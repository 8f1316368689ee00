/**
 * Builds the part of an alert's document that `replay` prints. The whole document is made from it
 * (document-for.ts), so `replay` and delivery agree. A history may contain a hundred thousand
 * alerts, and this part takes a tenth of the time of the whole.
 */
import type { Event } from '../ir/event.ts'
import { isObject, type Json, type JsonObject } from '../ir/json.ts'
import type { DeployedRule } from '../ir/rule.ts'
import { actorName } from './actor.ts'
import type { AlertBrief, AlertDocument } from './document.ts'
import { findingIn, withFinding } from './finding.ts'
import type { Finding } from './findings/finding.ts'
import { insightFields } from './insight.ts'
import { fieldsFor, titleFor } from './template.ts'

/** The decision, as far as a brief needs it. */
export interface BriefDecision {
  readonly rule: DeployedRule
  /** The event the alert is about: the first of a group, the last of a threshold. */
  readonly event: Event
  /** How many events the alert is about. */
  readonly count: number
  readonly status: AlertDocument['status']
  /** What nobody can read in the event, if the rule could not be decided without it. */
  readonly undecided?: readonly string[]
}

/**
 * Builds the brief with values of any length: only a document is shortened to fit into a message.
 * `finding` is the event's finding, where the caller has already read it.
 */
export function briefFor(
  { rule, event, count, status, undecided = [] }: BriefDecision,
  finding: Finding | undefined = findingIn(event),
): AlertBrief {
  const { record, envelope } = event
  const brief: AlertBrief = {
    status,
    rule: rule.id,
    severity: rule.severity,
    title: titleFor(rule, event),
    time: text(record.eventTime) ?? text(envelope.time),
    account: text(record.recipientAccountId) ?? text(envelope.account),
    region: text(record.awsRegion) ?? text(envelope.region),
    event: calledOf(record, envelope),
    actor: actorName(record),
    sourceIP: text(record.sourceIPAddress),
    fields: { ...insightFields(record), ...fieldsFor(rule, event) },
    count,
    possible: undecided.length > 0,
  }
  const isTitled = rule.alert.title !== undefined
  return finding === undefined ? brief : withFinding(brief, finding, isTitled)
}

/** The call; an event that is no call has its detail-type instead. */
function calledOf(record: JsonObject, envelope: JsonObject): AlertDocument['event'] {
  const insight = isObject(record.insightDetails) ? record.insightDetails : {}
  return {
    id: text(record.eventID) ?? text(envelope.id),
    source: text(record.eventSource) ?? text(insight.eventSource) ?? text(envelope.source),
    name: text(record.eventName) ?? text(insight.eventName) ?? text(envelope['detail-type']),
  }
}

const text = (value: Json | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null
