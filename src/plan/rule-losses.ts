/** The alerts and responses of a rule that a change removes. */

import {
  disabled,
  lostBackend,
  lostChannel,
  lostRegions,
  lostResponse,
  newException,
  removed,
  staged,
  stricterFirstSeen,
  stricterThreshold,
  weakerMode,
  widerDedup,
} from '../diagnostics/catalogue/losses.ts'
import { type Mode, modes } from '../ir/names.ts'
import type { Dedup, Recurrence } from '../ir/rule.ts'
import type { RulePlan } from './manifest/rules.ts'

/**
 * The loss of a rule that no longer fires for some events; undefined if it fires for all of them.
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
  if (rule === undefined) return [removed]
  if (!isActive(rule)) return [disabled]
  const lost = was.regions.filter((region) => !rule.regions.includes(region))
  const via = was.via.filter((each) => !rule.via.includes(each))
  const less = narrowing(was, rule)
  return [
    ...(was.status === 'enabled' && rule.status === 'staged'
      ? [staged]
      : isMember
        ? []
        : [...lostChannels(was, rule), ...lostResponders(was, rule)]),
    ...(lost.length === 0 ? [] : [lostRegions(lost)]),
    ...via.map(lostBackend),
    ...(less === undefined ? [] : [less]),
    ...recurrenceLosses(was, rule),
    ...newExceptions(was, rule),
  ]
}

const lostChannels = (was: RulePlan, rule: RulePlan): string[] =>
  was.channels.filter((channel) => !rule.channels.includes(channel)).map(lostChannel)

const rank = (mode: Mode): number => modes.indexOf(mode)

function lostResponders(was: RulePlan, rule: RulePlan): string[] {
  return was.respond.flatMap(({ action, mode }) => {
    const now = rule.respond.find((each) => each.action === action)
    if (now === undefined) return [lostResponse(action)]
    return rank(now.mode) < rank(mode) ? [weakerMode(action, now.mode, mode)] : []
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
    ...(less ? [stricterThreshold(counted.count)] : []),
    ...(remembersMore(was.firstSeen, now.firstSeen) ? [stricterFirstSeen] : []),
    ...(groupsMore(was.dedup, now.dedup) ? [widerDedup] : []),
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

/**
 * Whether an event that was reported may now be a repeat. The plan of a former version has no `new`.
 */
function groupsMore(
  was: (Partial<Dedup> & Recurrence) | undefined,
  now: Dedup | undefined,
): boolean {
  if (remembersMore(was, now)) return true
  const finer = new Set(
    [...(now?.new ?? []), ...(now?.by ?? [])].map((path) => JSON.stringify(path)),
  )
  return now !== undefined && (was?.new ?? []).some((path) => !finer.has(JSON.stringify(path)))
}

function newExceptions(was: RulePlan, rule: RulePlan): string[] {
  const accepted = rule.exceptions.filter(
    (each) =>
      !was.exceptions.some(
        (other) => sameAs(other.match, each.match) && other.expires >= each.expires,
      ),
  )
  return accepted.map(({ reason, expires }) => newException(expires, reason))
}

/** Compares as JSON, because a plan is read back from JSON. */
const sameAs = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other)
