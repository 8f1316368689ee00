/**
 * Applies a rule's `dedup` to the bursts of an alarm: the first burst of a group is announced, then
 * its 10th, 100th, … repeat. The step is that of src/engine/memory/run.ts. The state of an alarm
 * keeps of each group where its run stopped, and the run goes on from there with the next reading.
 */
import { advance, startRun, stateOf } from '../../engine/memory/run.ts'
import { keyOf, type Step } from '../../engine/memory/steps.ts'
import type { Recurrence } from '../../ir/rule.ts'
import type { Digest } from '../ports.ts'
import type { Group } from './alarm-item.ts'
import type { Burst } from './bursts.ts'

/** A burst that is announced. */
export interface AnnouncedBurst {
  readonly burst: Burst
  /** Its number in its group: 1 is the first, 11 the tenth repeat. */
  readonly nth: number
}

/** The oldest groups beyond this number are forgotten, and announced anew when they repeat. */
const maxGroups = 1000

type Groups = Readonly<Record<string, Group>>

/**
 * The bursts to announce, and the groups to remember. `unreported` is in order of time. A burst that the log showed late counts with the group that is live now.
 */
export function announcedBursts(
  unreported: readonly Burst[],
  dedup: Recurrence | undefined,
  known: Groups,
  digest: Digest,
): { readonly announced: readonly AnnouncedBurst[]; readonly groups: Groups } {
  if (dedup === undefined)
    return { announced: unreported.map((burst) => ({ burst, nth: 1 })), groups: {} }
  const step: Step = { kind: 'dedup', ...dedup }
  const groups = new Map(Object.entries(known))
  const announced: AnnouncedBurst[] = []
  for (const burst of unreported) {
    const { event, atMs, id } = burst.at
    const key = digest(keyOf(event, dedup.by)).slice(0, 16)
    const group = groups.get(key)
    const run = startRun(group && { atMs: group.sinceMs, episode: group, window: [] })
    const { due } = advance(run, step, { id, atMs, values: [] })
    const { episode } = stateOf(run, id)
    if (episode !== null) groups.set(key, episode)
    if (due !== null) announced.push({ burst, nth: due + 1 })
  }
  return { announced, groups: newest(groups) }
}

function newest(groups: ReadonlyMap<string, Group>): Groups {
  const ordered = [...groups].toSorted(([, a], [, b]) => a.sinceMs - b.sinceMs)
  return Object.fromEntries(ordered.slice(-maxGroups))
}
