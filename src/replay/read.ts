/** Reads one file of history, record by record, and continues after broken parts. */
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
  if (rest > 0)
    yield {
      broken: brokenHistory(source.name, undefined, `the file has ${rest} more such problems`),
    }
  // The last problem shows whether the file was read to its end.
  if (last !== undefined) yield last
}

/**
 * The records and problems of a text as items. `line` is the line where the text starts, if it is
 * known.
 */
export function* itemsIn(
  { records, problems }: Records,
  name: string,
  line?: number,
): Generator<Item> {
  for (const record of records) yield { record }
  for (const problem of new Set(problems))
    yield { broken: brokenHistory(name, line, sentence(problem, line)) }
}

/**
 * A problem as a sentence. In a single line the parser always reports line 1, so that position is
 * removed.
 */
const sentence = (problem: string, line: number | undefined): string =>
  line === undefined || !problem.startsWith('is not JSON')
    ? `the file ${problem}`
    : `the line ${problem.replace(/ \(line 1 column \d+\)$/, '')}`

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

/**
 * The items of lines that looked like one value. If the second line is a record, only the first
 * line of a file of lines was broken.
 */
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

/**
 * Whether a line ends like a record. A broken first line of many does; the first line of one
 * indented value does not.
 */
const looksComplete = (text: string): boolean => /^\s*\{.*\}\s*$/.test(text)
