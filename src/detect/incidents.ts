/**
 * CloudTrail reports an unusual rate twice, when it starts and when it is over, and either may come
 * first or not at all. Whichever comes first is announced as new. The end that comes after its start
 * is announced as resolved. A start that comes after its end was announced already.
 */
import { incidentOf } from '../engine/identity.ts'
import type { Step } from '../engine/memory/steps.ts'
import type { Firing } from './firing.ts'
import { pooled } from './pool.ts'
import type { MemoryWorld } from './ports.ts'
import { remember } from './remember.ts'

export interface Incidents {
  /** What goes on to the steps of its rule: firings that are no part of an incident, and those that open one. */
  readonly begun: readonly Firing[]
  /** Ends of incidents that were begun. */
  readonly over: readonly Firing[]
  readonly undecided: readonly { readonly messages: readonly string[]; readonly why: string }[]
}

/** An incident is one group of repeats, of which the first is announced. No rate stays unusual for longer. */
export const incidentStep: Step = { kind: 'dedup', by: [], windowMs: 90 * 24 * 3_600_000 }

export async function incidents(
  firings: readonly Firing[],
  world: MemoryWorld,
): Promise<Incidents> {
  const parts = Map.groupBy(firings, ({ rule, event }) => {
    const incident = incidentOf(event)
    const apart = rule.status === 'staged' ? 'staged-' : ''
    return incident && `${apart}incident/${rule.id}/${world.digest(incident.id).slice(0, 32)}`
  })
  const begun = [...(parts.get(undefined) ?? [])]
  const over: Firing[] = []
  const undecided: Incidents['undecided'][number][] = []
  await pooled([...parts], async ([key, all]) => {
    if (key === undefined) return
    try {
      const sightings = all.map(({ id, atMs }) => ({ id, atMs, values: [] }))
      const about = `incident of ${all[0]?.rule.id}`
      const [first] = await remember(key, about, incidentStep, sightings, world)
      begun.push(...all.filter(({ id }) => id === first?.cause))
      over.push(
        ...all.filter(({ id, event }) => id !== first?.cause && incidentOf(event)?.isOver === true),
      )
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      undecided.push({ messages: all.flatMap(({ messages }) => messages), why })
    }
  })
  return { begun, over, undecided }
}
