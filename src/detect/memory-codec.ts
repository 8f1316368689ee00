/**
 * Encodes a memory for the state table, and decodes it: a small head in JSON, and the events in blocks
 * of bytes, about ten bytes for an event. The ids of the events decide where a block ends, so that one
 * event more or less changes one block and leaves the others byte for byte as they were.
 */
import type { Announcement, Memory, Row } from '../engine/memory/memory.ts'
import type { EpisodeState, WindowState } from '../engine/memory/run.ts'
import { isObject, type Json } from '../ir/json.ts'
import type { ItemContent } from './ports.ts'

/**
 * The versions of this format. Form 2 adds the values of the open episode. A memory without them is
 * still written in form 1, which every version reads. A memory of another form is treated as none.
 */
const forms: readonly unknown[] = [1, 2]

/** The settled part of a memory in the head. The names must not change, because deployed tables hold them. */
interface StoredSettled {
  readonly standing: Omit<WindowState, 'episode' | 'window'> & {
    /** Without its values, which are in blocks. `untracked` is absent where it is 0. */
    readonly episode:
      | (Pick<EpisodeState, 'sinceMs' | 'repeats'> & { readonly untracked?: number })
      | null
  }
  readonly told: number
}

/** Rows in a block on average: a block ends after an event whose id is divisible by this. */
const blockRows = 2048
const maxBlockRows = 4 * blockRows

/** The first byte of a block: whether its rows are events of the memory, of a threshold's window, or values of an episode. */
const kinds = { row: 0, window: 1, value: 2 } as const

/** The item for a memory. `about` describes its key for people who read the table. */
export function contentOf(memory: Memory, about: string): ItemContent {
  const { settled, rows, announcements } = memory
  const window = (settled?.state.window ?? []).map(
    ([id, atMs]): Row => ({ id, atMs, announced: 0, values: [] }),
  )
  const values = (settled?.state.episode?.values ?? []).map(
    (id): Row => ({ id, atMs: 0, announced: 0, values: [] }),
  )
  const head = {
    form: values.length > 0 ? 2 : 1,
    settled:
      settled &&
      ({
        standing: {
          ...settled.state,
          episode: settled.state.episode && storedEpisode(settled.state.episode),
          window: undefined,
        },
        told: settled.announced,
      } satisfies StoredSettled & { standing: { window: undefined } }),
    tellings: announcements.map(({ anchor, anchorMs, due, cause }) => [
      anchor,
      anchorMs,
      due,
      cause,
    ]),
  }
  const blocks = [
    ...piecesOf(window).map((piece) => block(kinds.window, piece)),
    ...piecesOf(values).map((piece) => block(kinds.value, piece)),
    ...piecesOf(rows).map((piece) => block(kinds.row, piece)),
  ]
  return { about, head: JSON.stringify(head), blocks }
}

/** Undefined for a memory that another version wrote. */
export function memoryFrom({ head, blocks }: ItemContent): Memory | undefined {
  const json: Json = JSON.parse(head)
  if (!isObject(json) || !forms.includes(json.form) || !Array.isArray(json.tellings))
    return undefined
  const read = blocks.map(rowsOf)
  const of = (kind: number) => read.flatMap((each) => (each.kind === kind ? each.rows : []))
  const settled = json.settled as unknown as StoredSettled | undefined
  const window = of(kinds.window).map(({ id, atMs }) => [id, atMs] as const)
  const values = of(kinds.value).map(({ id }) => id)
  return {
    settled: settled && {
      state: {
        ...settled.standing,
        episode: settled.standing.episode && { untracked: 0, ...settled.standing.episode, values },
        window,
      },
      announced: settled.told,
    },
    rows: of(kinds.row),
    announcements: (json.tellings as unknown as [string, number, number, string][]).map(
      ([anchor, anchorMs, due, cause]): Announcement => ({ anchor, anchorMs, due, cause }),
    ),
  }
}

const storedEpisode = ({ sinceMs, repeats, untracked }: EpisodeState) => ({
  sinceMs,
  repeats,
  ...(untracked > 0 && { untracked }),
})

function piecesOf(rows: readonly Row[]): Row[][] {
  const pieces: Row[][] = []
  let piece: Row[] = []
  for (const row of rows) {
    piece.push(row)
    const isEnd = Number.parseInt(row.id.slice(-6), 16) % blockRows === 0
    if (isEnd || piece.length >= maxBlockRows) {
      pieces.push(piece)
      piece = []
    }
  }
  return piece.length > 0 ? [...pieces, piece] : pieces
}

/** A row is: time since the row before, id, what it announced, how many values, the values. */
function block(kind: number, rows: readonly Row[]): Uint8Array {
  const bytes: number[] = [kind]
  let beforeMs = 0
  for (const { id, atMs, announced, values } of rows) {
    putNumber(bytes, zigzag(atMs - beforeMs))
    putId(bytes, id)
    putNumber(bytes, announced)
    putNumber(bytes, values.length)
    for (const value of values) putId(bytes, value)
    beforeMs = atMs
  }
  return Uint8Array.from(bytes)
}

function rowsOf(bytes: Uint8Array): { kind: number | undefined; rows: Row[] } {
  const cursor = { at: 1, bytes }
  const rows: Row[] = []
  let atMs = 0
  while (cursor.at < bytes.length) {
    atMs += unzigzag(takeNumber(cursor))
    const id = takeId(cursor)
    const announced = takeNumber(cursor)
    const count = takeNumber(cursor)
    rows.push({ id, atMs, announced, values: Array.from({ length: count }, () => takeId(cursor)) })
  }
  return { kind: bytes[0], rows }
}

interface Cursor {
  at: number
  readonly bytes: Uint8Array
}

/** Seven bits a byte, the lowest first; by division, as a time has more than 32 bits. */
function putNumber(bytes: number[], value: number): void {
  let rest = value
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80)
  bytes.push(rest)
}

function takeNumber(cursor: Cursor): number {
  let value = 0
  for (let factor = 1; ; factor *= 0x80) {
    const byte = cursor.bytes[cursor.at++] ?? 0
    value += (byte & 0x7f) * factor
    if (byte < 0x80) return value
  }
}

/** Small numbers of either sign become small ones: 0, -1, 1, -2, … as 0, 1, 2, 3, …. */
const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value)
const unzigzag = (value: number): number => (value % 2 === 0 ? value / 2 : -(value + 1) / 2)

/** All bytes as text, and back. Most bytes of a memory are ids, so this must be fast. */
const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const byteOf = new Map(hexOf.map((text, byte) => [text, byte]))

function putId(bytes: number[], id: string): void {
  for (let at = 0; at < 16; at += 2) bytes.push(byteOf.get(id.slice(at, at + 2)) ?? 0)
}

function takeId(cursor: Cursor): string {
  let id = ''
  for (const end = cursor.at + 8; cursor.at < end; cursor.at++) {
    id += hexOf[cursor.bytes[cursor.at] ?? 0] ?? ''
  }
  return id
}
