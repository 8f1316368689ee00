/**
 * Chooses the alert about an alarm after its log was read: it reports the events that were found, that
 * no event can be shown, or that the alarm is over. At most one alert.
 */
import type { Outgoing } from '../deliver.ts'
import { type AlertContext, blindAlert, endAlert, foundAlert } from './alarm-alerts.ts'
import type { Episode } from './alarm-item.ts'
import type { DecisionInput } from './decision-input.ts'
import type { Rest } from './log-entry.ts'
import type { Verdict } from './verdict.ts'

export interface Outcome {
  /** As it is logged. */
  readonly outcome:
    | 'reported'
    | 'reported without events'
    | 'reported as over'
    | 'nothing to report'
    | 'the rule does not fire'
    | 'decided with the memory of detect'
    | 'the log will be read again'
  readonly alerts: readonly Outgoing[]
}

export function announce(
  input: DecisionInput,
  episode: Episode,
  verdict: Verdict,
  hasEnded: boolean,
): Outcome {
  const { reading, message } = input
  const account = message.kind === 'change' ? message.account : null
  const context: AlertContext = { ...input, episode, alarm: message.alarm, account }
  if (reading.kind === 'unreadable')
    return announceBlind(context, `the log could not be read (${reading.why})`)
  if (verdict.announced.length > 0 && input.rule.via === 'both')
    return { outcome: 'decided with the memory of detect', alerts: [] }
  if (verdict.announced.length > 0)
    return { outcome: 'reported', alerts: [foundAlert(context, verdict, notesOn(input, episode))] }
  if (reading.rest?.kind === 'unread')
    return announceBlind(context, `the log could be read only in part (${reading.rest.why})`)
  if (hasEnded && episode.alerts > 0)
    return {
      outcome: 'reported as over',
      alerts: [endAlert(context, notesOn(input, episode))],
    }
  if (verdict.isFiring) return nothing
  if (reading.entries.length > 0) return { outcome: 'the rule does not fire', alerts: [] }
  if (message.kind === 'change' && message.state !== 'ALARM') return nothing
  // Also for a person who sets off the alarm by hand to see that it works.
  if (message.kind === 'look')
    return announceBlind(context, 'the log shows no event that its filter matches')
  return { outcome: 'the log will be read again', alerts: [] }
}

const nothing: Outcome = { outcome: 'nothing to report', alerts: [] }

/** Once for each episode, and never after an alert that showed events. */
const announceBlind = (context: AlertContext, reason: string): Outcome =>
  context.episode.isBlindReported || context.episode.alerts > 0
    ? nothing
    : { outcome: 'reported without events', alerts: [blindAlert(context, reason)] }

function notesOn({ message, reading }: DecisionInput, { alerts }: Episode): string[] {
  const notes: string[] = []
  if (message.kind === 'change' && message.state === 'OK')
    notes.push('The CloudWatch alarm is back to OK.')
  else if (alerts > 0) notes.push('The CloudWatch alarm has been in ALARM since the first alert.')
  if (reading.kind === 'read' && reading.rest !== null)
    notes.push(`${restText(reading.rest)} There may be more events.`)
  return notes
}

function restText(rest: Rest): string {
  const at = new Date(rest.fromMs).toISOString()
  switch (rest.kind) {
    case 'too many':
      return `Too many events match. The log after ${at} was not read.`
    case 'unread':
      return `The log after ${at} could not be read yet (${rest.why}).`
  }
}
