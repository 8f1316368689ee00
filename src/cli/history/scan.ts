/** One pass over a history: every record against every rule, what matched kept for the second pass, which needs the order of time. */
import type { Readable } from 'node:stream'
import { inEnvelope } from '../../aws/envelope.ts'
import { brokenHistory } from '../../diagnostics/catalogue/results.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { candidatesAmong } from '../../engine/candidates.ts'
import { ruleMatches } from '../../engine/rule-matches.ts'
import { JSON_DEPTH } from '../../eventbridge/limits.ts'
import type { Event } from '../../ir/event.ts'
import type { JsonObject } from '../../ir/json.ts'
import type { Rule } from '../../ir/rule.ts'
import { isTooDeep } from './depth.ts'
import type { FileScan } from './file-scanner.ts'
import type { Source } from './files.ts'
import { readHistory } from './read.ts'
import { scanFiles } from './scan-files.ts'
import { timeOf } from './time-of.ts'

export interface Match {
  readonly rule: Rule
  readonly event: Event
  /** Milliseconds since 1970; 0 for an event without a time. */
  readonly atMs: number
  readonly file: string
}

export interface Scan {
  readonly matches: Match[]
  readonly broken: Diagnostic[]
  eventCount: number
  /** Records that were read before under the same eventID: delivered twice, counted once. */
  duplicateCount: number
  readonly fileCount: number
  firstMs: number
  lastMs: number
  /** Ids of rules that saw an event of their kind. */
  readonly observed: Set<string>
}

export async function scan(
  sources: readonly Source[],
  rules: readonly Rule[],
  stdin: Readable,
  progress: (fileIndex: number, eventCount: number) => void,
): Promise<Scan> {
  const result: Scan = {
    matches: [],
    broken: [],
    eventCount: 0,
    duplicateCount: 0,
    fileCount: sources.length,
    firstMs: Number.POSITIVE_INFINITY,
    lastMs: Number.NEGATIVE_INFINITY,
    observed: new Set(),
  }
  const candidates = candidatesAmong(rules)
  const isRepeat = repeats()
  const paths = sources.map(({ path }) => path)
  let index = 0
  for await (const scanned of scanFiles(paths, rules)) {
    const source = sources[index++]
    if (source === undefined) break
    if (scanned === undefined) await read(source)
    else add(scanned, source.name)
    progress(index, result.eventCount)
  }
  return result

  /** A file of another form than CloudTrail's own, or one that is broken. */
  async function read(source: Source): Promise<void> {
    for await (const item of readHistory(source, stdin)) {
      if ('broken' in item) {
        result.broken.push(item.broken)
        continue
      }
      result.eventCount++
      if (result.eventCount % 4096 === 0) progress(index - 1, result.eventCount)
      if (isTooDeep(item.record))
        result.broken.push(brokenHistory(source.name, undefined, tooDeepText))
      else take(item.record, source.name)
    }
  }

  function add({ eventCount, firstMs, lastMs, observed, hits }: FileScan, file: string): void {
    result.eventCount += eventCount
    span(firstMs, lastMs)
    for (const id of observed) result.observed.add(id)
    for (const { event, rules: numbers } of hits) {
      keep(
        event,
        numbers.flatMap((number) => rules[number] ?? []),
        file,
      )
    }
  }

  function take(record: JsonObject, file: string): void {
    const event = inEnvelope(record)
    const atMs = timeOf(event)
    if (atMs > 0) span(atMs, atMs)
    const possible = candidates(event)
    for (const rule of possible) result.observed.add(rule.id)
    keep(
      event,
      possible.filter((rule) => ruleMatches(rule, event)),
      file,
    )
  }

  function span(firstMs: number, lastMs: number): void {
    result.firstMs = Math.min(result.firstMs, firstMs)
    result.lastMs = Math.max(result.lastMs, lastMs)
  }

  function keep(event: Event, matching: readonly Rule[], file: string): void {
    if (matching.length === 0) return
    if (isRepeat(event)) {
      result.duplicateCount++
      return
    }
    const atMs = timeOf(event)
    for (const rule of matching) result.matches.push({ rule, event, atMs, file })
  }
}

const tooDeepText = `the file holds a record nested more than ${JSON_DEPTH} levels deep`

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * Whether an event was seen before. AWS delivers at least once, several trails may log the same
 * event, and eventID tells; an id that is no UUID was made up, so there the whole record has to be
 * the same. Only matching events are remembered: the rest cannot make an alert twice.
 */
function repeats(): (event: Event) => boolean {
  const seen = new Set<string>()
  return ({ record, envelope }) => {
    const id = typeof record.eventID === 'string' ? record.eventID : envelope.id
    if (typeof id !== 'string' || id === '') return false
    const key = uuid.test(id) ? id : JSON.stringify(record)
    if (seen.has(key)) return true
    seen.add(key)
    return false
  }
}
