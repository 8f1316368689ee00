/** The alerts and responses of a rule that a change removes. */

import { type Mode, modes } from '../ir/names.ts'
import type { Recurrence } from '../ir/rule.ts'
import type { RulePlan } from './manifest/rules.ts'

/**
 * A phrase for the events that a rule no longer fires for; undefined if it fires for all of them.
 */
export type FindNarrowing = (before: RulePlan, after: RulePlan) => string | undefined

/** Whether a rule is deployed: enabled or staged. */
export const isActive = ({ status }: RulePlan): boolean => status !== 'disabled'

/**
 * The losses, each as the end of a sentence that begins with the rule. If `isMember`, the hub sends
 * alerts and responds, so channels and responders of the member are not compared.
 */
export function ruleLosses(
  was: RulePlan,
  rule: RulePlan | undefined,
  narrowing: FindNarrowing,
  isMember: boolean,
): string[] {
  if (rule === undefined) return ['is removed']
  if (!isActive(rule)) return ['is disabled']
  const lost = was.regions.filter((region) => !rule.regions.includes(region))
  const via = was.via.filter((each) => !rule.via.includes(each))
  const less = narrowing(was, rule)
  return [
    ...(was.status === 'enabled' && rule.status === 'staged'
      ? ['is staged: it evaluates events and sends no alert']
      : isMember
        ? []
        : [...lostChannels(was, rule), ...lostResponders(was, rule)]),
    ...(lost.length === 0 ? [] : [`no longer matches events in ${lost.join(', ')}`]),
    ...via.map((each) => `no longer goes through ${each}`),
    ...(less === undefined ? [] : [`no longer fires for ${less}`]),
    ...recurrenceLosses(was, rule),
    ...newExceptions(was, rule),
  ]
}

const lostChannels = (was: RulePlan, rule: RulePlan): string[] =>
  was.channels
    .filter((channel) => !rule.channels.includes(channel))
    .map((channel) => `no longer alerts channel ${channel}`)

const rank = (mode: Mode): number => modes.indexOf(mode)

function lostResponders(was: RulePlan, rule: RulePlan): string[] {
  return was.respond.flatMap(({ action, mode }) => {
    const now = rule.respond.find((each) => each.action === action)
    if (now === undefined) return [`no longer starts ${action}`]
    return rank(now.mode) < rank(mode)
      ? [`starts ${action} in mode ${now.mode} instead of ${mode}`]
      : []
  })
}

/**
 * Losses by threshold, first-seen or dedup: a rule that counts, remembers or groups differently may
 * be silent where it fired before.
 */
function recurrenceLosses({ conditions: was }: RulePlan, { conditions: now }: RulePlan): string[] {
  const counted = now.threshold
  const before = was.threshold
  const less =
    counted !== undefined &&
    (before === undefined ||
      counted.count > before.count ||
      counted.windowMs < before.windowMs ||
      !sameAs([counted.by, counted.distinct], [before.by, before.distinct]))
  return [
    ...(less ? [`fires only after ${counted.count} events, or counts them by other fields`] : []),
    ...(remembersMore(was.firstSeen, now.firstSeen)
      ? ['fires only for new values, or counts fewer values as new']
      : []),
    ...(remembersMore(was.dedup, now.dedup) ? ['groups more repeats into one alert'] : []),
  ]
}

/**
 * Whether a value that was new before may now count as known: it is remembered longer, or is
 * identified by fewer paths.
 */
function remembersMore(was: Recurrence | undefined, now: Recurrence | undefined): boolean {
  if (now === undefined) return false
  if (was === undefined || now.windowMs > was.windowMs) return true
  const finer = new Set(now.by.map((path) => JSON.stringify(path)))
  return !was.by.every((path) => finer.has(JSON.stringify(path)))
}

function newExceptions(was: RulePlan, rule: RulePlan): string[] {
  const accepted = rule.exceptions.filter(
    (each) =>
      !was.exceptions.some(
        (other) => sameAs(other.match, each.match) && other.expires >= each.expires,
      ),
  )
  return accepted.map(
    ({ reason, expires }) => `is suppressed by an exception until ${expires}: ${reason}`,
  )
}

/** Compares as JSON, because a plan is read back from JSON. */
const sameAs = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other)
