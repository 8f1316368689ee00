/**
 * From events that matched to alerts: each event goes through what its rule remembers, step by step,
 * the events of one key together. What a step lets through is a firing; firings of the last step are
 * alerts.
 *
 * Whatever a step decided stands in its memory and is given again when the event that caused it is
 * delivered again, so everything from here to the sent alert may be repeated without being doubled.
 */
import { identityOf, timeOf } from '../engine/identity.ts'
import type { Announcement } from '../engine/memory/memory.ts'
import type { Step } from '../engine/memory/steps.ts'
import type { Mode, Responder } from '../ir/names.ts'
import { announcedAlert, type Due, dueFrom, ungroupedAlert, ungroupedId } from './due-alert.ts'
import {
  type Firing,
  firingFrom,
  firingId,
  firingOf,
  grouped,
  hasStep,
  type KeyedGroup,
  type Match,
  sightingOf,
} from './firing.ts'
import { incidents } from './incidents.ts'
import { pooled } from './pool.ts'
import type { Digest, MemoryWorld } from './ports.ts'
import { remember } from './remember.ts'

/** A responder is asked about each event that got past first-seen and threshold: dedup spares people, not attackers. */
export interface Asked extends Match {
  /** 32 hexadecimal digits, the same whenever it is decided again. */
  readonly id: string
  /** Id of the alert about the event; of the one it would have been, where it was only counted. */
  readonly alert: string
  readonly responder: Responder
  readonly mode: Mode
}

export interface Decided {
  readonly due: readonly Due[]
  readonly asked: readonly Asked[]
  /** Messages whose events could not be decided about, and why. */
  readonly undecided: readonly { readonly messages: readonly string[]; readonly why: string }[]
}

/** Below this much time nothing more is begun: the messages come again, those done are done. */
const neededMs = 3000

/** Never throws for one event or one key: those that could not be decided about are reported. */
export async function decide(matches: readonly Match[], world: MemoryWorld): Promise<Decided> {
  const { digest } = world
  const all = matches.map((match) =>
    firingOf(match, firingId(identityOf(match.event), digest), timeOf(match.event)),
  )
  const { begun, over, ...incident } = await incidents(all, world)
  const seen = await runStep('first-seen', begun, world)
  const enough = await runStep('threshold', seen.firings, world)
  const { announced, firings, undecided } = await runStep('dedup', enough.firings, world)
  const groupedAlerts = announced.map(([group, each]) =>
    dueFrom(announcedAlert(group, each), digest),
  )
  const single = firings.filter(({ rule }) => rule.dedup === undefined)
  const due = [
    ...groupedAlerts,
    ...single.map((each) => dueFrom(ungroupedAlert(each, 'new'), digest)),
    ...over.map((each) => dueFrom(ungroupedAlert(each, 'resolved'), digest)),
  ]
  const alertOf = new Map(
    announced.map(([{ rule }, { cause }], index) => [
      `${rule.id}/${cause}`,
      groupedAlerts[index]?.id,
    ]),
  )
  const asked = enough.firings.flatMap((firing) =>
    requestsOf(firing, alertOf.get(`${firing.rule.id}/${firing.id}`), digest),
  )
  return {
    due: merged(due, ({ id }) => id),
    asked: merged(asked, ({ id, responder }) => `${id}/${responder}`),
    undecided: [...incident.undecided, ...seen.undecided, ...enough.undecided, ...undecided],
  }
}

interface StepResult {
  /** What goes on: firings of rules without this step, and those the step let through. */
  readonly firings: readonly Firing[]
  readonly announced: readonly (readonly [KeyedGroup, Announcement])[]
  readonly undecided: Decided['undecided']
}

async function runStep(
  kind: Step['kind'],
  firings: readonly Firing[],
  world: MemoryWorld,
): Promise<StepResult> {
  const announced: (readonly [KeyedGroup, Announcement])[] = []
  const undecided: Decided['undecided'][number][] = []
  await pooled(grouped(firings, kind, world.digest), async (group) => {
    try {
      if (world.remainingMs() < neededMs) throw new Error('the function has no time left')
      for (const each of await announcementsOf(group, world)) announced.push([group, each])
    } catch (error) {
      const messages = group.firings.flatMap((firing) => firing.messages)
      undecided.push({ messages, why: error instanceof Error ? error.message : String(error) })
    }
  })
  const others = firings.filter(({ rule }) => !hasStep(rule, kind))
  const passed = announced.map(([group, each]) => firingFrom(group, each, world.digest))
  return { firings: [...others, ...passed], announced, undecided }
}

const announcementsOf = ({ key, about, step, firings }: KeyedGroup, world: MemoryWorld) =>
  remember(
    key,
    about,
    step,
    firings.map((firing) => sightingOf(firing, step, world.digest)),
    world,
  )

/** Copies of one event in one batch are one, and hold on to the messages of all. */
function merged<T extends Match>(all: readonly T[], by: (one: T) => string): T[] {
  return [...Map.groupBy(all, by).values()].flatMap((same) => {
    const [first] = same
    return first ? [{ ...first, messages: same.flatMap(({ messages }) => messages) }] : []
  })
}

function requestsOf(firing: Firing, alert: string | undefined, digest: Digest): Asked[] {
  const { rule, event, messages } = firing
  if (rule.status === 'staged') return []
  const id = ungroupedId(rule, firing.id, digest)
  return rule.respond.map(({ action: responder, mode }) => ({
    rule,
    event,
    messages,
    id,
    alert: alert ?? id,
    responder,
    mode,
  }))
}
