/**
 * What the rule itself says about the events that the log shows. The alarm counts what its metric
 * filter matches, which may be more than the rule asks for.
 *
 *     log entries ─► events the rule matches ─► bursts (threshold) ─► not reported yet ─► announced (dedup)
 */
import { exceptionFor } from '../../engine/exceptions.ts'
import { identityOf, timeOf } from '../../engine/identity.ts'
import { inOrder } from '../../engine/memory/run.ts'
import { ruleMatches } from '../../engine/rule-matches.ts'
import type { DeployedRule, Exception } from '../../ir/rule.ts'
import { firingId } from '../firing.ts'
import type { Digest } from '../ports.ts'
import type { AlarmItem } from './alarm-item.ts'
import { type AnnouncedBurst, announcedBursts } from './burst-repeats.ts'
import { bursts, type LoggedEvent } from './bursts.ts'
import { eventOf, type LogEntry } from './log-entry.ts'

/** The rule of the alarm, and the exceptions that may hold its alerts back. */
export interface RuleContext {
  readonly rule: DeployedRule
  readonly exceptions: readonly Exception[]
  /** `yyyy-mm-dd`, UTC. An exception holds until the end of its day. */
  readonly today: string
  readonly digest: Digest
}

export interface Verdict {
  /** Events that the rule matches and no exception holds back, each once, in order of time. */
  readonly matching: readonly LoggedEvent[]
  /** How many log entries the rule matches and an exception holds back. */
  readonly excepted: number
  /** Whether the rule fires at all, reported before or not. */
  readonly isFiring: boolean
  /** The bursts to announce now. */
  readonly announced: readonly AnnouncedBurst[]
  readonly groups: AlarmItem['groups']
  /** To be remembered as reported: events of bursts that are new, or that prolong a reported one. */
  readonly fresh: readonly LoggedEvent[]
  /** To be counted in the alert, in order of time: the fresh events, and those that the threshold counted before. */
  readonly causes: readonly LoggedEvent[]
}

export function evaluateEntries(
  entries: readonly LogEntry[],
  item: AlarmItem,
  context: RuleContext,
): Verdict {
  const { rule, digest } = context
  const { matching, excepted } = matchesIn(entries, context)
  const reported = new Set(item.reported)
  const isNew = ({ id }: LoggedEvent): boolean => !reported.has(id)
  const all = bursts(matching, rule.threshold)
  const unreported = all.filter(({ members }) => members.every(isNew))
  const fresh = all.flatMap(({ members }) => members).filter(isNew)
  const causes = new Set([...unreported.flatMap(({ events }) => events), ...fresh])
  return {
    matching,
    excepted,
    isFiring: all.length > 0,
    ...announcedBursts(unreported, rule, item.groups, digest),
    fresh,
    causes: [...causes].toSorted(inOrder),
  }
}

function matchesIn(entries: readonly LogEntry[], context: RuleContext) {
  const { rule, exceptions, today, digest } = context
  const found = new Map<string, LoggedEvent>()
  let excepted = 0
  for (const entry of entries) {
    const event = eventOf(entry)
    if (event === undefined || !ruleMatches(rule, event)) continue
    if (exceptionFor(exceptions, rule.id, event, today) !== undefined) {
      excepted++
      continue
    }
    const id = firingId(identityOf(event), digest)
    const atMs = timeOf(event) || entry.loggedMs
    if (!found.has(id)) found.set(id, { event, id, atMs, loggedMs: entry.loggedMs })
  }
  return { matching: [...found.values()].toSorted(inOrder), excepted }
}
