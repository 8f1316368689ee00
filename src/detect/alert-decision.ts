/**
 * Decides which alerts and which requests to responders matching events lead to.
 *
 * An event goes through the steps of its rule in order: first-seen, threshold, dedup. The events of one
 * key go through a step together. The result of a step is a firing. The result of the last step is an
 * alert.
 *
 * A step stores its decisions in its memory, and returns them again when the event that caused them is
 * delivered again. Everything from here to the sent alert is therefore idempotent.
 */
import { identityOf, timeOf } from '../engine/identity.ts'
import type { Announcement } from '../engine/memory/memory.ts'
import { newValueOf, type Step } from '../engine/memory/steps.ts'
import { errorMessage } from '../ir/error-text.ts'
import type { Responder } from '../ir/names.ts'
import { announcedAlert, type DueAlert, dueFrom, ungroupedAlert, ungroupedId } from './due-alert.ts'
import {
  type Firing,
  firingFrom,
  firingId,
  firingOf,
  groupsOf,
  hasStep,
  type KeyedGroup,
  type Match,
  sightingOf,
} from './firing.ts'
import { incidents } from './incidents.ts'
import { mapInPool } from './pool.ts'
import type { Digest, MemoryWorld } from './ports.ts'
import { remember } from './remember.ts'
import { undecidedParts } from './undecided.ts'
import { uncountedNote } from './unrecorded.ts'

/**
 * A request to a responder that is due. There is one for each event that passed first-seen and
 * threshold: dedup saves people from repeats, and attackers from nothing. There is none for a rule
 * that could not be decided.
 */
export interface DueRequest extends Match {
  /** 32 hexadecimal digits, the same whenever it is decided again. */
  readonly id: string
  /** Id of the alert about the event; where dedup only counted the event, the id its alert would have had. */
  readonly alert: string
  readonly responder: Responder
}

export interface AlertDecision {
  readonly due: readonly DueAlert[]
  readonly requests: readonly DueRequest[]
  /** Messages with events about which nothing could be decided, and why. */
  readonly undecided: readonly { readonly messages: readonly string[]; readonly why: string }[]
}

/** With less time than this no further key is started: its messages are delivered again. */
const neededMs = 3000

/** Whether an alert of these messages is due even if its repeats cannot be counted. */
export type IsOverdue = (messages: readonly string[]) => boolean

/** Never throws for one event or one key: failures are returned as `undecided`. */
export async function decide(
  matches: readonly Match[],
  world: MemoryWorld,
  isOverdue: IsOverdue = () => false,
): Promise<AlertDecision> {
  const { digest } = world
  const all = matches.map((match) =>
    firingOf(match, firingId(identityOf(match.event), digest), timeOf(match.event)),
  )
  const { started, ended, ...incident } = await incidents(all, world)
  const seen = await runStep('first-seen', started, world)
  const enough = await runStep('threshold', seen.firings, world)
  const dedup = await runStep('dedup', enough.firings, world)
  const { announced, firings } = dedup
  const { uncounted, undecided } = splitFailed(dedup.failed, isOverdue)
  const groupedAlerts = announced.map(([group, each]) =>
    dueFrom(announcedAlert(group, each), digest),
  )
  const single = firings.filter(({ rule }) => rule.dedup === undefined)
  const due = [
    ...groupedAlerts,
    ...single.map((each) => dueFrom(ungroupedAlert(each, 'new'), digest)),
    ...ended.map((each) => dueFrom(ungroupedAlert(each, 'resolved'), digest)),
    ...uncounted.map((each) => ({
      ...dueFrom(ungroupedAlert(each, 'new'), digest),
      notes: [uncountedNote],
    })),
  ]
  const alertOf = new Map(
    announced.map(([{ rule }, { cause }], index) => [
      `${rule.id}/${cause}`,
      groupedAlerts[index]?.id,
    ]),
  )
  const requests = enough.firings.flatMap((firing) =>
    requestsOf(firing, alertOf.get(`${firing.rule.id}/${firing.id}`), digest),
  )
  return {
    due: mergeCopies(due, ({ id }) => id),
    requests: mergeCopies(requests, ({ id, responder }) => `${id}/${responder}`),
    undecided: [
      ...incident.undecided,
      ...[...seen.failed, ...enough.failed].map(asUndecided),
      ...undecided,
    ],
  }
}

interface StepResult {
  /** For the next step: firings of rules without this step, and those that the step passes on. */
  readonly firings: readonly Firing[]
  readonly announced: readonly (readonly [KeyedGroup, Announcement])[]
  readonly failed: readonly FailedGroup[]
}

/** Firings of one key that could not go through a step, and why. */
interface FailedGroup {
  readonly firings: readonly Firing[]
  readonly why: string
}

const asUndecided = ({ firings, why }: FailedGroup) => ({
  messages: firings.flatMap(({ messages }) => messages),
  why,
})

/**
 * An overdue group is reported once for the batch, with its number of events, and each new value of its
 * dedup by itself. That is what can be known without the memory.
 */
function splitFailed(failed: readonly FailedGroup[], isOverdue: IsOverdue) {
  const uncounted: Firing[] = []
  const undecided: AlertDecision['undecided'][number][] = []
  for (const { firings, why } of failed) {
    const overdue = firings.filter(({ messages }) => isOverdue(messages))
    const waiting = firings.filter((firing) => !overdue.includes(firing))
    if (waiting.length > 0) undecided.push(asUndecided({ firings: waiting, why }))
    const byNewValue = Map.groupBy(overdue, ({ rule, event }) =>
      newValueOf(event, rule.dedup?.new ?? []),
    )
    for (const same of byNewValue.values()) {
      const [first] = same
      if (first !== undefined) uncounted.push({ ...first, ...together(same, first) })
    }
  }
  return { uncounted, undecided }
}

const together = (same: readonly Firing[], { count }: Firing) => ({
  messages: same.flatMap(({ messages }) => messages),
  count: same.length === 1 ? count : same.length,
  samples: same.flatMap(({ samples }) => samples).slice(0, 5),
})

async function runStep(
  kind: Step['kind'],
  firings: readonly Firing[],
  world: MemoryWorld,
): Promise<StepResult> {
  const announced: (readonly [KeyedGroup, Announcement])[] = []
  const failed: FailedGroup[] = []
  await mapInPool(groupsOf(firings, kind, world.digest), async (group) => {
    try {
      if (world.remainingMs() < neededMs) throw new Error('the function has no time left')
      for (const each of await announcementsOf(group, world)) announced.push([group, each])
    } catch (error) {
      failed.push({ firings: group.firings, why: errorMessage(error) })
    }
  })
  const others = firings.filter(({ rule }) => !hasStep(rule, kind))
  const passed = announced.map(([group, each]) => firingFrom(group, each, world.digest))
  return { firings: [...others, ...passed], announced, failed }
}

const announcementsOf = ({ key, about, step, firings }: KeyedGroup, world: MemoryWorld) =>
  remember(
    key,
    about,
    step,
    firings.map((firing) => sightingOf(firing, step, world.digest)),
    world,
  )

/** Copies of one event in one batch become one, with the messages of all. */
function mergeCopies<T extends Match>(all: readonly T[], by: (one: T) => string): T[] {
  return [...Map.groupBy(all, by).values()].flatMap((same) => {
    const [first] = same
    return first ? [{ ...first, messages: same.flatMap(({ messages }) => messages) }] : []
  })
}

function requestsOf(firing: Firing, alert: string | undefined, digest: Digest): DueRequest[] {
  const { rule, event, messages } = firing
  // Nobody can read whether the rule matches, so a person decides.
  if (rule.status === 'staged' || undecidedParts(rule, event).length > 0) return []
  const id = ungroupedId(rule, firing.id, digest)
  return rule.respond.map(({ action: responder }) => ({
    rule,
    event,
    messages,
    id,
    alert: alert ?? id,
    responder,
  }))
}
