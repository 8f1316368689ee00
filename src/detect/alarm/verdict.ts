/** What the log showed, weighed against the rule itself: the alarm only counts what its filter matches. */
import { exceptionFor } from '../../engine/exceptions.ts'
import { identityOf, timeOf } from '../../engine/identity.ts'
import { inOrder } from '../../engine/memory/run.ts'
import { ruleMatches } from '../../engine/rule-matches.ts'
import type { DeployedRule, Exception } from '../../ir/rule.ts'
import { firingId } from '../firing.ts'
import type { AlarmItem } from './alarm-item.ts'
import { type AnnouncedBurst, announcedBursts } from './burst-repeats.ts'
import { bursts, type LoggedEvent } from './bursts.ts'
import { eventOf, type LogEntry } from './log-entry.ts'

export interface Rules {
  readonly rule: DeployedRule
  readonly exceptions: readonly Exception[]
  /** `yyyy-mm-dd`, UTC. */
  readonly today: string
  readonly hash: (text: string) => string
}

export interface Verdict {
  /** Events the rule asks for, each once, in order of time. */
  readonly matching: readonly LoggedEvent[]
  /** Of those, the ones held back by an exception. */
  readonly excepted: number
  /** Whether they make the rule fire at all, told before or not. */
  readonly isFiring: boolean
  readonly announced: readonly AnnouncedBurst[]
  readonly groups: AlarmItem['groups']
  /** To be remembered: events that are told now, or prolong a burst that was told. */
  readonly fresh: readonly LoggedEvent[]
  /** To be counted: those, and what a burst that is told now began with. */
  readonly behind: readonly LoggedEvent[]
}

export function judge(entries: readonly LogEntry[], item: AlarmItem, rules: Rules): Verdict {
  const { rule, hash } = rules
  const { matching, excepted } = matchesIn(entries, rules)
  const told = new Set(item.told)
  const isNew = (seen: LoggedEvent): boolean => !told.has(seen.id)
  const all = bursts(matching, rule.threshold)
  const untold = all.filter(({ members }) => members.every(isNew))
  const fresh = all.flatMap(({ members }) => members).filter(isNew)
  const behind = [...new Set([...untold.flatMap(({ events }) => events), ...fresh])]
  const found = announcedBursts(untold, rule.dedup, item.groups, hash)
  return {
    matching,
    excepted,
    isFiring: all.length > 0,
    ...found,
    fresh,
    behind: behind.toSorted(inOrder),
  }
}

function matchesIn(entries: readonly LogEntry[], rules: Rules) {
  const { rule, exceptions, today, hash } = rules
  const found = new Map<string, LoggedEvent>()
  let excepted = 0
  for (const entry of entries) {
    const event = eventOf(entry)
    if (event === undefined || !ruleMatches(rule, event)) continue
    if (exceptionFor(exceptions, rule.id, event, today) !== undefined) {
      excepted++
      continue
    }
    const id = firingId(identityOf(event), hash)
    const atMs = timeOf(event) || entry.loggedMs
    if (!found.has(id)) found.set(id, { event, id, atMs, loggedMs: entry.loggedMs })
  }
  return { matching: [...found.values()].toSorted(inOrder), excepted }
}
