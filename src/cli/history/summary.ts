/** What a replay comes to: counts by rule, what exceptions hid, and how much was read. */
import type { Rule } from '../../ir/rule.ts'
import type { Scan } from './scan.ts'

export interface Tally {
  readonly rule: Rule
  readonly alertCount: number
  readonly eventCount: number
  /** Whether the history held any event of the rule's kind. */
  readonly observed: boolean
}

export interface Hidden {
  readonly file: string
  readonly reason: string
  readonly owner: string
  readonly eventCount: number
}

export interface Summary {
  readonly scan: Scan
  readonly skippedCount: number
  readonly tallies: readonly Tally[]
  readonly hidden: readonly Hidden[]
  readonly alertCount: number
}

/** The summary as JSON. */
export function plainSummary({
  scan: scanned,
  skippedCount,
  tallies,
  hidden,
  alertCount,
}: Summary) {
  const { eventCount, duplicateCount, fileCount, firstMs, lastMs, broken } = scanned
  const iso = (ms: number) =>
    Number.isFinite(ms) ? new Date(ms).toISOString().replace('.000Z', 'Z') : null
  return {
    alerts: alertCount,
    events: eventCount,
    duplicates: duplicateCount,
    files: fileCount,
    skippedFiles: skippedCount,
    brokenFiles: [...new Set(broken.map(({ span }) => span.file))],
    from: iso(firstMs),
    to: iso(lastMs),
    rules: tallies.map(({ rule, alertCount: alerts, eventCount: events, observed }) => ({
      rule: rule.id,
      status: rule.status,
      alerts,
      events,
      sawItsKind: observed,
    })),
    exceptions: hidden.map(({ eventCount: events, ...rest }) => ({ ...rest, hidden: events })),
  }
}
