/** Derives from a rule the events on which its compiled output is proven. */
import { deliveredAs, signInDetailTypes } from '../aws/detail-types.ts'
import { inEnvelope } from '../aws/envelope.ts'
import { certainEventType, contradictsName, signInSource } from '../aws/event-types.ts'
import { isNeverIn, signInFields } from '../aws/sign-in-fields.ts'
import { listsFromFor } from '../aws/single-values.ts'
import { documentsAt } from '../engine/evaluate.ts'
import { isObserved } from '../engine/rule-matches.ts'
import type { Event } from '../ir/event.ts'
import { isObject, type Json, type JsonObject } from '../ir/json.ts'
import { matchAndNotUnless } from '../ir/logic.ts'
import { seesAnySource, seesSource, sourcesOf } from '../ir/observation.ts'
import { reaches } from '../ir/path.ts'
import { textAt } from '../ir/reach.ts'
import type { Rule } from '../ir/rule.ts'
import { type Assignment, towards, type Variable, variablesOf } from './assignments.ts'
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
    samples.flatMap((sample) => documentsAt(sample, path)),
  )
  const by = chance(rule.id)
  const make = maker(rule, variables, by)
  const sought = towards(whole, variables)
  yield* samples.filter(deliverable)
  const seen = new Set<string>()
  // The envelope follows from the record, apart from two spellings and what the rule tests of it.
  const testsEnvelope = variables.some(({ path }) => path[0] === 'envelope')
  const isFresh = (event: Event): boolean => {
    const rest = testsEnvelope ? event.envelope : event.envelope['detail-type']
    const key = `${JSON.stringify(event.record)}${JSON.stringify(rest)}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  }
  let [made, tried] = [0, 0]
  for (const assigned of changes(sought, variables, by)) {
    if (made >= bounds.exhaustive || tried >= bounds.exhaustive * triesPerEvent) break
    tried++
    const event = make(assigned, 'plain')
    if (event === undefined || !isFresh(event)) continue
    made++
    yield event
  }
  const listsFrom = listsFromFor(rule.on.detailTypes)
  for (let count = 0; count < bases; count++) {
    for (const wanted of [true, false]) {
      const base = make(sought(wanted, by), 'plain')
      if (base === undefined) continue
      for (const record of tornApart(base.record, listsFrom)) {
        const event = isObject(record) ? { ...base, record } : undefined
        if (event !== undefined && isFresh(event)) yield event
      }
    }
  }
  const eaches = eachesIn(whole)
  const elements = (event: Event): Event => ({
    ...event,
    record: withElements(event.record, eaches, variables, by),
  })
  for (let count = 0; eaches.length > 0 && count < withElementsCount; count++) {
    const base = make(sought(by.next() < 0.8, by), 'plain')
    const event = base && elements(base)
    if (event !== undefined && isFresh(event)) yield event
  }
  for (let count = 0; count < bounds.random; count++) {
    const assigned = sought(by.next() < 0.8, by)
    while (by.next() < 0.4) {
      const variable = by.one(variables)
      if (variable) assigned.set(variable.key, by.one([...variable.values, undefined]))
    }
    const event = make(assigned, 'listed')
    if (event !== undefined && isFresh(event)) yield event
  }
}

/** Assignments that fire, from which others are derived. */
const bases = 12

/** Many assignments of a rule with few fields make the same event. */
const triesPerEvent = 5

/** Of a field with more values, all are tried once, and these many with each base and each other field. */
const maxRepeated = 250

/** Assignments that fire, then with one field changed, then with two. */
function* changes(
  sought: ReturnType<typeof towards>,
  variables: readonly Variable[],
  by: Chance,
): Generator<Assignment> {
  const fires = Array.from({ length: bases }, () => sought(true, by))
  yield* fires
  const tried = variables.map(({ key, values }) => ({
    key,
    all: [undefined, ...values],
    few: spread([undefined, ...values], maxRepeated),
  }))
  for (const [index, base] of fires.entries()) {
    for (const { key, all, few } of tried)
      for (const value of index === 0 ? all : few) yield new Map(base).set(key, value)
  }
  for (const [index, one] of tried.entries()) {
    for (const other of tried.slice(index + 1)) {
      for (const value of one.few) {
        for (const second of other.few) {
          const base = by.one(fires) ?? new Map()
          yield new Map(base).set(one.key, value).set(other.key, second)
        }
      }
    }
  }
}

/** At most `count` of some items, at equal distances. */
function spread<T>(items: readonly T[], count: number): readonly T[] {
  const every = Math.ceil(items.length / count)
  return every <= 1 ? items : items.filter((_, index) => index % every === 0)
}

/** Events from assignments; undefined for one that AWS could not deliver. */
function maker(rule: ProvenRule, variables: readonly Variable[], by: Chance) {
  const listsFrom = listsFromFor(rule.on.detailTypes)
  const testsType = variables.some(({ key }) => key === 'eventType')
  const inOrder = variables.toSorted((a, b) => a.path.length - b.path.length)
  return (assigned: Assignment, shape: 'plain' | 'listed'): Event | undefined => {
    const root = recordOf(inOrder, (variable): Json | undefined => {
      const value = assigned.get(variable.key)
      return value === undefined || shape === 'plain'
        ? value
        : inLists(value, variable, listsFrom, by)
    })
    const { envelope = {}, $: computed, ...recorded } = root
    const plain = withoutForeignFields(withActor(recorded, textAt(computed, 'actor')))
    const record = shape === 'plain' ? plain : (withLists(plain, listsFrom, by) as JsonObject)
    const typed = testsType ? record : { ...record, ...kindOf(record, by) }
    const event = deliver(rule, typed, isObject(envelope) ? envelope : {}, by)
    return event && deliverable(event) ? event : undefined
  }
}

/** The record with a caller whose actor is this one. Null leaves the record as it is. */
function withActor(record: JsonObject, actor: string | null): JsonObject {
  if (actor === null) return record
  const { userIdentity } = record
  return {
    ...record,
    userIdentity: { ...(isObject(userIdentity) ? userIdentity : {}), ...identityOf(actor) },
  }
}

function identityOf(actor: string): JsonObject {
  const [kind, name = ''] = actor.split(/:(.*)/s)
  if (kind === 'service') return { type: 'AWSService', invokedBy: name }
  return kind === 'person' ? { onBehalfOf: { userId: name } } : { arn: actor }
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
  const spelling: JsonObject = isSignIn ? { 'detail-type': by.one(signInDetailTypes) ?? '' } : {}
  const fixed = fixedBy(rule.on, bare, by)
  const event: Event = { record, envelope: { ...bare, ...spelling, ...fixed, ...envelope } }
  return isObserved(rule.on, event) || isAnyCall(rule.on) ? event : undefined
}

/** What `on` requires of the envelope and does not follow from a record of CloudTrail. */
function fixedBy(on: ProvenRule['on'], bare: JsonObject, by: Chance): JsonObject {
  if (isAnyCall(on)) return {}
  const one = (values: readonly string[]) =>
    (values.length === 1 ? values[0] : by.one(values)) ?? ''
  const own = String(bare.source)
  const source = seesSource(on, own) ? own : one(sourcesOf(on))
  return { source: source.endsWith('.') ? own : source, 'detail-type': one(on.detailTypes) }
}

/** Whether the calls of any service are observed: what delivers them follows from their records. */
const isAnyCall = (on: ProvenRule['on']): boolean =>
  seesAnySource(on) && on.detailTypes.includes(apiCall)

const apiCall = deliveredAs({ eventType: 'AwsApiCall' })['detail-type']

/**
 * The record without the fields that only records of other events have. Most assignments give a
 * record such a field, and a proof has too few events if it leaves all of these records out.
 */
function withoutForeignFields(record: JsonObject): JsonObject {
  const foreign = signInFields.filter((path) => isForeign(path, record))
  return foreign.reduce<JsonObject>((so, [parent = '', name = '']) => {
    const { [parent]: within, ...others } = so
    if (!isObject(within)) return so
    const { [name]: _, ...rest } = within
    return Object.keys(rest).length === 0 ? others : { ...others, [parent]: rest }
  }, record)
}

/** Whether only records of other events have a field. */
function isForeign(path: readonly string[], { eventName, eventSource }: JsonObject): boolean {
  const [names, sources] = [eventName, eventSource].map((value) =>
    value === undefined ? undefined : [String(value)],
  )
  return isNeverIn(path, names, sources)
}

/** Facts about AWS that patterns rely on: who sends sign-ins, and that `source` and `detail-type` follow from the record. */
function deliverable({ record, envelope }: Event): boolean {
  const { eventType, eventSource, eventName } = record
  const isSignIn = (eventType ?? certainEventType(eventName)) === 'AwsConsoleSignIn'
  if (isSignIn && eventSource !== undefined && eventSource !== signInSource) return false
  if (contradictsName(record)) return false
  if (signInFields.some((path) => isForeign(path, record) && reaches(record, path))) return false
  if (typeof eventSource !== 'string') return true
  const fromService = envelope.source === deliveredAs(record).source
  return fromService || !eventSource.endsWith('.amazonaws.com') || 'insightDetails' in record
}
