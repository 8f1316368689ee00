/**
 * The memory of one CloudWatch alarm: one item of the state table, written on the condition that no
 * other process wrote it in the meantime.
 *
 * The decided alerts (`outbox`) are in the same item as the state that they were decided from. A crash
 * between deciding and sending therefore loses no alert and announces none twice. All times are
 * milliseconds since 1970.
 */
import type { EpisodeState } from '../../engine/memory/run.ts'
import { isObject, type Json } from '../../ir/json.ts'
import type { Outgoing } from '../deliver.ts'
import type { ItemContent } from '../ports.ts'

/** A part of a log, both ends included. */
export interface Span {
  readonly fromMs: number
  readonly toMs: number
}

export interface AlarmItem {
  /** Ids (16 hexadecimal digits) of the events that were reported, or counted with one that was; the latest last. */
  readonly reported: readonly string[]
  /** By key of the rule's `dedup`: 16 hexadecimal digits. */
  readonly groups: Readonly<Record<string, Group>>
  /** The latest part of the log that was read without gaps. */
  readonly read: Span | null
  /** The time from when the alarm went off until it is over; null while it is over. */
  readonly open: Episode | null
  /** When the latest episode was over: an older message opens none. */
  readonly closedMs: number | null
  /** Alerts that are decided and not sent to every target yet. */
  readonly outbox: readonly Outgoing[]
}

/** Where the run of a group's `dedup` stopped. */
export type Group = EpisodeState

/** One time that an alarm went off. */
export interface Episode {
  readonly sinceMs: number
  /** From where on the log matters. */
  readonly fromMs: number
  /** Its alerts share this key: one thread, one incident. */
  readonly dedupKey: string
  /** How many alerts it made. */
  readonly alerts: number
  /** How many events were reported, or counted with one that was. */
  readonly events: number
  /** How far back the alarm looks. */
  readonly evaluatedMs: number
  /** Number of the look that is handled next. */
  readonly nextLook: number
  /** Number of the latest look that was requested. */
  readonly requestedLook: number
  /** Whether an alert said that the alarm went off and no event can be shown. */
  readonly isBlindReported: boolean
}

/** Events beyond this number are reported again when the log shows them again. They take about 100 of the 400 KB that an item may have. */
export const maxReported = 6000

export const newItem: AlarmItem = {
  reported: [],
  groups: {},
  read: null,
  open: null,
  closedMs: null,
  outbox: [],
}

export const stateKey = (alarm: string): string => `alarm/${alarm}`

/** Ids in a block of the item: about 17 KB. */
const blockIds = 1000

/**
 * The item as the state table keeps it. The ids of reported events are by far the most of it, and they
 * grow at their end, so that a write changes few blocks.
 */
export function contentOf(alarm: string, { reported, ...rest }: AlarmItem): ItemContent {
  const blocks: Uint8Array[] = []
  for (let from = 0; from < reported.length; from += blockIds)
    blocks.push(new TextEncoder().encode(reported.slice(from, from + blockIds).join(' ')))
  const head = JSON.stringify({
    ...rest,
    groups: mapGroups(rest.groups, storedGroup),
    open: rest.open && storedEpisode(rest.open),
  })
  return { about: `alarm ${alarm}`, head, blocks }
}

/** Throws for an item that this version did not write: to go on without it would announce everything again. */
export function itemFrom({ head: text, blocks }: ItemContent): AlarmItem {
  const json: Json = JSON.parse(text)
  if (!isObject(json) || !isObject(json.groups) || !Array.isArray(json.outbox))
    throw new Error('the stored state of the alarm has a form that this version does not read')
  const reported = blocks.flatMap((block) => new TextDecoder().decode(block).split(' '))
  const head = json as unknown as StoredHead
  const open = head.open ? episodeFrom(head.open) : null
  return { ...newItem, ...head, groups: mapGroups(head.groups, groupFrom), open, reported }
}

/** Without values in a group that has none, and in every group of a version before `dedup.new`. */
type StoredGroup = Pick<Group, 'sinceMs' | 'repeats'> & Partial<Group>

const storedGroup = ({ sinceMs, repeats, values, untracked }: Group): StoredGroup => ({
  sinceMs,
  repeats,
  ...(values.length > 0 && { values }),
  ...(untracked > 0 && { untracked }),
})

const groupFrom = (stored: StoredGroup): Group => ({ values: [], untracked: 0, ...stored })

const mapGroups = <From, To>(groups: Readonly<Record<string, From>>, map: (group: From) => To) =>
  Object.fromEntries(Object.entries(groups).map(([key, group]) => [key, map(group)]))

/** An episode by the names that deployed tables hold, so they stay. */
interface StoredEpisode extends Omit<Episode, 'requestedLook' | 'isBlindReported'> {
  readonly askedLook: number
  readonly isBlindTold: boolean
}

interface StoredHead extends Omit<AlarmItem, 'reported' | 'open' | 'groups'> {
  readonly open: StoredEpisode | null
  readonly groups: Readonly<Record<string, StoredGroup>>
}

const storedEpisode = ({ requestedLook, isBlindReported, ...rest }: Episode): StoredEpisode => ({
  ...rest,
  askedLook: requestedLook,
  isBlindTold: isBlindReported,
})

const episodeFrom = ({ askedLook, isBlindTold, ...rest }: StoredEpisode): Episode => ({
  ...rest,
  requestedLook: askedLook,
  isBlindReported: isBlindTold,
})
