/**
 * Applies a rule's `dedup` to the bursts of an alarm: the first burst of a group is announced, then
 * each burst with a new value, and the 10th, 100th, … repeat. The step is that of src/engine/memory/run.ts. The state of an alarm
 * keeps of each group where its run stopped, and the run goes on from there with the next reading.
 */
import { advance, startRun, stateOf } from '../../engine/memory/run.ts'
import { dedupStep, keyOf, newValueOf } from '../../engine/memory/steps.ts'
import type { DeployedRule } from '../../ir/rule.ts'
import type { Digest } from '../ports.ts'
import type { Group } from './alarm-item.ts'
import type { Burst } from './bursts.ts'

/** A burst that is announced. */
export interface AnnouncedBurst {
  readonly burst: Burst
  /** 1 for the first of its group and for a new value, 11 for the tenth repeat. */
  readonly nth: number
}

/** The oldest groups beyond this number are forgotten, and announced anew when they repeat. */
const maxGroups = 1000

/** The values of all groups together. They take 40 of the 400 KB that an item may have. */
const maxValuesOfAll = 2000

type Groups = Readonly<Record<string, Group>>

/**
 * The bursts to announce, and the groups to remember. `unreported` is in order of time. A burst that the log showed late counts with the group that is live now.
 */
export function announcedBursts(
  unreported: readonly Burst[],
  { dedup, severity }: Pick<DeployedRule, 'dedup' | 'severity'>,
  known: Groups,
  digest: Digest,
): { readonly announced: readonly AnnouncedBurst[]; readonly groups: Groups } {
  if (dedup === undefined)
    return { announced: unreported.map((burst) => ({ burst, nth: 1 })), groups: {} }
  const step = dedupStep(dedup, severity)
  const groups = new Map(Object.entries(known))
  const announced: AnnouncedBurst[] = []
  for (const burst of unreported) {
    const { event, atMs, id } = burst.at
    const key = digest(keyOf(event, dedup.by)).slice(0, 16)
    const group = groups.get(key)
    const run = startRun(group && { atMs: group.sinceMs, episode: group, window: [] })
    const value = newValueOf(event, dedup.new)
    const values = value === undefined ? [] : [digest(value).slice(0, 16)]
    const { due } = advance(run, step, { id, atMs, values })
    const { episode } = stateOf(run, id)
    if (episode !== null) groups.set(key, episode)
    if (due !== null) announced.push({ burst, nth: Math.max(due, 0) + 1 })
  }
  return { announced, groups: newest(groups) }
}

function newest(groups: ReadonlyMap<string, Group>): Groups {
  const ordered = [...groups].toSorted(([, a], [, b]) => b.sinceMs - a.sinceMs).slice(0, maxGroups)
  let count = 0
  const excess = ordered.findIndex(([, { values }]) => {
    count += values.length
    return count > maxValuesOfAll
  })
  const kept = excess < 0 ? ordered : ordered.slice(0, excess)
  return Object.fromEntries(kept.toReversed())
}
