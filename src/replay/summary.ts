/**
 * The summary of a replay: counts for each rule, events hidden by exceptions, and the amount read.
 */
import type { Found } from './alerts.ts'
import type { Scan } from './scan-history.ts'

export interface Summary extends Found {
  readonly scan: Scan
  /** The number of files in the folders that have no name of a CloudTrail file. */
  readonly skippedCount: number
}

/** The summary as JSON. */
export function plainSummary({
  scan: scanned,
  skippedCount,
  duplicateCount,
  tallies,
  hidden,
  alertCount,
}: Summary) {
  const { eventCount, others, sources, firstMs, lastMs, broken } = scanned
  const iso = (ms: number) =>
    Number.isFinite(ms) ? new Date(ms).toISOString().replace('.000Z', 'Z') : null
  return {
    alerts: alertCount,
    events: eventCount,
    otherRecords: Object.fromEntries(others),
    duplicates: duplicateCount,
    files: sources.length,
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
