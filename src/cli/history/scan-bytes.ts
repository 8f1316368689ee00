/** The records of one file of CloudTrail that is in memory, most of them counted and not parsed. */
import type { JsonObject } from '../../ir/json.ts'
import { anyObject, fileEnd, fileStart, nextRecord } from './layout.ts'
import type { Sieve } from './sieve.ts'

export interface Scanned {
  eventCount: number
  parsedCount: number
  /** `2026-11-21T05:22:02Z`, of the records that were not parsed; empty where all were. */
  firstTime: string
  lastTime: string
}

const object = anyObject()
const start = fileStart()
const end = fileEnd()
const next = nextRecord()

/**
 * Calls `take` with each record that may match, in order. Undefined where the file is not
 * `{"Records": […]}` or is broken: then it is to be read in another way, and what was taken is void.
 */
export function scanBytes(
  bytes: Buffer,
  { layout, keeps }: Sieve,
  take: (record: JsonObject) => void,
): Scanned | undefined {
  const text = bytes.toString('latin1')
  const scanned: Scanned = { eventCount: 0, parsedCount: 0, firstTime: '', lastTime: '' }
  const { record } = layout
  const timeAt = layout.keys.indexOf('eventTime') + 1
  let at = after(start, text, 0)
  if (at === -1) return undefined
  if (after(end, text, at) === text.length) return scanned
  for (;;) {
    record.lastIndex = at
    const captured = record.exec(text)
    const to = captured === null ? after(object, text, at) : record.lastIndex
    if (to === -1) return undefined
    scanned.eventCount++
    if (captured === null || keeps(captured)) {
      const parsed = parsedRecord(bytes, at, to)
      if (parsed === undefined) return undefined
      scanned.parsedCount++
      take(parsed)
    } else {
      const time = captured[timeAt] ?? ''
      if (scanned.firstTime === '' || time < scanned.firstTime) scanned.firstTime = time
      if (time > scanned.lastTime) scanned.lastTime = time
    }
    if (text.charCodeAt(to) === 0x2c && text.charCodeAt(to + 1) === 0x7b) at = to + 1
    else {
      at = after(next, text, to)
      if (at === -1) return after(end, text, to) === text.length ? scanned : undefined
    }
  }
}

/** Where a sticky expression ends that begins here; -1 where it does not fit. */
function after(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at
  return expression.test(text) ? expression.lastIndex : -1
}

function parsedRecord(bytes: Buffer, from: number, to: number): JsonObject | undefined {
  try {
    return JSON.parse(bytes.toString('utf8', from, to)) as JsonObject
  } catch {
    return undefined
  }
}
