/**
 * The alerts of an alarm that went off: about the events that were found, about an alarm whose events
 * cannot be shown, and about one that is over. `documentFor` makes their documents, as for all alerts.
 */
import { actorName } from '../../alert/actor.ts'
import type { AlertDocument } from '../../alert/document.ts'
import { documentFor } from '../../alert/document-for.ts'
import type { Event } from '../../ir/event.ts'
import type { DeployedRule } from '../../ir/rule.ts'
import { type Outgoing, outgoingOf } from '../deliver.ts'
import type { Digest } from '../ports.ts'
import { undecidedParts } from '../undecided.ts'
import type { Episode, Span } from './alarm-item.ts'
import { type AlarmFilter, alarmLink, logLinks } from './alarm-links.ts'
import type { Verdict } from './verdict.ts'

/** What all alerts of one alarm have in common. */
export interface AlertContext {
  /** Name of the alarm. */
  readonly alarm: string
  /** Twelve digits; null where the message has none. */
  readonly account: string | null
  readonly filter: AlarmFilter
  readonly rule: DeployedRule
  readonly episode: Episode
  /** The part of the log that its links open. */
  readonly span: Span
  /** Milliseconds since 1970. */
  readonly nowMs: number
  readonly digest: Digest
}

/** One alert about all events that were found. Throws where the verdict announces nothing. */
export function foundAlert(
  context: AlertContext,
  verdict: Verdict,
  notes: readonly string[],
): Outgoing {
  const { episode } = context
  const { announced, causes } = verdict
  const [first] = announced
  if (first === undefined) throw new Error('an alert was requested although the rule did not fire')
  const isFirst = episode.alerts === 0 && announced.some(({ nth }) => nth === 1)
  return outgoing(context, {
    event: first.burst.at.event,
    count: Math.max(causes.length, ...announced.map(({ nth }) => nth)),
    samples: causes.map(({ event }) => event.record),
    status: isFirst ? 'new' : 'repeat',
    basis: announced.map(({ burst }) => burst.at.id).join(),
    notes: [...actorNotes(causes.map(({ event }) => event)), ...notes],
  })
}

/** The alarm went off and no event can be shown; `reason` says why. */
export const blindAlert = (context: AlertContext, reason: string): Outgoing =>
  outgoing(withTitle(context, 'the alarm went off, but its events cannot be shown'), {
    event: eventOfAlarm(context),
    count: 1,
    samples: [],
    status: context.episode.alerts === 0 ? 'new' : 'repeat',
    basis: 'blind',
    notes: [
      `The CloudWatch alarm ${context.alarm} went off, but ${reason}. The caller and the call are unknown. Open the log to find them.`,
    ],
  })

/** The alarm is over and nothing more was found. */
export const endAlert = (context: AlertContext, notes: readonly string[]): Outgoing =>
  outgoing(withTitle(context, 'nothing further'), {
    event: eventOfAlarm(context),
    count: Math.max(1, context.episode.events),
    samples: [],
    status: 'resolved',
    basis: 'over',
    notes: [
      ...notes,
      'No further events matched. The end of the alarm does not undo the reported calls.',
    ],
  })

/** For an alert without an event: the rule's own alert title may show values that are not there. */
const withTitle = (context: AlertContext, suffix: string): AlertContext => ({
  ...context,
  rule: {
    ...context.rule,
    title: `${context.rule.title}: ${suffix}`,
    alert: { title: undefined, fields: [] },
  },
})

interface Content {
  readonly event: Event
  readonly count: number
  readonly samples: readonly Event['record'][]
  readonly status: AlertDocument['status']
  /** What makes its id, with the episode: the same for the same alert, decided again. */
  readonly basis: string
  readonly notes: readonly string[]
}

function outgoing(context: AlertContext, { event, basis, notes, ...content }: Content): Outgoing {
  const { alarm, filter, rule, episode, span, nowMs, digest } = context
  const document = documentFor({
    ...content,
    rule,
    event,
    samples: content.samples.slice(0, 5),
    id: digest(`${episode.dedupKey}\n${basis}`).slice(0, 32),
    dedupKey: episode.dedupKey,
    detectedAt: new Date(nowMs).toISOString(),
    undecided: undecidedParts(rule, event),
    notes,
  })
  const links = [...logLinks(filter, span), alarmLink(filter.region, alarm)]
  return outgoingOf(rule, { ...document, links: [...document.links, ...links] })
}

/** An event with what the alarm itself knows: when and where. */
const eventOfAlarm = ({ account, filter, episode }: AlertContext): Event => ({
  record: {},
  envelope: {
    account: account ?? '',
    region: filter.region,
    time: new Date(episode.sinceMs).toISOString(),
  },
})

/** The alert shows one event; this names everybody who acted, where there were several. */
function actorNotes(events: readonly Event[]): string[] {
  const actors = new Set(events.map(({ record }) => actorName(record) ?? 'an unknown caller'))
  if (actors.size < 2) return []
  const named = [...actors].slice(0, 5).join(', ')
  const more = actors.size > 5 ? ` and ${actors.size - 5} more` : ''
  return [`By ${actors.size} principals: ${named}${more}.`]
}
