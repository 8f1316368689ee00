/**
 * The data events that ways of event patterns ask for: a selector for each type of resource. A way asks
 * for them by name, also by the beginning or end of one, or by saying that they are data events.
 */
import { dataEventTypes } from '../aws/data-events.ts'
import { isObject, type Json } from '../ir/json.ts'
import { fitsRuns, wildcardRuns } from '../ir/wildcard.ts'
import type { AdvancedEventSelector } from './manifest/trail.ts'
import {
  compare,
  eventNameKey,
  eventSourceKey,
  fieldAt,
  keyOf,
  textsAt,
  type Way,
} from './pack/way.ts'

/** Sorted by type. */
export function dataSelectors(ways: readonly Way[]): AdvancedEventSelector[] {
  const namesByType = new Map<string, Set<string>>()
  for (const { type, name } of ways.flatMap(dataEventsOf))
    namesByType.set(type, (namesByType.get(type) ?? new Set<string>()).add(name))
  return [...namesByType]
    .sort(([a], [b]) => compare(a, b))
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

function dataEventsOf(way: Way): DataEvent[] {
  const matchers = matchersOf(way)
  const isAsked = saysData(way)
    ? (name: string) => matchers === undefined || matchers.some((each) => passes(each, name))
    : (name: string) => matchers?.some((each) => names(each) && passes(each, name)) ?? false
  return eventsAt(way).filter(({ name }) => isAsked(name))
}

const matchersOf = (way: Way): readonly Json[] | undefined =>
  fieldAt(way, eventNameKey)?.matchers.map((text) => JSON.parse(text) as Json)

/** Those of the services and types that a way leaves. */
function eventsAt(way: Way): DataEvent[] {
  const sources = textsAt(way, eventSourceKey) ?? [...dataEventTypes.keys()]
  const types = textsAt(way, resourceTypeKey)
  return sources
    .flatMap((source) => [...(dataEventTypes.get(source) ?? [])])
    .map(([name, type]) => ({ name, type }))
    .filter(({ type }) => types === undefined || types.includes(type))
}

const resourceTypeKey = keyOf(['resources', 'type'])
const allTypes: ReadonlySet<string> = new Set(
  [...dataEventTypes.values()].flatMap((types) => [...types.values()]),
)

/** Whether a way is about data events whatever they are called. */
const saysData = (way: Way): boolean =>
  textsAt(way, keyOf(['eventCategory']))?.includes('Data') === true ||
  fieldAt(way, keyOf(['managementEvent']))?.matchers.join() === 'false' ||
  (textsAt(way, eventSourceKey) === undefined &&
    textsAt(way, resourceTypeKey)?.some((type) => allTypes.has(type)) === true)

/** Whether a way, which says nothing of names, leaves room for data events of a service it names. */
export const mayBeData = (way: Way): boolean =>
  !matchersOf(way)?.some(names) &&
  !saysData(way) &&
  fieldAt(way, keyOf(['managementEvent']))?.matchers.join() !== 'true' &&
  textsAt(way, eventSourceKey)?.some((source) => dataEventTypes.has(source)) === true

/** Whether a matcher says what a name is; one that says what it is not means all management events. */
const names = (matcher: Json): boolean =>
  typeof matcher === 'string' ||
  (isObject(matcher) && !('anything-but' in matcher) && !('exists' in matcher))

function passes(matcher: Json | undefined, name: string): boolean {
  if (typeof matcher === 'string') return name === matcher
  if (Array.isArray(matcher)) return matcher.some((each: Json) => passes(each, name))
  if (!isObject(matcher)) return false
  const [[kind, operand] = ['']] = Object.entries(matcher)
  switch (kind) {
    case 'prefix':
      return cased(operand, name, (text, whole) => whole.startsWith(text))
    case 'suffix':
      return cased(operand, name, (text, whole) => whole.endsWith(text))
    case 'equals-ignore-case':
      return cased(matcher, name, (text, whole) => whole === text)
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

/** An operand is a text, or `{"equals-ignore-case": text}`. */
function cased(
  operand: Json | undefined,
  name: string,
  holds: (text: string, whole: string) => boolean,
): boolean {
  if (typeof operand === 'string') return holds(operand, name)
  const text = isObject(operand) ? operand['equals-ignore-case'] : undefined
  return typeof text === 'string' && holds(text.toLowerCase(), name.toLowerCase())
}
