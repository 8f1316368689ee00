/**
 * Some disjuncts of a group as one event pattern. It lets through whatever each of them does; where they are
 * too long together, it lets through more, and `detect` decides.
 */
import { eventBridge } from '../../aws/quotas.ts'
import { acceptable } from '../../backends/event-pattern/acceptable.ts'
import {
  type Conjunction,
  compare,
  conjunctionOf,
  detailTypeKey,
  eventNameKey,
  type Field,
  fieldAt,
  fieldOf,
  patternOf,
  textOf,
  textsAt,
  withMatchers,
} from './conjunction.ts'

/** One pattern for all the disjuncts, exact but for the detail-type; undefined where it is longer than EventBridge accepts. */
export const exactPattern = (disjuncts: readonly Conjunction[]): string | undefined =>
  fittingPattern(disjuncts)

/**
 * One shorter pattern for the disjuncts: those with the longest conditions are matched by event name and
 * what they have in common. A conjunction without an event name is never widened, because it would let through
 * everything.
 */
export function widePattern(disjuncts: readonly Conjunction[]): string | undefined {
  const all = merge(disjuncts)
  const named = all
    .filter((conjunction) => textsAt(conjunction, eventNameKey) !== undefined)
    .sort((a, b) => conditionLength(b) - conditionLength(a) || compare(a.text, b.text))
  const broad = all.filter((conjunction) => textsAt(conjunction, eventNameKey) === undefined)
  // As few as possible are widened. Where more of them would by chance make a longer pattern, the
  // answer is only wider than it had to be.
  let [low, high] = [2, named.length]
  let best: string | undefined
  while (low <= high) {
    const count = Math.floor((low + high) / 2)
    const joint = join(named.slice(0, count))
    const pattern = fittingPattern([joint, ...named.slice(count), ...broad])
    if (pattern === undefined) low = count + 1
    else {
      best = pattern
      high = count - 1
    }
  }
  return best
}

function fittingPattern(disjuncts: readonly Conjunction[]): string | undefined {
  if (minLength(disjuncts) > eventBridge.patternCharacters) return undefined
  const text = patternOf(merge(disjuncts))
  return acceptable(text) ? text : undefined
}

/** Each matcher of a field stands in the pattern at least once, however the disjuncts are merged. */
function minLength(disjuncts: readonly Conjunction[]): number {
  const known = new Map<string, Set<string>>()
  let length = 0
  for (const { key, matchers } of disjuncts.flatMap(({ fields }) => fields)) {
    const ofKey = known.get(key) ?? new Set()
    known.set(key, ofKey)
    for (const matcher of matchers) {
      if (!ofKey.has(matcher)) length += matcher.length
      ofKey.add(matcher)
    }
  }
  return length
}

/** Merges disjuncts that differ in one field into one conjunction with more matchers, in whatever order they come. */
function merge(disjuncts: readonly Conjunction[]): readonly Conjunction[] {
  const alike = distinct(sameDetailTypes(disjuncts))
  const keys = new Set(alike.flatMap(({ fields }) => fields.map(({ key }) => key)))
  const others = [...keys].filter((key) => key !== eventNameKey).sort()
  return [eventNameKey, ...others].reduce(mergeBy, alike).toSorted(byText)
}

const byText = (a: Conjunction, b: Conjunction): number => compare(a.text, b.text)

const distinct = (disjuncts: readonly Conjunction[]): Conjunction[] => [
  ...new Map(disjuncts.map((conjunction) => [conjunction.text, conjunction])).values(),
]

function mergeBy(disjuncts: readonly Conjunction[], key: string): Conjunction[] {
  const groups = Map.groupBy(disjuncts, (conjunction) =>
    fieldAt(conjunction, key) === undefined
      ? conjunction.text
      : `but ${textOf(conjunction.fields.filter((field) => field.key !== key))}`,
  )
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (group.length === 1 || first === undefined) return group
    return [withMatchers(first, key, matchersOf(group, key))]
  })
}

const matchersOf = (disjuncts: readonly Conjunction[], key: string): string[] =>
  disjuncts.flatMap((conjunction) => fieldAt(conjunction, key)?.matchers ?? [])

/** The detail-types of a group are those of one kind; which of them a rule leaves out is left to `detect`. */
function sameDetailTypes(disjuncts: readonly Conjunction[]): readonly Conjunction[] {
  const all = matchersOf(disjuncts, detailTypeKey)
  return disjuncts.map((conjunction) => withMatchers(conjunction, detailTypeKey, all))
}

/** One conjunction that holds wherever one of these does: the fields that all of them ask about, with the matchers of all. */
function join(disjuncts: readonly Conjunction[]): Conjunction {
  const [first, ...others] = disjuncts
  const shared =
    first?.fields.filter(({ key }) => others.every((conjunction) => fieldAt(conjunction, key))) ??
    []
  return conjunctionOf(
    shared
      .map(({ path, key }) => fieldOf(path, matchersOf(disjuncts, key)))
      .filter((field) => isPin(field) || field.text.length <= maxShared),
  )
}

/** Longer lists of what different rules ask for say little about which events are meant. */
const maxShared = 160

/** What is never given up: the source, or anybody could send the event, and the name. */
const isPin = ({ key, path }: Field): boolean => key === eventNameKey || path[0] === 'envelope'

const conditionLength = ({ fields }: Conjunction): number =>
  fields.reduce((sum, field) => sum + (isPin(field) ? 0 : field.text.length), 0)
