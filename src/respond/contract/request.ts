/** The messages in a responder's queue. */
import type { JsonObject } from '../../ir/json.ts'
import type { Mode, Responder, Severity } from '../../ir/names.ts'

/**
 * Only `detect` sends `respond`. A person sends the others (`tripline approve`, `tripline undo`),
 * and is identified by the SenderId that SQS attaches.
 */
export type ResponderMessage =
  | ResponseRequest
  | { readonly kind: 'approve'; readonly id: string; readonly reason: string | null }
  | { readonly kind: 'undo'; readonly id: string; readonly reason: string | null }

export interface ResponseRequest {
  readonly kind: 'respond'
  readonly responder: Responder
  readonly mode: Mode
  readonly rule: {
    readonly id: string
    readonly title: string
    readonly severity: Severity
    /** Channel names; null means the channels that take this severity. */
    readonly notify: readonly string[] | null
  }
  /** Id of the alert that caused the request. */
  readonly alert: string
  /** The EventBridge event: envelope and `detail`. */
  readonly event: JsonObject
}
