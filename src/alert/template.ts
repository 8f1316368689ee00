/** Fills in the title and the fields of a rule's `alert` from one event. */
import { actorOf } from '../engine/actor.ts'
import type { Event } from '../ir/event.ts'
import type { JsonObject, Scalar } from '../ir/json.ts'
import type { DeployedRule } from '../ir/rule.ts'
import { parseTemplate } from '../ir/template.ts'
import { pick } from './pick.ts'

const inRecord = ({ record, envelope }: Event, path: string): JsonObject =>
  /^\$(?:\.|\[['"])envelope\b/.test(path) ? { envelope } : record

/** By label: the value, several values, or null where the event has none. */
export const fieldsFor = (
  rule: DeployedRule,
  event: Event,
): Record<string, Scalar | readonly Scalar[]> =>
  Object.fromEntries(rule.alert.fields.map(({ label, path }) => [label, valueAt(path, event)]))

function valueAt(path: string, event: Event): Scalar | readonly Scalar[] {
  const values = pick(path, inRecord(event, path))
  return values.length > 1 ? values : (values[0] ?? null)
}

/** The title of the alert. A missing value is written as `(no requestParameters.name)`. */
export function titleFor(rule: DeployedRule, event: Event): string {
  if (rule.alert.title === undefined) return rule.title
  return parseTemplate(rule.alert.title)
    .map((part) => {
      if ('text' in part) return part.text
      if ('computed' in part) return actorOf(event.record)
      const values = pick(part.jsonPath, inRecord(event, part.jsonPath))
      return values.length === 0
        ? `(no ${part.jsonPath.replace(/^\$\.?/, '')})`
        : [...new Set(values.map(String))].join(', ')
    })
    .join('')
}
