/** What a rule remembers between events, as up to three stages that an event goes through in this order: seen before, often enough, told already. */
import { valuesOf } from '../engine/evaluate.ts'
import type { Event } from '../ir/event.ts'
import type { Path } from '../ir/path.ts'
import type { Recurrence, Rule, Threshold } from '../ir/rule.ts'

export type Stage =
  | ({ readonly kind: 'first-seen' } & Recurrence)
  | ({ readonly kind: 'threshold' } & Threshold)
  | ({ readonly kind: 'dedup' } & Recurrence)

export type Remembering = Pick<Rule, 'firstSeen' | 'threshold' | 'dedup'>

export function stagesOf({ firstSeen, threshold, dedup }: Remembering): readonly Stage[] {
  const stages: Stage[] = []
  if (firstSeen !== undefined) stages.push({ kind: 'first-seen', ...firstSeen })
  if (threshold !== undefined) stages.push({ kind: 'threshold', ...threshold })
  if (dedup !== undefined) stages.push({ kind: 'dedup', ...dedup })
  return stages
}

/** Events with the same values at these paths share a key; an absent path is a value of its own. */
export const keyOf = (event: Event, by: readonly Path[]): string =>
  JSON.stringify(by.map((path) => [...new Set(valuesOf(event, path))].sort()))
