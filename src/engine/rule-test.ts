import type { Event } from '../ir/event.ts'
import { isObject, type Json, type JsonObject } from '../ir/json.ts'
import type { Path } from '../ir/path.ts'
import type { Rule, RuleTest } from '../ir/rule.ts'
import { ruleMatches } from './rule-matches.ts'

/**
 * Whether a rule does with one event what its test says. Thresholds, first-seen and exceptions are
 * left out: a test is about what the rule asks of an event.
 */
export const testHolds = (rule: Rule, test: RuleTest, event: Event): boolean =>
  ruleMatches(rule, event) === test.fires

/** An event with fields set on top; `envelope.…` sets the envelope, the rest the record. */
export function withFields({ record, envelope }: Event, fields: RuleTest['with']): Event {
  const root = fields.reduce<Json>((at, { path, value }) => set(at, path, value), {
    ...record,
    envelope,
  })
  if (!isObject(root)) return { record, envelope }
  const { envelope: newEnvelope, ...newRecord } = root
  return { record: newRecord, envelope: isObject(newEnvelope) ? newEnvelope : envelope }
}

/** Goes through arrays by itself, like every path: each element gets the value. */
function set(at: Json | undefined, path: Path, value: Json): Json {
  const [segment, ...rest] = path
  if (segment === undefined) return value
  if (Array.isArray(at) && at.length > 0) return at.map((element) => set(element, path, value))
  const object: JsonObject = isObject(at) ? at : {}
  const below = Object.hasOwn(object, segment) ? object[segment] : undefined
  return Object.fromEntries([...Object.entries(object), [segment, set(below, rest, value)]])
}
