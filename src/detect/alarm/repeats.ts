/**
 * `dedup` of a rule over what an alarm showed: the first of a group is told at once, and then the
 * 10th, the 100th, … repeat, as the engine's step `dedup` has it, but with a memory that can be kept.
 */
import { keyOf } from '../../engine/memory/steps.ts'
import type { Recurrence } from '../../ir/rule.ts'
import type { Group } from './item.ts'
import type { Signal } from './signals.ts'

export interface Firing {
  readonly signal: Signal
  /** The how-manieth of its group; 1 is the first. */
  readonly nth: number
}

/** Groups beyond are forgotten, the oldest first, and then told anew. */
const maxGroups = 1000

type Groups = Readonly<Record<string, Group>>

/** `fresh` in order of time. */
export function firings(
  fresh: readonly Signal[],
  dedup: Recurrence | undefined,
  known: Groups,
  hash: (text: string) => string,
): { readonly firings: readonly Firing[]; readonly groups: Groups } {
  if (dedup === undefined)
    return { firings: fresh.map((signal) => ({ signal, nth: 1 })), groups: {} }
  const groups = new Map(Object.entries(known))
  const found: Firing[] = []
  for (const signal of fresh) {
    const { event, atMs } = signal.at
    const key = hash(keyOf(event, dedup.by)).slice(0, 16)
    const group = groups.get(key)
    if (group === undefined || atMs - group.sinceMs > dedup.windowMs) {
      groups.set(key, { sinceMs: atMs, repeats: 0 })
      found.push({ signal, nth: 1 })
      continue
    }
    const repeats = group.repeats + 1
    groups.set(key, { ...group, repeats })
    if (repeats >= 10 && /^10+$/.test(String(repeats))) found.push({ signal, nth: repeats + 1 })
  }
  return { firings: found, groups: latest(groups) }
}

function latest(groups: ReadonlyMap<string, Group>): Groups {
  const ordered = [...groups].toSorted(([, a], [, b]) => a.sinceMs - b.sinceMs)
  return Object.fromEntries(ordered.slice(-maxGroups))
}
