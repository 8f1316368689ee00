/** What people are told about an alarm, as alerts. */
import { actorOf } from '../../alert/actor.ts'
import type { AlertDocument } from '../../alert/document.ts'
import { documentFor } from '../../alert/document-for.ts'
import type { Event } from '../../ir/event.ts'
import type { DeployedRule } from '../../ir/rule.ts'
import type { Outgoing } from '../deliver.ts'
import type { Episode, Span } from './alarm-item.ts'
import { type AlarmFilter, alarmLink, logLinks } from './alarm-links.ts'
import type { Verdict } from './verdict.ts'

/** All that the alerts of one alarm have in common. */
export interface Telling {
  readonly alarm: string
  readonly account: string | null
  readonly filter: AlarmFilter
  readonly rule: DeployedRule
  readonly episode: Episode
  readonly span: Span
  readonly nowMs: number
  readonly hash: (text: string) => string
}

/** The events that were found, as one alert however many they are. */
export function foundAlert(telling: Telling, verdict: Verdict, notes: readonly string[]): Outgoing {
  const { episode } = telling
  const { announced, behind } = verdict
  const [first] = announced
  if (first === undefined) throw new Error('an alert was asked for where nothing fired')
  const isFirst = episode.alerts === 0 && announced.some(({ nth }) => nth === 1)
  return outgoing(telling, {
    event: first.burst.at.event,
    count: Math.max(behind.length, ...announced.map(({ nth }) => nth)),
    samples: behind.map(({ event }) => event.record),
    status: isFirst ? 'new' : 'repeat',
    about: announced.map(({ burst }) => burst.at.id).join(),
    notes: [...whoElse(behind.map(({ event }) => event)), ...notes],
  })
}

/** The alarm went off and no event can be shown. */
export const blindAlert = (telling: Telling, why: string): Outgoing =>
  outgoing(withTitle(telling, 'the alarm went off, and its events cannot be shown'), {
    event: nothingKnown(telling),
    count: 1,
    samples: [],
    status: telling.episode.alerts === 0 ? 'new' : 'repeat',
    about: 'blind',
    notes: [
      `The CloudWatch alarm ${telling.alarm} went off, but ${why}. Who did what is not known: open the log.`,
    ],
  })

export const overAlert = (telling: Telling, notes: readonly string[]): Outgoing =>
  outgoing(withTitle(telling, 'nothing further'), {
    event: nothingKnown(telling),
    count: Math.max(1, telling.episode.events),
    samples: [],
    status: 'resolved',
    about: 'over',
    notes: [...notes, 'Nothing further matched. What happened has not been undone by that.'],
  })

/** An alert without an event: the rule's own title would speak of values that are not there. */
const withTitle = (telling: Telling, says: string): Telling => ({
  ...telling,
  rule: {
    ...telling.rule,
    title: `${telling.rule.title}: ${says}`,
    alert: { title: undefined, fields: [] },
  },
})

interface Content {
  readonly event: Event
  readonly count: number
  readonly samples: readonly Event['record'][]
  readonly status: AlertDocument['status']
  readonly about: string
  readonly notes: readonly string[]
}

function outgoing(telling: Telling, { event, about, notes, ...content }: Content): Outgoing {
  const { alarm, filter, rule, episode, span, nowMs, hash } = telling
  const document = documentFor({
    ...content,
    rule,
    event,
    samples: content.samples.slice(0, 5),
    id: hash(`${episode.dedupKey}\n${about}`).slice(0, 32),
    dedupKey: episode.dedupKey,
    detectedAt: new Date(nowMs).toISOString(),
    notes,
  })
  const links = [...logLinks(filter, span), alarmLink(filter.region, alarm)]
  return {
    alert: { ...document, links: [...document.links, ...links] },
    notify: rule.notify ?? null,
    audience: rule.status === 'staged' ? 'nobody' : 'people',
  }
}

/** Where there is no event: when and where, which the alarm knows. */
const nothingKnown = ({ account, filter, episode }: Telling): Event => ({
  record: {},
  envelope: {
    account: account ?? '',
    region: filter.region,
    time: new Date(episode.sinceMs).toISOString(),
  },
})

/** One event stands for all; who else acted must not stay unsaid. */
function whoElse(events: readonly Event[]): string[] {
  const actors = new Set(events.map(({ record }) => actorOf(record) ?? 'somebody unknown'))
  if (actors.size < 2) return []
  const named = [...actors].slice(0, 5).join(', ')
  const more = actors.size > 5 ? ` and ${actors.size - 5} more` : ''
  return [`By ${actors.size} principals: ${named}${more}.`]
}
