/**
 * The values that steps receive and return. A *match* is an event that one rule matches. A *firing* is a
 * match, or the result of a step. A *group* is the firings of one key, which share a memory.
 */
import { valuesOf } from '../engine/evaluate.ts'
import type { Announcement } from '../engine/memory/memory.ts'
import type { Sighting } from '../engine/memory/run.ts'
import { keyOf, newValueOf, type Step, stepsOf } from '../engine/memory/steps.ts'
import type { Event } from '../ir/event.ts'
import type { DeployedRule } from '../ir/rule.ts'
import type { Digest } from './ports.ts'

/** An event that one rule matches, with the ids of the messages it came in. */
export interface Match {
  readonly rule: DeployedRule
  readonly event: Event
  readonly messages: readonly string[]
}

/** A match, or what a step passes on. Times are milliseconds since 1970. */
export interface Firing extends Match {
  /** 16 hexadecimal digits: the same whenever it is found again. */
  readonly id: string
  readonly atMs: number
  /** How many events it stands for: the count of a threshold, else 1. */
  readonly count: number
  /** Its event, and others of the same key that came with it. */
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

/** A group and where it is remembered. */
export interface KeyedGroup extends Group {
  /** Key of its item in the state table. */
  readonly key: string
  /** For a person who reads the table. */
  readonly about: string
}

export const hasStep = (rule: DeployedRule, kind: Step['kind']): boolean =>
  stepsOf(rule).some((step) => step.kind === kind)

/** The firings whose rule has such a step, by key. */
export function groupsOf(
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
 * The key in the state table. The step is part of it: a rule whose threshold is edited counts anew. A
 * staged rule has keys of its own. So its records do not suppress alerts after it is enabled. Only the sightings of `first-seen` are shared.
 */
export function memoryKey(rule: DeployedRule, step: Step, values: string, digest: Digest): string {
  const hasOwnKey = rule.status === 'staged' && step.kind !== 'first-seen'
  const hash = digest(JSON.stringify([step, values])).slice(0, 32)
  return `${hasOwnKey ? 'staged-' : ''}${step.kind}/${rule.id}/${hash}`
}

/** A firing in the form that the memory of a step takes. */
export function sightingOf({ id, atMs, event }: Firing, step: Step, digest: Digest): Sighting {
  if (step.kind === 'dedup') {
    const value = newValueOf(event, step.new)
    return { id, atMs, values: value === undefined ? [] : [digest(value).slice(0, 16)] }
  }
  if (step.kind !== 'threshold' || step.distinct === undefined) return { id, atMs, values: [] }
  const values = new Set(valuesOf(event, step.distinct))
  // More values than the count cannot do more than reach it.
  const enough = [...values].slice(0, step.count)
  return { id, atMs, values: enough.map((value) => digest(JSON.stringify(value)).slice(0, 16)) }
}

/** The id of an event in memories and alerts, from its identity (`identityOf`): 16 hexadecimal digits. */
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
 * The event that caused an announcement, with its messages. That is the event it is made at, unless that
 * one arrived earlier and a late event made the announcement due. The messages of the cause are
 * delivered again until the alert is sent, and lead to the same announcement each time.
 */
export function causesOf({ rule, step, firings }: Group, { cause }: Announcement) {
  const same = firings.filter(({ id }) => id === cause)
  const [first] = same
  if (first === undefined)
    throw new Error(`no event of the batch caused the announcement of ${step.kind} of ${rule.id}`)
  const others = firings.filter(({ id }) => id !== cause).map(({ event }) => event)
  return {
    rule,
    event: first.event,
    messages: same.flatMap(({ messages }) => messages),
    samples: [...first.samples, ...others].slice(0, 5),
    first,
  }
}

/** The firing for the next step: the same, id included, whenever its cause is delivered again. */
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
