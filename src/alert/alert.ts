/** The JSON of an alert that `replay` prints: a part of the document that is sent. */
import type { Scalar } from '../ir/json.ts'
import type { Severity } from '../ir/names.ts'
import type { AlertBrief, AlertDocument } from './document.ts'

export interface Alert {
  readonly rule: string
  readonly severity: Severity
  /** `resolved` for the end of an incident; its title is that of the start. */
  readonly status: AlertDocument['status']
  readonly title: string
  /** ISO 8601, the event's own; null where it has none. */
  readonly time: string | null
  readonly eventID: string | null
  readonly account: string | null
  readonly region: string | null
  readonly actor: string | null
  readonly sourceIP: string | null
  /** By label: the value, several values, or null where the event has none. */
  readonly fields: Readonly<Record<string, Scalar | readonly Scalar[]>>
  /** How many events it is about. */
  readonly count: number
}

/** With the keys in this order. */
export const printedAlert = ({
  rule,
  severity,
  status,
  title,
  time,
  event,
  account,
  region,
  actor,
  sourceIP,
  fields,
  count,
}: AlertBrief): Alert => ({
  rule,
  severity,
  status,
  title,
  time,
  eventID: event.id,
  account,
  region,
  actor,
  sourceIP,
  fields,
  count,
})
