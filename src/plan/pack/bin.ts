/**
 * Some ways of a group as one event pattern. It lets through whatever each of them does; where they are
 * too long together, it lets through more, and `detect` decides.
 */
import { eventBridge } from '../../aws/quotas.ts'
import { acceptable } from '../../backends/event-pattern/acceptable.ts'
import {
  compare,
  detailTypeKey,
  eventNameKey,
  type Field,
  fieldAt,
  fieldOf,
  patternOf,
  textOf,
  textsAt,
  type Way,
  wayOf,
  withMatchers,
} from './way.ts'

/** One pattern that says all the ways, exactly but for the detail-type; undefined where it is more than EventBridge takes. */
export const exactPattern = (ways: readonly Way[]): string | undefined => fitting(ways)

/**
 * One pattern that says the ways in less: those with the longest conditions are told by event name and
 * what they have in common. A way without an event name is never widened, because it would let through
 * everything.
 */
export function widePattern(ways: readonly Way[]): string | undefined {
  const all = merged(ways)
  const named = all
    .filter((way) => textsAt(way, eventNameKey) !== undefined)
    .sort((a, b) => conditionLength(b) - conditionLength(a) || compare(a.text, b.text))
  const broad = all.filter((way) => textsAt(way, eventNameKey) === undefined)
  // As few as possible are widened. Where more of them would by chance make a longer pattern, the
  // answer is only wider than it had to be.
  let [low, high] = [2, named.length]
  let best: string | undefined
  while (low <= high) {
    const count = Math.floor((low + high) / 2)
    const joint = joined(named.slice(0, count))
    const pattern = fitting([joint, ...named.slice(count), ...broad])
    if (pattern === undefined) low = count + 1
    else {
      best = pattern
      high = count - 1
    }
  }
  return best
}

function fitting(ways: readonly Way[]): string | undefined {
  if (leastLength(ways) > eventBridge.patternCharacters) return undefined
  const text = patternOf(merged(ways))
  return acceptable(text) ? text : undefined
}

/** Each matcher of a field stands in the pattern at least once, however the ways are merged. */
function leastLength(ways: readonly Way[]): number {
  const known = new Map<string, Set<string>>()
  let length = 0
  for (const { key, matchers } of ways.flatMap(({ fields }) => fields)) {
    const ofKey = known.get(key) ?? new Set()
    known.set(key, ofKey)
    for (const matcher of matchers) {
      if (!ofKey.has(matcher)) length += matcher.length
      ofKey.add(matcher)
    }
  }
  return length
}

/** Ways that differ in one field are one way with more matchers; in whatever order they come. */
function merged(ways: readonly Way[]): readonly Way[] {
  const alike = distinct(sameDetailTypes(ways))
  const keys = new Set(alike.flatMap(({ fields }) => fields.map(({ key }) => key)))
  const others = [...keys].filter((key) => key !== eventNameKey).sort()
  return [eventNameKey, ...others].reduce(mergedBy, alike).toSorted(byText)
}

const byText = (a: Way, b: Way): number => compare(a.text, b.text)

const distinct = (ways: readonly Way[]): Way[] => [
  ...new Map(ways.map((way) => [way.text, way])).values(),
]

function mergedBy(ways: readonly Way[], key: string): Way[] {
  const groups = Map.groupBy(ways, (way) =>
    fieldAt(way, key) === undefined
      ? way.text
      : `but ${textOf(way.fields.filter((field) => field.key !== key))}`,
  )
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (group.length === 1 || first === undefined) return group
    return [withMatchers(first, key, matchersOf(group, key))]
  })
}

const matchersOf = (ways: readonly Way[], key: string): string[] =>
  ways.flatMap((way) => fieldAt(way, key)?.matchers ?? [])

/** The detail-types of a group are those of one kind; which of them a rule leaves out is left to `detect`. */
function sameDetailTypes(ways: readonly Way[]): readonly Way[] {
  const all = matchersOf(ways, detailTypeKey)
  return ways.map((way) => withMatchers(way, detailTypeKey, all))
}

/** One way that holds wherever one of these does: the fields that all of them ask about, with the matchers of all. */
function joined(ways: readonly Way[]): Way {
  const [first, ...others] = ways
  const shared = first?.fields.filter(({ key }) => others.every((way) => fieldAt(way, key))) ?? []
  return wayOf(
    shared
      .map(({ path, key }) => fieldOf(path, matchersOf(ways, key)))
      .filter((field) => isPin(field) || field.text.length <= maxShared),
  )
}

/** Longer lists of what different rules ask for say little about which events are meant. */
const maxShared = 160

/** What is never given up: the source, or anybody could send the event, and the name. */
const isPin = ({ key, path }: Field): boolean => key === eventNameKey || path[0] === 'envelope'

const conditionLength = ({ fields }: Way): number =>
  fields.reduce((sum, field) => sum + (isPin(field) ? 0 : field.text.length), 0)
