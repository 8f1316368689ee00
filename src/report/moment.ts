import type { ReportAlert, ReportCall } from './content.ts'

/** What stands at one place of the story; calls that differ in nothing but their time are one. */
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
