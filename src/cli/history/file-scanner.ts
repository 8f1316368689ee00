/**
 * One file after another, each in the way that is fastest for it: records that can match nothing are
 * stepped over, and where most can match, whole files are parsed. What neither can read is left to
 * `read.ts`, which reads anything and says what is wrong with it.
 */
import { inEnvelope } from '../../aws/envelope.ts'
import { candidatesAmong } from '../../engine/candidates.ts'
import { matcherFor } from '../../engine/index/matcher.ts'
import type { Event } from '../../ir/event.ts'
import { isObject, type JsonObject } from '../../ir/json.ts'
import type { Rule } from '../../ir/rule.ts'
import { isTooDeep } from './depth.ts'
import { bytesOfFile } from './file-bytes.ts'
import { type Scanned, scanBytes } from './scan-bytes.ts'
import { sieveFor } from './sieve.ts'
import { timeOf } from './time-of.ts'

/** What a file holds, as far as rules care. */
export interface FileScan {
  readonly eventCount: number
  /** Milliseconds since 1970; infinite where no event has a time. */
  readonly firstMs: number
  readonly lastMs: number
  /** Ids of rules that saw an event of their kind, as far as no file before told of them. */
  readonly observed: readonly string[]
  readonly hits: readonly Hit[]
  /** Whether most of its records could match. */
  readonly isLoud: boolean
}

/** An event and the rules that match it, by their places in the rule set. */
export interface Hit {
  readonly event: Event
  readonly rules: readonly number[]
}

/** Undefined for a file that must be read by `read.ts`. */
export type FileScanner = (path: string) => FileScan | undefined

/** Above this share of records that can match, finding the others costs more than it saves. */
const loudShare = 0.6

/** How many files are parsed whole before one is looked at again. */
const loudFiles = 15

export function fileScanner(rules: readonly Rule[]): FileScanner {
  const examiner = examinerFor(rules)
  const sieve = sieveFor(rules)
  let wholeFiles = 0
  return (path) => {
    const bytes = bytesOfFile(path)
    if (bytes === undefined) return undefined
    if (wholeFiles > 0) {
      wholeFiles--
      return wholeScan(bytes, examiner)
    }
    const seen = examiner()
    const scanned = scanBytes(bytes, sieve, (record) => {
      const event = seen.take(record)
      if (event !== undefined) sieve.show(event)
    })
    const found = seen.result()
    if (scanned === undefined || found === undefined) return undefined
    const isLoud = scanned.parsedCount > scanned.eventCount * loudShare
    if (isLoud) wholeFiles = loudFiles
    return { ...found, ...counted(found, scanned), isLoud }
  }
}

/** The records that were stepped over are in the count and in the span of time as well. */
function counted(
  { firstMs, lastMs }: Pick<FileScan, 'firstMs' | 'lastMs'>,
  { eventCount, firstTime, lastTime }: Scanned,
) {
  if (firstTime === '') return { eventCount, firstMs, lastMs }
  return {
    eventCount,
    firstMs: Math.min(firstMs, timeOrInfinite(firstTime, 1)),
    lastMs: Math.max(lastMs, timeOrInfinite(lastTime, -1)),
  }
}

const timeOrInfinite = (iso: string, sign: 1 | -1): number => {
  const ms = Date.parse(iso)
  return Number.isNaN(ms) ? sign * Number.POSITIVE_INFINITY : ms
}

function wholeScan(bytes: Buffer, examiner: () => Examination): FileScan | undefined {
  try {
    const json: unknown = JSON.parse(bytes.toString('utf8'))
    if (!isObject(json as JsonObject)) return undefined
    const { Records: records, ...others } = json as JsonObject
    if (!Array.isArray(records) || Object.keys(others).length > 0) return undefined
    if (!records.every(isObject)) return undefined
    const seen = examiner()
    for (const record of records) seen.take(record)
    const found = seen.result()
    return found && { ...found, eventCount: records.length, isLoud: true }
  } catch {
    return undefined
  }
}

interface Examination {
  /** Holds a record against the rules; undefined for one that is nested too deep to be an event. */
  readonly take: (record: JsonObject) => Event | undefined
  /** Undefined where a record was too deep: `read.ts` says so. */
  readonly result: () => Omit<FileScan, 'eventCount' | 'isLoud'> | undefined
}

function examinerFor(rules: readonly Rule[]): () => Examination {
  const matches = matcherFor(rules.map((rule, number) => ({ ...rule, number })))
  const candidates = candidatesAmong(rules)
  const told = new Set<string>()
  return () => {
    const hits: Hit[] = []
    const observed: string[] = []
    let [firstMs, lastMs] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    let hasTooDeep = false
    return {
      take: (record) => {
        if (isTooDeep(record)) {
          hasTooDeep = true
          return undefined
        }
        const event = inEnvelope(record) as Event
        const atMs = timeOf(event)
        if (atMs > 0) {
          firstMs = Math.min(firstMs, atMs)
          lastMs = Math.max(lastMs, atMs)
        }
        for (const { id } of candidates(event)) {
          if (told.has(id)) continue
          told.add(id)
          observed.push(id)
        }
        const matching = matches(event)
        if (matching.length > 0) hits.push({ event, rules: matching.map(({ number }) => number) })
        return event
      },
      result: () => (hasTooDeep ? undefined : { hits, observed, firstMs, lastMs }),
    }
  }
}
