/** An alert: a rule that fired once, with what a person needs to see first. */
import type { Event } from '../ir/event.ts'
import type { Json, JsonObject, Scalar } from '../ir/json.ts'
import type { Severity } from '../ir/names.ts'
import type { Rule } from '../ir/rule.ts'
import { parseTemplate } from '../ir/template.ts'
import { actorOf } from './actor.ts'
import { pick } from './pick.ts'

export interface Alert {
  readonly rule: string
  readonly severity: Severity
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
  /** How many events stand behind it. */
  readonly count: number
}

export function alertFor(rule: Omit<Rule, 'tests'>, event: Event, count: number): Alert {
  const { record, envelope } = event
  return {
    rule: rule.id,
    severity: rule.severity,
    title: titleFor(rule, event),
    time: firstText(record.eventTime, envelope.time),
    eventID: firstText(record.eventID, envelope.id),
    account: firstText(record.recipientAccountId, envelope.account),
    region: firstText(record.awsRegion, envelope.region),
    actor: actorOf(record) ?? null,
    sourceIP: firstText(record.sourceIPAddress),
    fields: Object.fromEntries(
      rule.alert.fields.map(({ label, path }) => [label, valueAt(path, event)]),
    ),
    count,
  }
}

const firstText = (...values: (Json | undefined)[]): string | null =>
  values.find((value): value is string => typeof value === 'string' && value !== '') ?? null

const inRecord = ({ record, envelope }: Event, path: string): JsonObject =>
  /^\$(?:\.|\[['"])envelope\b/.test(path) ? { envelope } : record

function valueAt(path: string, event: Event): Scalar | readonly Scalar[] {
  const values = pick(path, inRecord(event, path))
  return values.length > 1 ? values : (values[0] ?? null)
}

/** A value that is not there reads as such: `(no requestParameters.name)`. */
function titleFor(rule: Omit<Rule, 'tests'>, event: Event): string {
  if (rule.alert.title === undefined) return rule.title
  return parseTemplate(rule.alert.title)
    .map((part) => {
      if ('text' in part) return part.text
      const values = pick(part.jsonPath, inRecord(event, part.jsonPath))
      return values.length === 0
        ? `(no ${part.jsonPath.replace(/^\$\.?/, '')})`
        : [...new Set(values.map(String))].join(', ')
    })
    .join('')
}
