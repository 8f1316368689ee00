/**
 * Decides about CloudTrail Insights events, which come in pairs: CloudTrail reports an unusual rate of
 * calls when it starts and when it is over. Either may arrive first or not at all. The first to arrive
 * is announced as new. An end that arrives after its start is announced as resolved. A start that
 * arrives after its end is not announced.
 */
import { incidentOf } from '../engine/identity.ts'
import type { Step } from '../engine/memory/steps.ts'
import { errorMessage } from '../ir/error-text.ts'
import type { Firing } from './firing.ts'
import { mapInPool } from './pool.ts'
import type { MemoryWorld } from './ports.ts'
import { remember } from './remember.ts'

export interface Incidents {
  /** For the steps of their rules: firings that belong to no incident, and those that start one. */
  readonly started: readonly Firing[]
  /** Ends of incidents that were announced as new. */
  readonly ended: readonly Firing[]
  readonly undecided: readonly { readonly messages: readonly string[]; readonly why: string }[]
}

/** An incident is a dedup group, of which the first is announced. No rate stays unusual for longer than this window. */
export const incidentStep: Step = {
  kind: 'dedup',
  by: [],
  windowMs: 90 * 24 * 3_600_000,
  new: [],
  maxNew: null,
}

export async function incidents(
  firings: readonly Firing[],
  world: MemoryWorld,
): Promise<Incidents> {
  const parts = Map.groupBy(firings, ({ rule, event }) => {
    const incident = incidentOf(event)
    const prefix = rule.status === 'staged' ? 'staged-' : ''
    return incident && `${prefix}incident/${rule.id}/${world.digest(incident.id).slice(0, 32)}`
  })
  const started = [...(parts.get(undefined) ?? [])]
  const ended: Firing[] = []
  const undecided: Incidents['undecided'][number][] = []
  await mapInPool([...parts], async ([key, all]) => {
    if (key === undefined) return
    try {
      const sightings = all.map(({ id, atMs }) => ({ id, atMs, values: [] }))
      const about = `incident of ${all[0]?.rule.id}`
      const [first] = await remember(key, about, incidentStep, sightings, world)
      started.push(...all.filter(({ id }) => id === first?.cause))
      ended.push(
        ...all.filter(({ id, event }) => id !== first?.cause && incidentOf(event)?.isEnd === true),
      )
    } catch (error) {
      const messages = all.flatMap((firing) => firing.messages)
      undecided.push({ messages, why: errorMessage(error) })
    }
  })
  return { started, ended, undecided }
}
