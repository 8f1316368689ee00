/**
 * What is remembered of an alarm: one item in the state table, written on the condition that nobody
 * else wrote meanwhile.
 *
 * What was decided stands in the same item as what it was decided from (`outbox`), so that a crash
 * between deciding and sending loses nothing and says nothing twice.
 */
import type { WindowState } from '../../engine/memory/run.ts'
import { isObject, type Json, type JsonObject } from '../../ir/json.ts'
import type { Outgoing } from '../deliver.ts'
import type { ItemContent } from '../ports.ts'

/** A part of a log: both ends are within. */
export interface Span {
  readonly fromMs: number
  readonly toMs: number
}

export interface AlarmItem {
  /** Shortened identities of the events that were told, or counted with what was; the latest last. */
  readonly told: readonly string[]
  /** By key of the rule's `dedup`. */
  readonly groups: Readonly<Record<string, Group>>
  /** The latest part of the log that was read without gaps. */
  readonly read: Span | null
  /** From when the alarm went off until it is over. */
  readonly open: Episode | null
  /** When the latest episode was over: an older message opens none. */
  readonly closedMs: number | null
  readonly outbox: readonly Outgoing[]
}

/** Where the run of a group's `dedup` stopped. */
export type Group = NonNullable<WindowState['episode']>

export interface Episode {
  readonly sinceMs: number
  /** From where on the log matters. */
  readonly fromMs: number
  /** The identity of its alerts: one thread, one incident. */
  readonly dedupKey: string
  /** How many alerts it made. */
  readonly alerts: number
  /** How many events were told, or counted with what was. */
  readonly events: number
  /** How far back the alarm looks. */
  readonly evaluatedMs: number
  /** The number of the look to be had next, and of the latest one that was asked for. */
  readonly nextLook: number
  readonly askedLook: number
  /** That it went off although nothing can be shown was told. */
  readonly isBlindTold: boolean
}

/** More events than that are told again when the log shows them again; it is some 100 of the 400 KB an item may have. */
export const maxTold = 6000

export const newItem: AlarmItem = {
  told: [],
  groups: {},
  read: null,
  open: null,
  closedMs: null,
  outbox: [],
}

export const stateKey = (alarm: string): string => `alarm/${alarm}`

/** Identities in a piece of the item: some 17 KB. */
const inBlock = 1000

/** The item as the state table keeps it: what was told is by far the most of it, and grows at its end. */
export function contentOf(alarm: string, { told, ...rest }: AlarmItem): ItemContent {
  const blocks: Uint8Array[] = []
  for (let from = 0; from < told.length; from += inBlock)
    blocks.push(new TextEncoder().encode(told.slice(from, from + inBlock).join(' ')))
  return { about: `alarm ${alarm}`, head: JSON.stringify(rest), blocks }
}

/** Throws for an item that is none of ours: going on as if nothing were known would tell everything again. */
export function itemFrom({ head, blocks }: ItemContent): AlarmItem {
  const json: Json = JSON.parse(head)
  if (!isObject(json) || !isObject(json.groups) || !Array.isArray(json.outbox))
    throw new Error('the state of an alarm is not in the form this version writes')
  const told = blocks.flatMap((block) => new TextDecoder().decode(block).split(' '))
  return { ...newItem, ...(json as JsonObject & Partial<AlarmItem>), told }
}
