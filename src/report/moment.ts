/** The entries of the story: calls, alerts and responses. */
import type { ReportAlert, ReportCall } from './content.ts'

/** An entry of the story. Consecutive calls that differ only in their time are one entry. */
export type Moment =
  | {
      readonly kind: 'call'
      readonly atMs: number
      readonly call: ReportCall
      readonly count: number
    }
  | {
      readonly kind: 'alert' | 'response'
      readonly atMs: number
      readonly alert: ReportAlert
      readonly number: number
    }
