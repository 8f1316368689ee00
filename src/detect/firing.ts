/** What goes from stage to stage: events of one rule, and the groups of one key in which they are remembered. */
import { valuesOf } from '../engine/evaluate.ts'
import type { Event } from '../ir/event.ts'
import type { DeployedRule } from '../ir/rule.ts'
import { identityOf, timeOf } from './identity.ts'
import type { Telling } from './memory.ts'
import type { Digest } from './ports.ts'
import type { Sighting } from './reckoning.ts'
import { keyOf, type Stage, stagesOf } from './stage.ts'

/** An event that one rule is about, with the messages it came in. */
export interface Match {
  readonly rule: DeployedRule
  readonly event: Event
  readonly messages: readonly string[]
}

/** What came through a stage, or matched a rule that remembers nothing. */
export interface Firing extends Match {
  /** 16 hexadecimal digits: the same whenever it is found again. */
  readonly id: string
  readonly atMs: number
  readonly count: number
  /** Events of the same key that came with it, itself the first. */
  readonly samples: readonly Event[]
}

/** The firings of one key of one stage, together. */
export interface Group {
  readonly rule: DeployedRule
  readonly stage: Stage
  readonly key: string
  readonly about: string
  readonly firings: readonly Firing[]
}

export const hasStage = (rule: DeployedRule, kind: Stage['kind']): boolean =>
  stagesOf(rule).some((stage) => stage.kind === kind)

/** The firings whose rule has such a stage, by key. */
export function grouped(firings: readonly Firing[], kind: Stage['kind'], digest: Digest): Group[] {
  const groups = new Map<string, Group & { firings: Firing[] }>()
  for (const firing of firings) {
    const stage = stagesOf(firing.rule).find((each) => each.kind === kind)
    if (stage === undefined) continue
    const { rule, event } = firing
    const values = keyOf(event, stage.by)
    const key = memoryKey(rule, stage, values, digest)
    const group = groups.get(key) ?? {
      rule,
      stage,
      key,
      // Cut through a character it would be no text, which DynamoDB does not take.
      about: `${kind} of ${rule.id} ${values.slice(0, 500)}`.toWellFormed(),
      firings: [],
    }
    group.firings.push(firing)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/**
 * Where a key is remembered. What the stage says is part of it: a rule whose threshold is edited
 * counts anew. A staged rule has groups of its own, so that what it told nobody keeps nothing from
 * people once it is enabled; only what it has seen stays seen.
 */
function memoryKey(rule: DeployedRule, stage: Stage, values: string, digest: Digest): string {
  const isApart = rule.status === 'staged' && stage.kind !== 'first-seen'
  const hash = digest(JSON.stringify([stage, values])).slice(0, 32)
  return `${isApart ? 'staged-' : ''}${stage.kind}/${rule.id}/${hash}`
}

/** A firing as the memory of a stage takes it. */
export function sightingOf({ id, atMs, event }: Firing, stage: Stage, digest: Digest): Sighting {
  if (stage.kind !== 'threshold' || stage.distinct === undefined) return { id, atMs, values: [] }
  const values = new Set(valuesOf(event, stage.distinct))
  // More values than the threshold asks for reach it like as many as it asks for.
  const enough = [...values].slice(0, stage.count)
  return { id, atMs, values: enough.map((value) => digest(JSON.stringify(value)).slice(0, 16)) }
}

/** A matching event, before any stage. */
export function firingOf({ rule, event, messages }: Match, digest: Digest): Firing {
  const id = digest(identityOf(event)).slice(0, 16)
  return { rule, event, messages, id, atMs: timeOf(event), count: 1, samples: [event] }
}

/**
 * What a telling is about: the event that caused it. It is the one that tells, unless that came
 * before and a late event made it tell. Its message is the one to hold on to, and the same event is
 * found again when that message comes again.
 */
export function behind({ rule, about, firings }: Group, { cause }: Telling) {
  const same = firings.filter(({ id }) => id === cause)
  const [face] = same
  if (face === undefined) throw new Error(`nothing that came caused the telling of ${about}`)
  const others = firings.filter(({ id }) => id !== cause).map(({ event }) => event)
  return {
    rule,
    event: face.event,
    messages: same.flatMap(({ messages }) => messages),
    samples: [...face.samples, ...others].slice(0, 5),
    face,
  }
}

/** What goes on to the next stage; the same, id included, whenever its cause comes again. */
export function firingFrom(group: Group, telling: Telling, digest: Digest): Firing {
  const { face, ...rest } = behind(group, telling)
  const { anchor, anchorMs, cause } = telling
  return {
    ...rest,
    id: anchor === cause ? anchor : digest(`${anchor}/${cause}`).slice(0, 16),
    atMs: anchorMs,
    count: group.stage.kind === 'threshold' ? group.stage.count : face.count,
  }
}
