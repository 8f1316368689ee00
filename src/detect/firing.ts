/** What goes from step to step: events of one rule, and the groups of one key in which they are remembered. */
import { valuesOf } from '../engine/evaluate.ts'
import type { Announcement } from '../engine/memory/memory.ts'
import type { Sighting } from '../engine/memory/run.ts'
import { keyOf, type Step, stepsOf } from '../engine/memory/steps.ts'
import type { Event } from '../ir/event.ts'
import type { DeployedRule } from '../ir/rule.ts'
import type { Digest } from './ports.ts'

/** An event that one rule is about, with the messages it came in. */
export interface Match {
  readonly rule: DeployedRule
  readonly event: Event
  readonly messages: readonly string[]
}

/** What came through a step, or matched a rule that remembers nothing. */
export interface Firing extends Match {
  /** 16 hexadecimal digits: the same whenever it is found again. */
  readonly id: string
  readonly atMs: number
  readonly count: number
  /** Events of the same key that came with it, itself the first. */
  readonly samples: readonly Event[]
}

/** Firings of one key of one step, together. */
export interface Group {
  readonly rule: DeployedRule
  readonly step: Step
  /** What they have in common: `keyOf` of the step. */
  readonly values: string
  readonly firings: readonly Firing[]
}

/** A group with where it is remembered. */
export interface KeyedGroup extends Group {
  readonly key: string
  /** For a person who reads the table. */
  readonly about: string
}

export const hasStep = (rule: DeployedRule, kind: Step['kind']): boolean =>
  stepsOf(rule).some((step) => step.kind === kind)

/** The firings whose rule has such a step, by key. */
export function grouped(
  firings: readonly Firing[],
  kind: Step['kind'],
  digest: Digest,
): KeyedGroup[] {
  const groups = new Map<string, KeyedGroup & { firings: Firing[] }>()
  for (const firing of firings) {
    const step = stepsOf(firing.rule).find((each) => each.kind === kind)
    if (step === undefined) continue
    const { rule, event } = firing
    const values = keyOf(event, step.by)
    const key = memoryKey(rule, step, values, digest)
    const group = groups.get(key) ?? {
      rule,
      step,
      values,
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
 * Where a key is remembered. What the step says is part of it: a rule whose threshold is edited
 * counts anew. A staged rule has groups of its own, so that what it announced to nobody keeps nothing
 * from people once it is enabled; only what it has seen stays seen.
 */
export function memoryKey(rule: DeployedRule, step: Step, values: string, digest: Digest): string {
  const isApart = rule.status === 'staged' && step.kind !== 'first-seen'
  const hash = digest(JSON.stringify([step, values])).slice(0, 32)
  return `${isApart ? 'staged-' : ''}${step.kind}/${rule.id}/${hash}`
}

/** A firing as the memory of a step takes it. */
export function sightingOf({ id, atMs, event }: Firing, step: Step, digest: Digest): Sighting {
  if (step.kind !== 'threshold' || step.distinct === undefined) return { id, atMs, values: [] }
  const values = new Set(valuesOf(event, step.distinct))
  // More values than the threshold asks for reach it like as many as it asks for.
  const enough = [...values].slice(0, step.count)
  return { id, atMs, values: enough.map((value) => digest(JSON.stringify(value)).slice(0, 16)) }
}

/** 16 hexadecimal digits for an identity (`identityOf`): what memories and alerts know an event by. */
export const firingId = (identity: string, digest: Digest): string => digest(identity).slice(0, 16)

/** A matching event, before any step. `id` is its `firingId`, `atMs` its `timeOf`. */
export const firingOf = ({ rule, event, messages }: Match, id: string, atMs: number): Firing => ({
  rule,
  event,
  messages,
  id,
  atMs,
  count: 1,
  samples: [event],
})

/**
 * What an announcement is about: the event that caused it. That is the event it is made at, unless
 * that one came before and a late event made the announcement due. The cause's message is the one to
 * hold on to, and the same event is found again when that message comes again.
 */
export function causesOf({ rule, step, firings }: Group, { cause }: Announcement) {
  const same = firings.filter(({ id }) => id === cause)
  const [first] = same
  if (first === undefined)
    throw new Error(`nothing that came caused the announcement of ${step.kind} of ${rule.id}`)
  const others = firings.filter(({ id }) => id !== cause).map(({ event }) => event)
  return {
    rule,
    event: first.event,
    messages: same.flatMap(({ messages }) => messages),
    samples: [...first.samples, ...others].slice(0, 5),
    first,
  }
}

/** What goes on to the next step; the same, id included, whenever its cause comes again. */
export function firingFrom(group: Group, announcement: Announcement, digest: Digest): Firing {
  const { first, ...rest } = causesOf(group, announcement)
  const { anchor, anchorMs, cause } = announcement
  return {
    ...rest,
    id: anchor === cause ? anchor : digest(`${anchor}/${cause}`).slice(0, 16),
    atMs: anchorMs,
    count: group.step.kind === 'threshold' ? group.step.count : first.count,
  }
}
