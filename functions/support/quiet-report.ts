/** Messages to the people who keep Tripline healthy, each kind at most once in a while. */
import { setting } from './environment.ts'
import type { InTime } from './invocation.ts'
import { log } from './metrics.ts'

export interface HealthReport {
  readonly subject: string
  /** Tripline's own words: nothing that a caller chose is in them. */
  readonly lines: readonly string[]
}

/** Never throws: a report that was not sent is logged, and the next one is sent. */
export type Report = (report: HealthReport, clock: InTime) => Promise<void>

/** Reports of one kind. This process sends no second one within `quietMs`. */
export function quietReport(quietMs: number): Report {
  let sentMs = Number.NEGATIVE_INFINITY
  return async ({ subject, lines }, clock) => {
    if (Date.now() - sentMs < quietMs) return
    const { reportToHealth } = await import('../world/health.ts')
    sentMs = Date.now()
    const end = `Stage: ${setting('STAGE')}. Time: ${new Date().toISOString()}.`
    await reportToHealth(subject, [...lines, end].join('\n'), clock).catch((error: unknown) => {
      sentMs = Number.NEGATIVE_INFINITY
      log('error', 'not reported to health', { subject, why: String(error) })
    })
  }
}

/** The name of this function in AWS. */
export const ownName = (): string =>
  process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'a function of Tripline'
