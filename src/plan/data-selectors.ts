/**
 * Selectors for the data events that disjuncts of event patterns match, one for each type of
 * resource. A conjunction can name data events, name the beginning or end of their names, or
 * require that an event is a data event.
 */

import { dataEventTypes } from '../aws/data-events.ts'
import { compareTexts } from '../ir/compare-texts.ts'
import { isObject, type Json } from '../ir/json.ts'
import { fitsRuns, wildcardRuns } from '../ir/wildcard.ts'
import type { AdvancedEventSelector } from './manifest/trail.ts'
import {
  type Conjunction,
  eventNameKey,
  eventSourceKey,
  fieldAt,
  keyOf,
  textsAt,
} from './pack/conjunction.ts'

/** The selectors, sorted by type of resource. */
export function dataSelectors(disjuncts: readonly Conjunction[]): AdvancedEventSelector[] {
  const namesByType = new Map<string, Set<string>>()
  for (const { type, name } of disjuncts.flatMap(dataEventsOf))
    namesByType.set(type, (namesByType.get(type) ?? new Set<string>()).add(name))
  return [...namesByType]
    .sort(([a], [b]) => compareTexts(a, b))
    .map(([type, names]) => ({
      Name: `Data events of ${type}`,
      FieldSelectors: [
        { Field: 'eventCategory', Equals: ['Data'] },
        { Field: 'resources.type', Equals: [type] },
        { Field: 'eventName', Equals: [...names].sort() },
      ],
    }))
}

interface DataEvent {
  readonly type: string
  readonly name: string
}

function dataEventsOf(conjunction: Conjunction): DataEvent[] {
  const matchers = matchersOf(conjunction)
  const isMatched = coversDataEvents(conjunction)
    ? (name: string) => matchers === undefined || matchers.some((each) => passes(each, name))
    : (name: string) => matchers?.some((each) => isNameMatcher(each) && passes(each, name)) ?? false
  return eventsAt(conjunction).filter(({ name }) => isMatched(name))
}

const matchersOf = (conjunction: Conjunction): readonly Json[] | undefined =>
  fieldAt(conjunction, eventNameKey)?.matchers.map((text) => JSON.parse(text) as Json)

/** The data events of the services and types that a conjunction allows. */
function eventsAt(conjunction: Conjunction): DataEvent[] {
  const sources = textsAt(conjunction, eventSourceKey) ?? [...dataEventTypes.keys()]
  const types = textsAt(conjunction, resourceTypeKey)
  return sources
    .flatMap((source) => [...(dataEventTypes.get(source) ?? [])])
    .map(([name, type]) => ({ name, type }))
    .filter(({ type }) => types === undefined || types.includes(type))
}

const resourceTypeKey = keyOf(['resources', 'type'])
const allTypes: ReadonlySet<string> = new Set(
  [...dataEventTypes.values()].flatMap((types) => [...types.values()]),
)

/** Whether a conjunction matches data events of any name. */
const coversDataEvents = (conjunction: Conjunction): boolean =>
  textsAt(conjunction, keyOf(['eventCategory']))?.includes('Data') === true ||
  fieldAt(conjunction, keyOf(['managementEvent']))?.matchers.join() === 'false' ||
  (textsAt(conjunction, eventSourceKey) === undefined &&
    textsAt(conjunction, resourceTypeKey)?.some((type) => allTypes.has(type)) === true)

/**
 * Whether a conjunction does not restrict names and may match data events of a service that it
 * names.
 */
export const mayBeData = (conjunction: Conjunction): boolean =>
  !matchersOf(conjunction)?.some(isNameMatcher) &&
  !coversDataEvents(conjunction) &&
  fieldAt(conjunction, keyOf(['managementEvent']))?.matchers.join() !== 'true' &&
  textsAt(conjunction, eventSourceKey)?.some((source) => dataEventTypes.has(source)) === true

/** Whether a matcher states what a name is. A negated matcher covers all management events. */
const isNameMatcher = (matcher: Json): boolean =>
  typeof matcher === 'string' ||
  (isObject(matcher) && !('anything-but' in matcher) && !('exists' in matcher))

function passes(matcher: Json | undefined, name: string): boolean {
  if (typeof matcher === 'string') return name === matcher
  if (Array.isArray(matcher)) return matcher.some((each: Json) => passes(each, name))
  if (!isObject(matcher)) return false
  const [[kind, operand] = ['']] = Object.entries(matcher)
  switch (kind) {
    case 'prefix':
      return compareCased(operand, name, (text, whole) => whole.startsWith(text))
    case 'suffix':
      return compareCased(operand, name, (text, whole) => whole.endsWith(text))
    case 'equals-ignore-case':
      return compareCased(matcher, name, (text, whole) => whole === text)
    case 'wildcard':
      return typeof operand === 'string' && fitsRuns(name, wildcardRuns(operand) ?? [''])
    case 'anything-but':
      return !passes(operand, name)
    case 'exists':
      return operand === true
    default:
      return true
  }
}

/** Compares a name with an operand: a text, or `{"equals-ignore-case": text}`. */
function compareCased(
  operand: Json | undefined,
  name: string,
  holds: (text: string, whole: string) => boolean,
): boolean {
  if (typeof operand === 'string') return holds(operand, name)
  const text = isObject(operand) ? operand['equals-ignore-case'] : undefined
  return typeof text === 'string' && holds(text.toLowerCase(), name.toLowerCase())
}
