/**
 * One event pattern for some disjuncts of a group. It lets through every event that one of them
 * matches. If they do not fit into one pattern, it lets through more events, and `detect` evaluates
 * these.
 */

import { eventBridge } from '../../aws/quotas.ts'
import { acceptable } from '../../backends/event-pattern/acceptable.ts'
import { compareTexts } from '../../ir/compare-texts.ts'
import {
  type Conjunction,
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

/**
 * One pattern for all the disjuncts, exact except for the detail-type. Undefined if it is longer
 * than EventBridge accepts.
 */
export const exactPattern = (disjuncts: readonly Conjunction[]): string | undefined =>
  fittingPattern(disjuncts)

/**
 * One shorter pattern for the disjuncts. The disjuncts with the longest conditions are replaced by
 * their event names and the fields that they share. A conjunction without an event name is never
 * widened, because it would let through everything.
 */
export function widePattern(disjuncts: readonly Conjunction[]): string | undefined {
  const all = merge(disjuncts)
  const named = all
    .filter((conjunction) => textsAt(conjunction, eventNameKey) !== undefined)
    .sort((a, b) => conditionLength(b) - conditionLength(a) || compareTexts(a.text, b.text))
  const broad = all.filter((conjunction) => textsAt(conjunction, eventNameKey) === undefined)
  // As few conjunctions as possible are widened. The search assumes that widening more of them
  // makes the pattern shorter. Where that does not hold, the result is only wider than necessary.
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

/**
 * A lower bound of the length of a pattern: each matcher of a field appears in it at least once,
 * for any merge of the disjuncts.
 */
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

/**
 * Merges disjuncts that differ in one field into one conjunction with more matchers. The result
 * does not depend on their order.
 */
function merge(disjuncts: readonly Conjunction[]): readonly Conjunction[] {
  const alike = distinct(sameDetailTypes(disjuncts))
  const keys = new Set(alike.flatMap(({ fields }) => fields.map(({ key }) => key)))
  const others = [...keys].filter((key) => key !== eventNameKey).sort()
  return [eventNameKey, ...others].reduce(mergeBy, alike).toSorted(byText)
}

const byText = (a: Conjunction, b: Conjunction): number => compareTexts(a.text, b.text)

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

/**
 * Gives all disjuncts of a group the same detail-types, which are those of one kind. `detect`
 * evaluates which of them a rule excludes.
 */
function sameDetailTypes(disjuncts: readonly Conjunction[]): readonly Conjunction[] {
  const all = matchersOf(disjuncts, detailTypeKey)
  return disjuncts.map((conjunction) => withMatchers(conjunction, detailTypeKey, all))
}

/**
 * One conjunction that holds if one of these does: the fields that all of them have, with the
 * matchers of all.
 */
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

/**
 * The maximum length in characters of a joined field. Longer lists from different rules exclude few
 * events.
 */
const maxShared = 160

/**
 * Whether a field is never dropped: the source, because otherwise anybody could send the event, and
 * the name.
 */
const isPin = ({ key, path }: Field): boolean => key === eventNameKey || path[0] === 'envelope'

const conditionLength = ({ fields }: Conjunction): number =>
  fields.reduce((sum, field) => sum + (isPin(field) ? 0 : field.text.length), 0)
