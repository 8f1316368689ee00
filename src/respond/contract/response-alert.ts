/** Builds the alert that reports the result of a response. */
import { actorDocument } from '../../alert/actor.ts'
import { linksFor } from '../../alert/console-links.ts'
import type { AlertDocument, ResponseDocument } from '../../alert/document.ts'
import { fitDocument } from '../../alert/fit.ts'
import { resourcesOf } from '../../aws/resources.ts'
import { callText } from './by-hand.ts'
import { type ResponderEvent, textOf } from './event.ts'
import type { ResponderWorld } from './ports.ts'
import { eventOf, isUndoable, type ResponseRecord } from './record.ts'
import { namesOf } from './responder.ts'

type AnnouncedState = ResponseDocument['state']

/** `record` must be in a state that is announced: not in progress, and not covered by another. */
export function alertOf(
  record: ResponseRecord,
  { digest }: Pick<ResponderWorld<never>, 'digest'>,
): AlertDocument {
  const { request, plan, alertsDue } = record
  const { rule, about } = request
  const event = eventOf(request)
  const { record: call } = event
  const envelope = Object.fromEntries(
    Object.entries(request.event).filter(([name]) => name !== 'detail'),
  )
  const region = textOf(call.awsRegion) || null
  const who = { actor: actorDocument(call), resources: resourcesOf(call, envelope) }
  return fitDocument({
    version: 1,
    id: digest(`response ${record.id} ${alertsDue}`).slice(0, 32),
    kind: 'response',
    status: 'new',
    rule,
    severity: about.severity,
    title: titleOf(record, event),
    why: about.title,
    runbook: null,
    attack: [],
    controls: [],
    possible: false,
    dedupKey: `response/${record.id}`,
    time: event.at,
    detectedAt: record.changedAt,
    account: event.account || null,
    region,
    event: { id: textOf(call.eventID) || null, source: event.source, name: event.name },
    outcome: { succeeded: true, errorCode: null, errorMessage: null },
    ...who,
    sourceIP: textOf(call.sourceIPAddress) || null,
    userAgent: textOf(call.userAgent) || null,
    fields: fieldsOf(record),
    count: 1 + (plan?.covers.length ?? 0),
    samples: [],
    notes: [...(plan?.notes ?? []), ...commandNotes(record)],
    links: linksFor({ record: call, account: event.account, region, ...who }),
    response: responseOf(record, event),
  })
}

const commandNotes = ({ command }: ResponseRecord): readonly string[] =>
  command === null ? [] : [`Result of ${command.kind} by ${command.by}: ${command.answer}.`]

/**
 * Maps a state to one that is announced. Responses in progress are not announced; one that were
 * would have failed to continue.
 */
function announcedState({ state }: ResponseRecord): AnnouncedState {
  return state === 'acting' || state === 'undoing' || state === 'covered' ? 'failed' : state
}

function responseOf(record: ResponseRecord, event: ResponderEvent): ResponseDocument {
  const { id, request, plan, progress } = record
  const state = announcedState(record)
  const made = progress?.done ?? 0
  return {
    id,
    responder: request.responder,
    mode: request.mode,
    state,
    summary: summaryOf(record, event),
    steps: (progress?.steps ?? plan?.steps ?? []).map((step, index) => ({
      call: callText(step),
      done: index < made,
    })),
    remains: [...unfinished(record), ...(plan?.remains ?? [])],
    command: commandOf(record),
  }
}

function commandOf(record: ResponseRecord): string | null {
  const { id, state } = record
  if (state === 'waiting') return `tripline approve ${id}`
  return isUndoable(record) && !isUntouched(record) ? `tripline undo ${id}` : null
}

/** Whether the first call was refused, so that there is nothing to bring back. */
const isUntouched = ({ state, progress, left, undoneBy }: ResponseRecord): boolean =>
  state === 'failed' && progress?.done === 0 && left !== null && undoneBy === null

function unfinished(record: ResponseRecord): readonly string[] {
  const { state, progress } = record
  if (progress === null || progress.done === 0) return []
  if (state !== 'failed' && state !== 'changed-since') return []
  const or = isUndoable(record) ? ', or undo' : ''
  return [
    `${progress.done} of ${progress.steps.length} calls were made. Make the others by hand${or}.`,
  ]
}

function titleOf(record: ResponseRecord, { name, principal }: ResponderEvent): string {
  const of = record.target === null ? '' : ` of ${record.target.name}`
  const change = `${name}${of} by ${principal.key}`
  switch (announcedState(record)) {
    case 'done':
      return `Reversed: ${change}`
    case 'would-do':
      return `Would reverse: ${change}`
    case 'waiting':
      return `Approve to reverse: ${change}`
    case 'changed-since':
    case 'refused':
    case 'expired':
      return `Not reversed: ${change}`
    case 'failed':
      return `Could not ${record.undoneBy === null ? 'reverse' : 'undo the response to'}: ${change}`
    case 'undone':
      return `In effect again: ${change}`
  }
}

function summaryOf(record: ResponseRecord, event: ResponderEvent): string {
  const { plan, why, undoneBy, approvedBy, expiresAt } = record
  const others = plan?.covers.length ?? 0
  const more =
    others === 0
      ? ''
      : ` with ${others} more ${others === 1 ? 'change' : 'changes'} of the same burst`
  const what = `${event.name} by ${event.principal.key}${more}`
  const because = why === null ? '' : `: ${why}`
  const lasted = duration(record)
  switch (announcedState(record)) {
    case 'done': {
      const approved = approvedBy === null ? '' : ` after approval by ${approvedBy}`
      return `${what} was reversed${approved}.${lasted === null ? '' : ` The change was in effect for ${lasted}.`}`
    }
    case 'would-do':
      return `${what} would be reversed by the calls below. None was made, because the mode of the rule is observe.`
    case 'waiting':
      return `${what} waits for approval${because}. If a person approves before ${expiresAt ?? 'it expires'}, the calls below are made.`
    case 'changed-since':
    case 'refused':
    case 'expired':
      return `${what} was not reversed${because}.`
    case 'failed':
      return undoneBy === null
        ? `${what} could not be reversed${because}.`
        : `${what} was reversed. That response could not be undone${because}.`
    case 'undone':
      return `${undoneBy ?? 'A person'} undid the response to ${what}. The change is in effect again.`
  }
}

/** The facets that are, or would be, restored, one per line. */
function fieldsOf({ plan, target }: ResponseRecord): AlertDocument['fields'] {
  const facets =
    plan === null ? [] : namesOf(plan).filter((name) => plan.found[name] !== plan.before[name])
  return {
    Target: target?.name ?? null,
    ...(plan === null
      ? {}
      : {
          Since: plan.since,
          Before: facets.map((name) => formerText(name, plan.before[name] ?? null)),
        }),
  }
}

const formerText = (facet: string, value: string | null): string =>
  value === null ? `no ${facet}` : value === 'yes' ? facet : `${facet} = ${value}`

/** How long the change was in force, to the second, because CloudTrail records whole seconds. */
function duration({ plan, finishedAt }: ResponseRecord): string | null {
  if (plan === null || finishedAt === null) return null
  const seconds = Math.max(0, Math.round((Date.parse(finishedAt) - Date.parse(plan.since)) / 1000))
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  const parts = [hours > 0 && `${hours} h`, minutes > 0 && `${minutes} min`, `${seconds % 60} s`]
  return parts.filter(Boolean).join(' ')
}
