/** Derives from a rule the events on which its compiled output is proven. */
import { deliveredAs, signInDetailTypes } from '../aws/detail-types.ts'
import { inEnvelope } from '../aws/envelope.ts'
import { certainEventType, contradictsName, signInSource } from '../aws/event-types.ts'
import { listsFromFor } from '../aws/single-values.ts'
import { valuesOf } from '../engine/evaluate.ts'
import { isObserved } from '../engine/rule-matches.ts'
import type { Event } from '../ir/event.ts'
import { isObject, type Json, type JsonObject, type Scalar } from '../ir/json.ts'
import { matchAndNotUnless } from '../ir/logic.ts'
import { pathText } from '../ir/path.ts'
import type { Predicate } from '../ir/predicate.ts'
import type { Rule } from '../ir/rule.ts'
import { towards, type Variable, variablesOf } from './assignments.ts'
import { type Chance, chance } from './chance.ts'
import { eachesIn, withElements } from './elements.ts'
import { inLists, recordOf, tornApart, withLists } from './shapes.ts'

type ProvenRule = Pick<Rule, 'id' | 'on' | 'match' | 'unless'>

/** How many events of each sort at most. */
export interface Bounds {
  /** From firing: no field, one field and two fields changed to each of their values. */
  readonly exhaustive: number
  readonly random: number
}

export const usualBounds: Bounds = { exhaustive: 3000, random: 2000 }

/** How many events have an element of its own for each `each`. */
const withElementsCount = 300

type Assigned = ReadonlyMap<string, Scalar | undefined>

/**
 * Different events, the simplest first: plain ones, then ones whose objects are torn into elements of
 * lists, ones with elements for each `each`, and ones by chance. `samples` are events known to fire or to stay quiet, as the rule's own
 * tests are.
 */
export function* eventsFor(
  rule: ProvenRule,
  samples: readonly Event[],
  bounds = usualBounds,
): Generator<Event> {
  const whole = matchAndNotUnless(rule)
  const variables = variablesOf(whole, (path) =>
    samples.flatMap((sample) => valuesOf(sample, path)),
  )
  const by = chance(rule.id)
  const make = maker(rule, variables, by)
  yield* samples.filter(deliverable)
  const seen = new Set<string>()
  const fresh = (event: Event | undefined): Event[] => {
    if (event === undefined) return []
    const key = JSON.stringify(event)
    if (seen.has(key)) return []
    seen.add(key)
    return [event]
  }
  let made = 0
  for (const assigned of changes(whole, variables, by)) {
    if (made >= bounds.exhaustive) break
    for (const event of fresh(make(assigned, 'plain'))) {
      made++
      yield event
    }
  }
  for (let count = 0; count < 12; count++) {
    for (const wanted of [true, false]) {
      const base = make(towards(whole, wanted, variables, by), 'plain')
      for (const record of base ? tornApart(base.record, listsFromFor(rule.on.detailTypes)) : []) {
        yield* fresh(base && isObject(record) ? { ...base, record } : undefined)
      }
    }
  }
  const eaches = eachesIn(whole)
  const elements = (event: Event): Event => ({
    ...event,
    record: withElements(event.record, eaches, variables, by),
  })
  for (let count = 0; eaches.length > 0 && count < withElementsCount; count++) {
    const base = make(towards(whole, by.next() < 0.8, variables, by), 'plain')
    yield* fresh(base && elements(base))
  }
  for (let count = 0; count < bounds.random; count++) {
    const assigned = new Map(towards(whole, by.next() < 0.8, variables, by))
    while (by.next() < 0.4) {
      const variable = by.one(variables)
      if (variable) assigned.set(pathText(variable.path), by.one([...variable.values, undefined]))
    }
    yield* fresh(make(assigned, 'listed'))
  }
}

/** Assignments that fire, then with one field changed, then with two. */
function* changes(
  whole: Predicate,
  variables: readonly Variable[],
  by: Chance,
): Generator<Assigned> {
  const bases = Array.from({ length: 12 }, () => towards(whole, true, variables, by))
  yield* bases
  const values = ({ values: known }: Variable): (Scalar | undefined)[] => [undefined, ...known]
  for (const base of bases) {
    for (const variable of variables)
      for (const value of values(variable)) yield new Map(base).set(pathText(variable.path), value)
  }
  for (const [index, one] of variables.entries()) {
    for (const other of variables.slice(index + 1)) {
      for (const value of values(one)) {
        for (const second of values(other)) {
          const base = by.one(bases) ?? new Map()
          yield new Map(base).set(pathText(one.path), value).set(pathText(other.path), second)
        }
      }
    }
  }
}

/** Events from assignments; undefined for one that AWS could not deliver. */
function maker(rule: ProvenRule, variables: readonly Variable[], by: Chance) {
  const listsFrom = listsFromFor(rule.on.detailTypes)
  const testsType = variables.some(({ path }) => pathText(path) === 'eventType')
  return (assigned: Assigned, shape: 'plain' | 'listed'): Event | undefined => {
    const root = recordOf(variables, (variable): Json | undefined => {
      const value = assigned.get(pathText(variable.path))
      return value === undefined || shape === 'plain'
        ? value
        : inLists(value, variable, listsFrom, by)
    })
    const { envelope = {}, ...plain } = root
    const record = shape === 'plain' ? plain : (withLists(plain, listsFrom, by) as JsonObject)
    const typed = testsType ? record : { ...record, ...kindOf(record, by) }
    const event = deliver(rule, typed, isObject(envelope) ? envelope : {}, by)
    return event && deliverable(event) ? event : undefined
  }
}

/** An event type that AWS would write beside these; none is as good as an API call. */
function kindOf({ eventSource, eventName }: JsonObject, by: Chance): JsonObject {
  const only = certainEventType(eventName)
  if (only !== undefined) return { eventType: only }
  const others = ['AwsApiCall', 'AwsConsoleAction', 'AwsServiceEvent']
  const possible = eventSource === signInSource ? [...others, 'AwsConsoleSignIn'] : others
  return by.next() < 0.5 ? {} : { eventType: by.one(possible) ?? 'AwsApiCall' }
}

function deliver(
  rule: ProvenRule,
  record: JsonObject,
  envelope: JsonObject,
  by: Chance,
): Event | undefined {
  const { record: _, envelope: bare } = inEnvelope(record)
  const isSignIn = signInDetailTypes.includes(String(bare['detail-type']))
  // Sign-ins come under either spelling.
  const spelling = isSignIn ? { 'detail-type': by.one(signInDetailTypes) ?? '' } : {}
  const { source, detailTypes } = rule.on
  const fixed = source.endsWith('.') ? {} : { source, 'detail-type': detailTypes[0] ?? '' }
  const event: Event = { record, envelope: { ...bare, ...spelling, ...fixed, ...envelope } }
  return isObserved(rule.on, event) || fixed.source === undefined ? event : undefined
}

/** Facts about AWS that patterns rely on: who sends sign-ins, and that `source` and `detail-type` follow from the record. */
function deliverable({ record, envelope }: Event): boolean {
  const { eventType, eventSource, eventName } = record
  const isSignIn = (eventType ?? certainEventType(eventName)) === 'AwsConsoleSignIn'
  if (isSignIn && eventSource !== undefined && eventSource !== signInSource) return false
  if (contradictsName(record)) return false
  if (typeof eventSource !== 'string') return true
  const fromService = envelope.source === deliveredAs(record).source
  return fromService || !eventSource.endsWith('.amazonaws.com') || 'insightDetails' in record
}
