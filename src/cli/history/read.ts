/** Reads one file of history, record by record, and goes on after what it cannot read. */
import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { brokenHistory } from '../../diagnostics/catalogue/results.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { JsonObject } from '../../ir/json.ts'
import { parseJson } from '../event-files.ts'
import type { Source } from './files.ts'
import { linesOf, maxTextLength } from './lines.ts'
import { type Records, recordsIn, unwrap } from './records.ts'

export type Item = { readonly record: JsonObject } | { readonly broken: Diagnostic }

/**
 * The records of a source in its own order. Whether a file holds one JSON value or one a line
 * shows in its first line: either that is a whole value, or it is the beginning of one.
 */
export async function* readHistory({ name, path }: Source, stdin: Readable): AsyncGenerator<Item> {
  const items = function* ({ records, problems }: Records, line?: number): Generator<Item> {
    for (const record of records) yield { record }
    for (const problem of new Set(problems))
      yield { broken: brokenHistory(name, line, `the file ${problem}`) }
  }
  const stream = path === undefined ? stdin : createReadStream(path, { highWaterMark: 1 << 18 })
  const whole: string[] = []
  let length = 0
  let mode: 'unknown' | 'lines' | 'whole' = 'unknown'
  let line = 0
  try {
    for await (const text of linesOf(stream)) {
      line++
      if (mode === 'unknown' && text.trim() !== '') {
        const parsed = parseJson(text)
        mode = parsed.ok || looksComplete(text) ? 'lines' : 'whole'
        if (parsed.ok) yield* items(unwrap(parsed.json), line)
        if (mode === 'lines') {
          if (!parsed.ok) yield* items({ records: [], problems: [parsed.problem] }, line)
          continue
        }
      }
      if (mode === 'lines' && text.trim() !== '') yield* items(recordsIn(text), line)
      else if (mode === 'whole') {
        whole.push(text)
        length += text.length
        if (length > maxTextLength)
          throw new Error('it is too large for one JSON value; write one record a line')
      }
    }
  } catch (problem) {
    yield {
      broken: brokenHistory(
        name,
        line > 1 ? line : undefined,
        `the file breaks off: ${(problem as Error).message}`,
      ),
    }
  }
  if (mode === 'whole') yield* items(recordsIn(whole.join('\n')))
}

/** A broken first line of many still ends like a record; the first line of one indented value does not. */
const looksComplete = (text: string): boolean => /^\s*\{.*\}\s*$/.test(text)
