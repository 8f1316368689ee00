/** Reads one file of history, record by record, and continues after broken parts. */
import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import {
  damagedHistory,
  emptyHistory,
  moreProblems,
  unreadableHistory,
  unreadableRecord,
  valueTooLarge,
} from '../diagnostics/catalogue/history-files.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { isObject, type JsonObject } from '../ir/json.ts'
import { type Parsed, parseJson } from '../ir/parse-json.ts'
import { otherKind } from '../scan/known-event.ts'
import type { Source } from './files.ts'
import { linesOf, maxTextLength } from './lines.ts'
import { notJson, type Records, recordsApart, recordsIn, unwrap } from './records.ts'

/**
 * An event, an object that is no event (`other` is the noun for it), or a problem.
 */
export type Item =
  | { readonly record: JsonObject; readonly other: string | undefined }
  | { readonly broken: Diagnostic }

/** The maximum number of problems reported per file: a file that is not a history has one on each line. */
const maxReported = 20

/** The records of a source in their order, and the problems found. */
export async function* readHistory(source: Source, stdin: Readable): AsyncGenerator<Item> {
  let brokenCount = 0
  let last: Item | undefined
  for await (const item of allOf(source, stdin)) {
    if (!('broken' in item) || ++brokenCount <= maxReported) yield item
    else last = item
  }
  const rest = brokenCount - maxReported - 1
  if (rest > 0) yield { broken: moreProblems(source.name, rest) }
  // The last problem shows whether the file was read to its end.
  if (last !== undefined) yield last
}

/**
 * The records and problems of a text as items. `line` is the line where the text starts, if it is
 * known.
 */
export function* itemsIn(
  { records, others, problems }: Records,
  name: string,
  line?: number,
): Generator<Item> {
  for (const record of records) yield { record, other: undefined }
  for (const record of others) yield { record, other: otherKind(record) }
  const distinct = new Map(problems.map((problem) => [JSON.stringify(problem), problem]))
  for (const problem of distinct.values()) yield { broken: unreadableRecord(name, line, problem) }
}

/** Lines that are one value together, because the first line alone is not a value. */
interface Whole {
  readonly firstLine: number
  readonly lines: string[]
  length: number
}

/**
 * The items of a source. The first line shows whether a file contains one JSON value or one on each
 * line: it is a complete value, or the start of one.
 */
async function* allOf({ name, path }: Source, stdin: Readable): AsyncGenerator<Item> {
  const stream = path === undefined ? stdin : createReadStream(path, { highWaterMark: 1 << 18 })
  let mode: 'unknown' | 'lines' | Whole = 'unknown'
  let line = 0
  try {
    for await (const text of linesOf(stream)) {
      line++
      if (typeof mode === 'object') add(mode, text)
      else if (text.trim() !== '') {
        const parsed = parseJson(text)
        const found = parsed.ok ? unwrap(parsed.json) : recordsApart(text)
        const isLine: boolean = mode === 'lines' || found !== undefined || looksComplete(text)
        if (found !== undefined) yield* itemsIn(found, name, line)
        else if (isLine) yield* itemsIn(unreadable(parsed), name, line)
        mode = isLine ? 'lines' : { firstLine: line, lines: [text], length: text.length }
      }
    }
  } catch (problem) {
    if (typeof mode === 'object') mode.lines.length = 0
    const broken = 'syscall' in (problem as Error) ? unreadableHistory : damagedHistory
    yield { broken: broken(name, line > 1 ? line : undefined, (problem as Error).message) }
    return
  }
  if (mode === 'unknown') yield { broken: emptyHistory(name) }
  if (typeof mode === 'object') yield* itemsOfWhole(mode, name)
}

function add(whole: Whole, text: string): void {
  whole.length += text.length + 1
  if (whole.length > maxTextLength) throw new Error(valueTooLarge)
  whole.lines.push(text)
}

/**
 * The items of lines that looked like one value. If the second line is a record, only the first
 * line of a file of lines was broken.
 */
function* itemsOfWhole({ firstLine, lines }: Whole, name: string): Generator<Item> {
  const parsed = parseJson(lines.join('\n'))
  const second = lines.slice(1).find((text) => text.trim() !== '')
  if (parsed.ok || second === undefined || !isRecord(second)) {
    const found = parsed.ok ? unwrap(parsed.json) : recordsApart(lines.join('\n'))
    yield* itemsIn(found ?? unreadable(parsed), name)
    return
  }
  for (const [index, text] of lines.entries()) {
    if (text.trim() !== '') yield* itemsIn(recordsIn(text), name, firstLine + index)
  }
}

const unreadable = (parsed: Parsed): Records => ({
  records: [],
  others: [],
  problems: parsed.ok ? [] : [notJson(parsed.message)],
})

function isRecord(text: string): boolean {
  const parsed = parseJson(text)
  return parsed.ok && isObject(parsed.json) && Object.keys(parsed.json).length > 0
}

/**
 * Whether a line ends like a record. A broken first line of many does; the first line of one
 * indented value does not.
 */
const looksComplete = (text: string): boolean => /^\s*\{.*\}\s*$/.test(text)
