/**
 * Selectors for the data events that disjuncts of event patterns match, one for each type of
 * resource. A conjunction can name data events, name the beginning or end of their names, or
 * require that an event is a data event.
 */

import { dataEventTypes } from '../aws/data-events.ts'
import { compareTexts } from '../ir/compare-texts.ts'
import { isObject, type Json } from '../ir/json.ts'
import { fitsRuns, wildcardRuns } from '../ir/wildcard.ts'
import { resourcesOf } from './data-resources.ts'
import type { AdvancedEventSelector } from './manifest/trail.ts'
import {
  type Conjunction,
  eventNameKey,
  eventSourceKey,
  fieldAt,
  keyOf,
  textsAt,
} from './pack/conjunction.ts'

/** Where the trail of a stage is. */
export interface TrailPlace {
  readonly partition: string
  /**
   * The name of the bucket of the trail's files, if the stage creates it. A trail that recorded what
   * it writes there would never end.
   */
  readonly bucket: string | undefined
}

/** The selectors, sorted by type of resource. */
export function dataSelectors(
  disjuncts: readonly Conjunction[],
  place: TrailPlace,
): AdvancedEventSelector[] {
  const groups = new Map<string, { type: string; arns: Arns; names: Set<string> }>()
  for (const { type, name, arns } of disjuncts.flatMap((each) => dataEventsOf(each, place))) {
    const key = [type, ...(arns ?? [])].join('\n')
    const group = groups.get(key) ?? { type, arns, names: new Set<string>() }
    groups.set(key, group)
    group.names.add(name)
  }
  return [...groups]
    .sort(([a], [b]) => compareTexts(a, b))
    .flatMap(([, { type, arns, names }]) => {
      const everywhere = arns === undefined ? undefined : groups.get(type)?.names
      const left = [...names].filter((name) => !everywhere?.has(name)).sort()
      return left.length === 0 ? [] : [dataSelector(type, left, arns, place)]
    })
}

function dataSelector(
  type: string,
  names: readonly string[],
  arns: Arns,
  { partition, bucket }: TrailPlace,
): AdvancedEventSelector {
  const isOfBuckets = arns === undefined && type === 'AWS::S3::Object'
  const own = bucket && isOfBuckets ? [`arn:${partition}:s3:::${bucket}/`] : undefined
  return {
    Name: `Data events of ${type}${arns === undefined ? '' : ` at ${arns.join(', ')}`}`.slice(
      0,
      maxName,
    ),
    FieldSelectors: [
      { Field: 'eventCategory', Equals: ['Data'] },
      { Field: 'resources.type', Equals: [type] },
      { Field: 'eventName', Equals: names },
      ...(arns === undefined ? [] : [{ Field: 'resources.ARN', StartsWith: arns }]),
      ...(own === undefined ? [] : [{ Field: 'resources.ARN', NotStartsWith: own }]),
    ],
  }
}

/** AWS accepts a thousand characters. A person reads fewer. */
const maxName = 200

/** The types of resource of which a conjunction makes the trail record every resource. */
export const broadTypes = (conjunction: Conjunction, place: TrailPlace): readonly string[] => [
  ...new Set(
    dataEventsOf(conjunction, place).flatMap(({ type, arns }) =>
      arns === undefined ? [type] : [],
    ),
  ),
]

/** The beginnings of the ARNs of resources; undefined for every resource. */
type Arns = readonly string[] | undefined

interface DataEvent {
  readonly type: string
  readonly name: string
  readonly arns: Arns
}

function dataEventsOf(conjunction: Conjunction, { partition }: TrailPlace): DataEvent[] {
  const matchers = matchersOf(conjunction)
  const isMatched = coversDataEvents(conjunction)
    ? (name: string) => matchers === undefined || matchers.some((each) => passes(each, name))
    : (name: string) => matchers?.some((each) => isNameMatcher(each) && passes(each, name)) ?? false
  const arnsOf = new Map<string, Arns>()
  return eventsAt(conjunction)
    .filter(({ name }) => isMatched(name))
    .map(({ type, name }) => {
      if (!arnsOf.has(type)) {
        const arns = resourcesOf(conjunction, type, partition)
        arnsOf.set(type, arns && [...new Set(arns)].sort())
      }
      return { type, name, arns: arnsOf.get(type) }
    })
}

const matchersOf = (conjunction: Conjunction): readonly Json[] | undefined =>
  fieldAt(conjunction, eventNameKey)?.matchers.map((text) => JSON.parse(text) as Json)

/** The data events of the services and types that a conjunction allows. */
function eventsAt(conjunction: Conjunction): Omit<DataEvent, 'arns'>[] {
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
