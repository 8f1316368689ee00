/**
 * What one stage of a rule remembers of one key, and what an event that arrives changes in it.
 *
 * Events arrive late, twice and in any order, so what is to be told is defined by the *set* of
 * events that arrived. `reckon` runs over the set in the order of event time and finds its
 * episodes. What an episode owes (its beginning; for a dedup also the 10th, 100th, … repeat) is told
 * once: at the event where the run finds it due, unless another event of the same episode has told
 * it before. Hence, for any order of arrival and any division into batches:
 *
 * - Nothing is lost. Whatever the run over all events finds due has been told by an event of that
 *   episode. An event that comes late and completes a threshold, or opens an episode between others,
 *   tells it then.
 * - Nothing is told twice. What was told stays told when earlier events move the beginning of its
 *   episode. Only where an episode is told and a late event joins it with another that was told
 *   too, two alerts stand for one, each right when it was sent.
 *
 * Events are kept for `keptMs` behind the newest of their key, and at most `keptSightings` of them;
 * older ones are *settled*: summed up, and taken for granted. An event that comes so late that its
 * place is settled is counted with its episode where that is still known to be going on; else it is
 * given back as `late`, to be judged among its like in a memory of its own, so that it may be told
 * once more but is never lost.
 */
import { inOrder, reckon, type Sighting, type Standing } from './reckoning.ts'
import type { Stage } from './stage.ts'

/** A sighting with what it told: bit 0 the beginning of an episode, bit 1 ten repeats, bit 2 a hundred, … */
export interface Row extends Sighting {
  readonly told: number
}

/**
 * Something that was decided and has to be sent. `cause` is the event whose arrival decided it: when
 * its message is delivered again, it is sent again unless it was sent.
 */
export interface Telling {
  /** The event that tells it. */
  readonly anchor: string
  readonly anchorMs: number
  /** `0` the beginning of an episode, `10`, `100`, … that many repeats. */
  readonly due: number
  readonly cause: string
}

export interface Memory {
  /** Up to where events are settled, and what the episode that went on there has told. */
  readonly settled: { readonly standing: Standing; readonly told: number } | undefined
  /** In order of time. */
  readonly rows: readonly Row[]
  /** The latest, the newest last. */
  readonly tellings: readonly Telling[]
}

export interface Taken {
  readonly memory: Memory
  readonly isChanged: boolean
  /** What the events that arrived caused, now or when they arrived before. */
  readonly tellings: readonly Telling[]
  readonly late: readonly Sighting[]
}

/** EventBridge tries for a day and a queue keeps a message for 14 days at most. */
export const keptMs = 15 * 24 * 3_600_000

/** Some 100 KB. Also the number of newer events of its key that an event may come behind. */
const keptSightings = 10_000

/** Tellings whose message may still come again. */
const keptTellings = 500

export const nothing: Memory = { settled: undefined, rows: [], tellings: [] }

export function take(
  memory: Memory,
  stage: Stage,
  arrived: readonly Sighting[],
  limit = keptSightings,
): Taken {
  const known = new Set(memory.rows.map(({ id }) => id))
  const standing = memory.settled?.standing
  const unknown = new Map(arrived.filter(({ id }) => !known.has(id)).map((each) => [each.id, each]))
  const behind = [...unknown.values()].filter(
    (each) => standing !== undefined && inOrder(each, standing) <= 0,
  )
  for (const { id } of behind) unknown.delete(id)
  const fresh = [...unknown.values()].map((each): Row => ({ ...each, told: 0 }))
  const ids = new Set(arrived.map(({ id }) => id))
  const told = fresh.length === 0 ? memory : tell(memory, stage, fresh)
  const isCause = ({ cause }: Telling): boolean => ids.has(cause)
  const listed = told.tellings.filter(isCause)
  return {
    memory: fresh.length === 0 ? memory : settle(told, stage, limit),
    isChanged: fresh.length > 0,
    tellings: [...listed, ...forgotten(told, ids)],
    late: behind.filter(
      (each) => !listed.some(({ cause }) => cause === each.id) && !isCovered(each, stage, standing),
    ),
  }
}

/** Told by an event that arrives again, and so long ago that it is no longer in the list of tellings. */
function forgotten({ rows, tellings }: Memory, ids: ReadonlySet<string>): Telling[] {
  return rows
    .filter(({ id, told }) => told !== 0 && ids.has(id))
    .flatMap(({ id, atMs, told }) =>
      duesIn(told)
        .filter((due) => !tellings.some((each) => each.anchor === id && each.due === due))
        .map((due) => ({ anchor: id, anchorMs: atMs, due, cause: id })),
    )
}

/** Whether an event whose place is settled is part of the episode that went on there, which is told. */
function isCovered({ atMs }: Sighting, stage: Stage, standing: Standing | undefined): boolean {
  if (standing === undefined || standing.episode === null) return false
  const { sinceMs } = standing.episode
  return atMs >= (stage.kind === 'first-seen' ? sinceMs - stage.windowMs : sinceMs)
}

function tell(memory: Memory, stage: Stage, fresh: readonly Row[]): Memory {
  const rows = [...memory.rows, ...fresh].sort(inOrder)
  const { step } = reckon(stage, memory.settled?.standing)
  const places = rows.map(step)
  const toldIn = new Map([[0, memory.settled?.told ?? 0]])
  for (const [index, { told }] of rows.entries()) {
    const episode = places[index]?.episode ?? null
    if (episode !== null) toldIn.set(episode, (toldIn.get(episode) ?? 0) | told)
  }
  const isFresh = new Set(fresh.map(({ id }) => id))
  let cause = ''
  const tellings: Telling[] = []
  for (const [index, row] of rows.entries()) {
    const { episode, due } = places[index] ?? { episode: null, due: null }
    // What is due depends on what comes before, so what made it due now is this or came before it.
    if (isFresh.has(row.id)) cause = row.id
    if (episode === null || due === null) continue
    const told = toldIn.get(episode) ?? 0
    const bit = bitOf(due)
    if ((told & bit) !== 0) continue
    toldIn.set(episode, told | bit)
    rows[index] = { ...row, told: row.told | bit }
    tellings.push({ anchor: row.id, anchorMs: row.atMs, due, cause })
  }
  return { ...memory, rows, tellings: [...memory.tellings, ...tellings].slice(-keptTellings) }
}

/** Sums up what is too old to be changed by an event that comes now, and what is too much to keep. */
function settle(memory: Memory, stage: Stage, limit: number): Memory {
  const { rows } = memory
  const newestMs = rows.at(-1)?.atMs ?? 0
  let count = 0
  let weight = rows.reduce((sum, row) => sum + weightOf(row), 0)
  for (const row of rows) {
    if (row.atMs >= newestMs - keptMs && weight <= limit) break
    weight -= weightOf(row)
    count++
  }
  if (count === 0) return memory
  const run = reckon(stage, memory.settled?.standing)
  let told = memory.settled?.told ?? 0
  let current: number | null = 0
  for (const row of rows.slice(0, count)) {
    const { episode } = run.step(row)
    told = episode === current && episode !== null ? told | row.told : row.told
    current = episode
  }
  const standing = run.standing()
  return {
    ...memory,
    settled: standing && { standing, told },
    rows: rows.slice(count),
  }
}

const weightOf = ({ values }: Row): number => 1 + values.length

const bitOf = (due: number): number => (due === 0 ? 1 : 1 << (String(due).length - 1))

const duesIn = (told: number): number[] =>
  Array.from({ length: 31 }, (_, bit) => (bit === 0 ? 0 : 10 ** bit)).filter(
    (due) => (told & bitOf(due)) !== 0,
  )
