/** The content of a page. */
import type { AlertDocument } from '../alert/document.ts'
import type { Severity, Status } from '../ir/names.ts'

export interface Report {
  readonly title: string
  /** One sentence on the origin of the content: a folder of history, a scenario. */
  readonly about: string
  /** ISO 8601. */
  readonly generatedAt: string
  readonly calls: readonly ReportCall[]
  readonly alerts: readonly ReportAlert[]
  readonly rules: readonly ReportRule[]
  /** The number of events read, including those that no rule is about. */
  readonly eventCount: number
}

/** A recorded call. */
export interface ReportCall {
  /** ISO 8601. */
  readonly time: string
  /** `iam:CreateUser`. */
  readonly name: string
  readonly actor: string | null
  readonly account: string | null
  readonly region: string | null
  readonly sourceIP: string | null
  readonly errorCode: string | null
  /** Ids of the rules that match it. */
  readonly rules: readonly string[]
}

export interface ReportAlert {
  readonly document: AlertDocument
  /** The text that each channel received. */
  readonly sent: readonly { readonly channel: string; readonly text: string }[]
}

export interface ReportRule {
  readonly id: string
  readonly title: string
  readonly severity: Severity
  readonly status: Status
  readonly attack: readonly string[]
  readonly eventCount: number
  readonly alertCount: number
}
