/**
 * The first pass over a history: tests every record against every rule, and keeps the matches for
 * the second pass, which needs them in the order of time.
 */
import { Buffer } from 'node:buffer'
import type { Readable } from 'node:stream'
import { inEnvelope } from '../aws/envelope.ts'
import { noEvents, tooDeepRecord } from '../diagnostics/catalogue/history-files.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { plural } from '../diagnostics/plural.ts'
import { candidatesAmong } from '../engine/candidates.ts'
import { timeOf } from '../engine/identity.ts'
import { ruleMatches } from '../engine/rule-matches.ts'
import { JSON_DEPTH } from '../eventbridge/limits.ts'
import type { JsonObject } from '../ir/json.ts'
import type { Rule } from '../ir/rule.ts'
import { isTooDeep } from '../scan/depth.ts'
import { hitWriter } from '../scan/hits.ts'
import type { Source } from './files.ts'
import { readHistory } from './read.ts'
import { scanFiles } from './scan-files.ts'
import { type Spool, spool } from './spool.ts'

export interface Scan {
  /** The sources of the history. A match refers to its source by the index in this list. */
  readonly sources: readonly Source[]
  readonly matched: Spool
  readonly broken: Diagnostic[]
  eventCount: number
  /** Objects that are no events, by the noun for their kind. They are not in `eventCount`. */
  readonly others: Map<string, number>
  firstMs: number
  lastMs: number
  /** Ids of the rules whose kind of event occurs in the history. */
  readonly observed: Set<string>
}

/** What a history contains beside events: `5 VPC flow logs, 1 OCSF event`. */
export const othersText = (others: ReadonlyMap<string, number>): string =>
  [...others]
    .toSorted(([, a], [, b]) => b - a)
    .map(([kind, count]) => plural(count, kind))
    .join(', ')

/** Scans a history. The caller must close `matched` when it is no longer needed. */
export async function scan(
  sources: readonly Source[],
  rules: readonly Rule[],
  stdin: Readable,
  progress: (fileIndex: number, eventCount: number) => void,
): Promise<Scan> {
  const result: Scan = {
    sources,
    matched: spool(),
    broken: [],
    eventCount: 0,
    others: new Map(),
    firstMs: Number.POSITIVE_INFINITY,
    lastMs: Number.NEGATIVE_INFINITY,
    observed: new Set(),
  }
  const candidates = candidatesAmong(rules)
  const paths = sources.map(({ path }) => path)
  let index = 0
  for await (const scanned of scanFiles(paths, rules)) {
    const number = index++
    const source = sources[number]
    if (source === undefined) break
    if (scanned === undefined) await read(source, number)
    else {
      result.eventCount += scanned.eventCount
      span(scanned.firstMs, scanned.lastMs)
      for (const id of scanned.observed) result.observed.add(id)
      result.matched.add(scanned, number)
    }
    progress(index, result.eventCount)
  }
  const [first] = sources
  if (result.eventCount === 0 && result.others.size > 0)
    result.broken.push(noEvents(first?.name ?? '', othersText(result.others)))
  return result

  /** Reads a file record by record: it has another form than CloudTrail's, or is broken. */
  async function read(source: Source, number: number): Promise<void> {
    for await (const item of readHistory(source, stdin)) {
      if ('broken' in item) {
        result.broken.push(item.broken)
        continue
      }
      if (item.other !== undefined) {
        result.others.set(item.other, (result.others.get(item.other) ?? 0) + 1)
        continue
      }
      result.eventCount++
      if (result.eventCount % 4096 === 0) progress(index - 1, result.eventCount)
      if (isTooDeep(item.record)) result.broken.push(tooDeepRecord(source.name, JSON_DEPTH))
      else take(item.record, number)
    }
  }

  function take(record: JsonObject, source: number): void {
    const event = inEnvelope(record)
    const atMs = timeOf(event)
    if (atMs > 0) span(atMs, atMs)
    const possible = candidates(event)
    for (const rule of possible) result.observed.add(rules[rule]?.id ?? '')
    const matching = possible.filter((rule) => ruleMatches(rules[rule] as Rule, event))
    if (matching.length === 0) return
    const written = hitWriter()
    written.add(atMs, matching, Buffer.from(JSON.stringify(record)))
    result.matched.add(written.hits(), source)
  }

  function span(firstMs: number, lastMs: number): void {
    result.firstMs = Math.min(result.firstMs, firstMs)
    result.lastMs = Math.max(result.lastMs, lastMs)
  }
}
