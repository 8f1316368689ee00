/**
 * From events that matched to alerts: each event goes through what its rule remembers, stage by
 * stage, the events of one key together. What a stage lets through is a firing; firings of the last
 * stage are alerts.
 *
 * Whatever a stage decided stands in its memory and is given again when the event that caused it is
 * delivered again, so every step from here to the sent alert may be repeated without being doubled.
 */
import type { AlertDocument } from '../alert/document.ts'
import type { Event } from '../ir/event.ts'
import type { Mode, Responder } from '../ir/names.ts'
import type { DeployedRule } from '../ir/rule.ts'
import {
  behind,
  type Firing,
  firingFrom,
  firingOf,
  type Group,
  grouped,
  hasStage,
  type Match,
  sightingOf,
} from './firing.ts'
import { subjectOf } from './identity.ts'
import { incidents } from './incidents.ts'
import type { Telling } from './memory.ts'
import { pooled } from './pool.ts'
import type { Digest, MemoryWorld } from './ports.ts'
import { remember } from './remember.ts'
import { keyOf, type Stage } from './stage.ts'

/** An alert that is due; the messages must come again until it is sent. */
export interface Due extends Match {
  /** 32 hexadecimal digits, the same whenever it is decided again. */
  readonly id: string
  readonly dedupKey: string
  readonly status: AlertDocument['status']
  readonly count: number
  readonly samples: readonly Event[]
}

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

/** Never throws for one event or one key: those that could not be decided about are told. */
export async function decide(matches: readonly Match[], world: MemoryWorld): Promise<Decided> {
  const { digest } = world
  const all = matches.map((match) => firingOf(match, digest))
  const { begun, over, ...incident } = await incidents(all, world)
  const seen = await through('first-seen', begun, world)
  const enough = await through('threshold', seen.firings, world)
  const { tellings, firings, undecided } = await through('dedup', enough.firings, world)
  const first = tellings.map(([group, telling]) => told(group, telling, digest))
  const single = firings.filter(({ rule }) => rule.dedup === undefined)
  const due = [
    ...first,
    ...single.map((each) => alone(each, 'new', digest)),
    ...over.map((each) => alone(each, 'resolved', digest)),
  ]
  const toldBy = new Map(
    tellings.map(([{ rule }, { cause }], index) => [`${rule.id}/${cause}`, first[index]?.id]),
  )
  const asked = enough.firings.flatMap((firing) =>
    asks(firing, toldBy.get(`${firing.rule.id}/${firing.id}`), digest),
  )
  return {
    due: merged(due, ({ id }) => id),
    asked: merged(asked, ({ id, responder }) => `${id}/${responder}`),
    undecided: [...incident.undecided, ...seen.undecided, ...enough.undecided, ...undecided],
  }
}

interface Through {
  /** What goes on: firings of rules without this stage, and those the stage let through. */
  readonly firings: readonly Firing[]
  readonly tellings: readonly (readonly [Group, Telling])[]
  readonly undecided: Decided['undecided']
}

async function through(
  kind: Stage['kind'],
  firings: readonly Firing[],
  world: MemoryWorld,
): Promise<Through> {
  const tellings: (readonly [Group, Telling])[] = []
  const undecided: Decided['undecided'][number][] = []
  await pooled(grouped(firings, kind, world.digest), async (group) => {
    try {
      if (world.remainingMs() < neededMs) throw new Error('the function has no time left')
      for (const telling of await tellingsOf(group, world)) tellings.push([group, telling])
    } catch (error) {
      const messages = group.firings.flatMap((firing) => firing.messages)
      undecided.push({ messages, why: error instanceof Error ? error.message : String(error) })
    }
  })
  const others = firings.filter(({ rule }) => !hasStage(rule, kind))
  const passed = tellings.map(([group, telling]) => firingFrom(group, telling, world.digest))
  return { firings: [...others, ...passed], tellings, undecided }
}

const tellingsOf = ({ key, about, stage, firings }: Group, world: MemoryWorld) =>
  remember(
    key,
    about,
    stage,
    firings.map((firing) => sightingOf(firing, stage, world.digest)),
    world,
  )

/** Copies of one event in one batch are one, and hold on to the messages of all. */
function merged<T extends Match>(all: readonly T[], by: (one: T) => string): T[] {
  return [...Map.groupBy(all, by).values()].flatMap((same) => {
    const [first] = same
    return first ? [{ ...first, messages: same.flatMap(({ messages }) => messages) }] : []
  })
}

function told(group: Group, telling: Telling, digest: Digest): Due {
  const { face, ...rest } = behind(group, telling)
  const { anchor, due } = telling
  return {
    ...rest,
    samples: due === 0 ? face.samples : rest.samples,
    id: digest(`alert/${group.key}/${anchor}/${due}`).slice(0, 32),
    dedupKey: dedupKeyOf(group.rule, face.event, digest),
    status: due === 0 ? 'new' : 'repeat',
    count: due === 0 ? face.count : due + 1,
  }
}

/** An alert of one firing, where no dedup groups them. */
function alone(firing: Firing, status: AlertDocument['status'], digest: Digest): Due {
  const { rule, event, messages, count, samples } = firing
  return {
    rule,
    event,
    messages,
    count,
    samples,
    status,
    id: aloneId(firing, digest),
    dedupKey: dedupKeyOf(rule, event, digest),
  }
}

const aloneId = ({ rule, id }: Firing, digest: Digest): string =>
  digest(`alert/${rule.status}/${rule.id}/${id}`).slice(0, 32)

/** Alerts about the same thing: by what the rule groups repeats by, else by the incident or the finding, else by the event. */
function dedupKeyOf(rule: DeployedRule, event: Event, digest: Digest): string {
  const by = (rule.dedup ?? rule.threshold ?? rule.firstSeen)?.by
  const thing = by === undefined ? subjectOf(event) : keyOf(event, by)
  return `tripline/${rule.id}/${digest(thing).slice(0, 32)}`
}

function asks(firing: Firing, alert: string | undefined, digest: Digest): Asked[] {
  const { rule, event, messages } = firing
  if (rule.status === 'staged') return []
  const id = aloneId(firing, digest)
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
