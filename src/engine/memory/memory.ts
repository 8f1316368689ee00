/**
 * The memory of one step of a rule for one key, and how an event that arrives changes it.
 *
 * Events arrive late, twice and in any order. The announcements are therefore defined by the *set* of
 * events that arrived. A run (run.ts) over the set in the order of event time finds its episodes. Each
 * episode owes announcements: its beginning, and for a dedup also each new value and the 10th, 100th,
 * … repeat. Each is announced once, at the event where the run finds it due, unless another event of
 * the same episode announced it before. This holds for any order of arrival and any division into
 * batches:
 *
 * - Nothing is lost. Each announcement that a run over all events finds due was made by an event of
 *   that episode. An event that comes late and completes a threshold, or opens an episode between
 *   others, makes the announcement then.
 * - Nothing is announced twice. An announcement counts for its episode also after earlier events move
 *   the beginning of the episode. There is one exception: a late event may join two episodes that were
 *   both announced. Then there are two alerts for one episode, each right when it was sent.
 *
 * Events are kept for `keptMs` behind the newest of their key, and at most `maxSightings` of them.
 * Older ones are *settled*: summed up in a `WindowState` and not reconsidered. An event whose place is
 * settled counts with its episode if that episode still lasts. Otherwise it is returned as `late`, to be
 * evaluated with other late events in a memory of its own. It may then be announced once more, but it
 * is never lost.
 */
import { announcedIn, type Settled } from './announced.ts'
import { bitOf, duesIn } from './due-bits.ts'
import { advance, inOrder, type Sighting, startRun, stateOf, type WindowState } from './run.ts'
import type { Step } from './steps.ts'

/** A sighting with its announcements, as bits (`bitOf`). */
export interface Row extends Sighting {
  readonly announced: number
}

/**
 * An announcement that must be sent. `cause` is the event whose arrival decided it: if its message is
 * delivered again, the announcement is made again unless it was sent.
 */
export interface Announcement {
  /** Id of the event at which it was due. */
  readonly anchor: string
  readonly anchorMs: number
  /**
   * `0` for the start of an episode or a new value in it; `10`, `100`, … for that many repeats;
   * `-100`, `-1000`, … for that many new values.
   */
  readonly due: number
  readonly cause: string
}

export interface Memory {
  readonly settled: Settled | undefined
  /** In order of time. */
  readonly rows: readonly Row[]
  /** The latest, the newest last. */
  readonly announcements: readonly Announcement[]
}

/** A memory after events were added. */
export interface MemoryUpdate {
  readonly memory: Memory
  readonly isChanged: boolean
  /** The announcements that these events caused, now or when they arrived before. */
  readonly announcements: readonly Announcement[]
  readonly late: readonly Sighting[]
}

/** EventBridge retries for a day, and a queue keeps a message for 14 days at most. */
export const keptMs = 15 * 24 * 3_600_000

/** Some 100 KB. Also how many newer events of its key may arrive before an event. */
const maxSightings = 10_000

/** The number of announcements whose messages may still be delivered again. */
const maxAnnouncements = 500

export const emptyMemory: Memory = { settled: undefined, rows: [], announcements: [] }

/** Adds events to a memory. Pure; `maxWeight` bounds the rows that are kept, each event and value one. */
export function addSightings(
  memory: Memory,
  step: Step,
  arrived: readonly Sighting[],
  maxWeight = maxSightings,
): MemoryUpdate {
  const known = new Set(memory.rows.map(({ id }) => id))
  const state = memory.settled?.state
  // Of copies in one batch the first counts, as of copies in several.
  const unknown = new Map(
    arrived
      .filter(({ id }) => !known.has(id))
      .map((each) => [each.id, each] as const)
      .toReversed(),
  )
  const tooLate = [...unknown.values()].filter(
    (each) => state !== undefined && inOrder(each, state) <= 0,
  )
  for (const { id } of tooLate) unknown.delete(id)
  const fresh = [...unknown.values()].map((each): Row => ({ ...each, announced: 0 }))
  const ids = new Set(arrived.map(({ id }) => id))
  const next = fresh.length === 0 ? memory : withAnnouncements(memory, step, fresh)
  const listed = next.announcements.filter(({ cause }) => ids.has(cause))
  return {
    memory: fresh.length === 0 ? memory : settle(next, step, maxWeight),
    isChanged: fresh.length > 0,
    announcements: [...listed, ...unlistedAnnouncements(next, ids)],
    late: tooLate.filter(
      (each) => !listed.some(({ cause }) => cause === each.id) && !isCovered(each, step, state),
    ),
  }
}

/** Announcements of an event that arrives again, made so long ago that they are no longer in the list. */
function unlistedAnnouncements(
  { rows, announcements }: Memory,
  ids: ReadonlySet<string>,
): Announcement[] {
  return rows
    .filter(({ id, announced }) => announced !== 0 && ids.has(id))
    .flatMap(({ id, atMs, announced }) =>
      duesIn(announced)
        .filter((due) => !announcements.some((each) => each.anchor === id && each.due === due))
        .map((due) => ({ anchor: id, anchorMs: atMs, due, cause: id })),
    )
}

/** Whether an event as old as the settled ones belongs to the episode that was open there, which is announced. */
function isCovered(
  { atMs, values: [value] }: Sighting,
  step: Step,
  state: WindowState | undefined,
): boolean {
  if (state === undefined || state.episode === null) return false
  const { sinceMs, values } = state.episode
  // A value that the episode did not have is news, as late as it is.
  if (step.kind === 'dedup' && value !== undefined && !values.includes(value)) return false
  return atMs >= (step.kind === 'first-seen' ? sinceMs - step.windowMs : sinceMs)
}

function withAnnouncements(memory: Memory, step: Step, fresh: readonly Row[]): Memory {
  const rows = [...memory.rows, ...fresh].sort(inOrder)
  const run = startRun(memory.settled?.state)
  const places = rows.map((row) => advance(run, step, row))
  const announced = announcedIn(memory.settled)
  for (const [index, row] of rows.entries()) {
    const episode = places[index]?.episode ?? null
    if (episode !== null) announced.add(episode, row, row.announced)
  }
  const isFresh = new Set(fresh.map(({ id }) => id))
  let cause = ''
  const announcements: Announcement[] = []
  for (const [index, row] of rows.entries()) {
    const place = places[index]
    // An announcement depends on earlier events only, so its cause is this event or an earlier one.
    if (isFresh.has(row.id)) cause = row.id
    if (place === undefined || place.episode === null) continue
    const dues = announced.missing(place.episode, row, place, isFresh.has(row.id))
    for (const due of dues) announcements.push({ anchor: row.id, anchorMs: row.atMs, due, cause })
    const bits = dues.reduce((sum, due) => sum | bitOf(due), 0)
    announced.add(place.episode, row, bits)
    rows[index] = { ...row, announced: row.announced | bits }
  }
  return {
    ...memory,
    rows,
    announcements: [...memory.announcements, ...announcements].slice(-maxAnnouncements),
  }
}

/** Sums up events that are too old to be changed by a new event, and events beyond the limit. */
function settle(memory: Memory, step: Step, maxWeight: number): Memory {
  const { rows } = memory
  const newestMs = rows.at(-1)?.atMs ?? 0
  let count = 0
  let weight = rows.reduce((sum, row) => sum + weightOf(row), 0)
  for (const row of rows) {
    if (row.atMs >= newestMs - keptMs && weight <= maxWeight) break
    weight -= weightOf(row)
    count++
  }
  const last = rows[count - 1]
  if (last === undefined) return memory
  const run = startRun(memory.settled?.state)
  let announced = memory.settled?.announced ?? 0
  let current: number | null = 0
  for (const row of rows.slice(0, count)) {
    const { episode } = advance(run, step, row)
    announced = episode === current && episode !== null ? announced | row.announced : row.announced
    current = episode
  }
  return {
    ...memory,
    settled: { state: stateOf(run, last.id), announced },
    rows: rows.slice(count),
  }
}

const weightOf = ({ values }: Row): number => 1 + values.length
