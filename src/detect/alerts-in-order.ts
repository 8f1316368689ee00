/**
 * Finds the alerts that `detect` would send for a history that is read in the order of time. It takes
 * the same steps with the same firings and alerts. A run (src/engine/memory/run.ts) takes the place of
 * the stored memory: where no event comes late, both find the same.
 */
import { incidentOf } from '../engine/identity.ts'
import { advance, type Run, startRun } from '../engine/memory/run.ts'
import { keyOf, type Step, stepsOf } from '../engine/memory/steps.ts'
import type { DeployedRule } from '../ir/rule.ts'
import { type AlertDraft, announcedAlert, ungroupedAlert } from './due-alert.ts'
import { type Firing, firingFrom, firingOf, type Match, sightingOf } from './firing.ts'
import { incidentStep } from './incidents.ts'
import type { Digest } from './ports.ts'

/**
 * Takes the matches of a history in the order of their events' time, each event once for each rule,
 * and returns the alert that each makes due, or undefined. `id` is the event's `firingId`, `atMs` its
 * `timeOf`. Events of one moment may come in any order. The order among them can change the id of an
 * alert, because `detect` sorts them by id.
 */
export function alertsInOrder(
  digest: Digest,
): (match: Match, id: string, atMs: number) => AlertDraft | undefined {
  const ruleRuns = new Map<DeployedRule, ReturnType<typeof runsOf>>()
  return (match, id, atMs) => {
    const { rule, event } = match
    const runs = ruleRuns.get(rule) ?? runsOf(rule)
    ruleRuns.set(rule, runs)
    let firing = firingOf(match, id, atMs)
    const incident = incidentOf(event)
    if (incident !== undefined) {
      const { due } = advance(runAt(runs.incidents, incident.id), incidentStep, toSighting(firing))
      if (due === null) return incident.isEnd ? ungroupedAlert(firing, 'resolved') : undefined
    }
    for (const { step, keys } of runs.steps) {
      const values = keyOf(event, step.by)
      const { due } = advance(runAt(keys, values), step, sightingOf(firing, step, digest))
      if (due === null) return undefined
      const group = { rule, step, values, firings: [firing] }
      const announcement = { anchor: firing.id, anchorMs: firing.atMs, due, cause: firing.id }
      if (step.kind === 'dedup') return announcedAlert(group, announcement)
      firing = firingFrom(group, announcement, digest)
    }
    return ungroupedAlert(firing, 'new')
  }
}

type Keys = Map<string, Run>

const runsOf = (rule: DeployedRule) => ({
  incidents: new Map() as Keys,
  steps: stepsOf(rule).map((step): { step: Step; keys: Keys } => ({ step, keys: new Map() })),
})

function runAt(keys: Keys, key: string): Run {
  const known = keys.get(key)
  if (known !== undefined) return known
  const run = startRun()
  keys.set(key, run)
  return run
}

const toSighting = ({ id, atMs }: Firing) => ({ id, atMs, values: [] })
