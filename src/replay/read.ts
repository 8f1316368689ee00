/** Reads one file of history, record by record, and goes on after what it cannot read. */
import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { brokenHistory } from '../diagnostics/catalogue/results.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { isObject, type JsonObject } from '../ir/json.ts'
import { parseJson } from '../ir/parse-json.ts'
import { type Records, recordsIn, unwrap } from '../scan/records.ts'
import type { Source } from './files.ts'
import { linesOf, maxTextLength } from './lines.ts'

export type Item = { readonly record: JsonObject } | { readonly broken: Diagnostic }

/** A file that is no history at all has as many problems as it has lines. */
const maxTold = 20

/** The records of a source in its own order, and what could not be read. */
export async function* readHistory(source: Source, stdin: Readable): AsyncGenerator<Item> {
  let brokenCount = 0
  let last: Item | undefined
  for await (const item of allOf(source, stdin)) {
    if (!('broken' in item) || ++brokenCount <= maxTold) yield item
    else last = item
  }
  const rest = brokenCount - maxTold - 1
  if (rest > 0)
    yield {
      broken: brokenHistory(source.name, undefined, `the file has ${rest} more such problems`),
    }
  // The last says whether the file was read to its end.
  if (last !== undefined) yield last
}

/** What was found in a text, as items; the line is where the text starts, if that is known. */
export function* itemsIn(
  { records, problems }: Records,
  name: string,
  line?: number,
): Generator<Item> {
  for (const record of records) yield { record }
  for (const problem of new Set(problems))
    yield { broken: brokenHistory(name, line, sentence(problem, line)) }
}

/** Of one line the parser only knows that it is the first; where it stands is told by its place. */
const sentence = (problem: string, line: number | undefined): string =>
  line === undefined || !problem.startsWith('is not JSON')
    ? `the file ${problem}`
    : `the line ${problem.replace(/ \(line 1 column \d+\)$/, '')}`

/** Lines that are read as one value, because the first of them is none by itself. */
interface Whole {
  readonly firstLine: number
  readonly lines: string[]
  length: number
}

/**
 * Whether a file holds one JSON value or one a line shows in its first line: either that is a
 * whole value, or it is the beginning of one.
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
        const isLine: boolean = mode === 'lines' || parsed.ok || looksComplete(text)
        if (parsed.ok) yield* itemsIn(unwrap(parsed.json), name, line)
        else if (isLine) yield* itemsIn({ records: [], problems: [parsed.problem] }, name, line)
        mode = isLine ? 'lines' : { firstLine: line, lines: [text], length: text.length }
      }
    }
  } catch (problem) {
    if (typeof mode === 'object') mode.lines.length = 0
    yield { broken: brokenHistory(name, line > 1 ? line : undefined, breakText(problem as Error)) }
    return
  }
  if (mode === 'unknown') yield { broken: brokenHistory(name, undefined, 'the file is empty') }
  if (typeof mode === 'object') yield* itemsOfWhole(mode, name)
}

function add(whole: Whole, text: string): void {
  whole.length += text.length + 1
  if (whole.length > maxTextLength)
    throw new Error('it is too large for one JSON value; write one record a line')
  whole.lines.push(text)
}

/** A file of lines whose very first is broken looks like one value; its second line tells. */
function* itemsOfWhole({ firstLine, lines }: Whole, name: string): Generator<Item> {
  const parsed = parseJson(lines.join('\n'))
  const second = lines.slice(1).find((text) => text.trim() !== '')
  if (parsed.ok || second === undefined || !isRecord(second)) {
    yield* itemsIn(
      parsed.ok ? unwrap(parsed.json) : { records: [], problems: [parsed.problem] },
      name,
    )
    return
  }
  for (const [index, text] of lines.entries()) {
    if (text.trim() !== '') yield* itemsIn(recordsIn(text), name, firstLine + index)
  }
}

function isRecord(text: string): boolean {
  const parsed = parseJson(text)
  return parsed.ok && isObject(parsed.json) && Object.keys(parsed.json).length > 0
}

const breakText = (problem: Error): string =>
  'syscall' in problem
    ? `the file cannot be read: ${problem.message}`
    : `the file breaks off: ${problem.message}`

/** A broken first line of many still ends like a record; the first line of one indented value does not. */
const looksComplete = (text: string): boolean => /^\s*\{.*\}\s*$/.test(text)
