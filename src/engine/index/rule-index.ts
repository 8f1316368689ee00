/** The index of a rule set: plain data, so that it can be made at build time. */
import { widerInBlocks } from '../../ir/in-blocks.ts'
import { unnegatedBlocks } from '../../ir/logic.ts'
import { pathText } from '../../ir/path.ts'
import type { Predicate } from '../../ir/predicate.ts'
import { isKindPath, keysOf, testsKind } from './kinds.ts'
import type { Entry } from './lookup.ts'
import { type Rating, type RequiredLiteral, requiredLiterals } from './required-literals.ts'

/** Numbers are positions in the rule set, in ascending order. */
export interface RuleIndex {
  /** By eventSource, and of each by eventName. */
  readonly byKind: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>
  readonly byName: Readonly<Record<string, readonly number[]>>
  readonly bySource: Readonly<Record<string, readonly number[]>>
  /** They test the kind, but not for a list of texts: they are tested once for each new kind. */
  readonly byTest: readonly number[]
  /** They do not test the kind. A required literal finds them. */
  readonly byRequired: readonly Entry[]
  /** They have no required literal: they are tested for every event. */
  readonly always: readonly number[]
}

export function ruleIndex(matches: readonly Predicate[]): RuleIndex {
  const byKind = new Map<string, Map<string, number[]>>()
  const byName = new Map<string, number[]>()
  const bySource = new Map<string, number[]>()
  const byTest: number[] = []
  const open: number[] = []
  for (const [rule, match] of matches.entries()) {
    const keys = keysOf(match)
    if (keys.some(({ source, name }) => source === undefined && name === undefined)) {
      if (testsKind(match)) byTest.push(rule)
      else open.push(rule)
      continue
    }
    for (const { source, name } of keys) {
      if (source !== undefined && name !== undefined) {
        const names = byKind.get(source) ?? new Map<string, number[]>()
        byKind.set(source, names)
        add(names, name, rule)
      } else if (name !== undefined) add(byName, name, rule)
      else if (source !== undefined) add(bySource, source, rule)
    }
  }
  const { byRequired, always } = indexByLiterals(open, (rule) => matches[rule])
  return {
    byKind: Object.fromEntries(
      [...byKind].map(([source, names]) => [source, Object.fromEntries(names)]),
    ),
    byName: Object.fromEntries(byName),
    bySource: Object.fromEntries(bySource),
    byTest,
    byRequired,
    always,
  }
}

function add(lists: Map<string, number[]>, key: string, rule: number): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [rule])
  else if (list.at(-1) !== rule) list.push(rule)
}

/** The rules that name or test such a kind, in the order of the set. */
export function numbersOfKind(
  { byKind, byName, bySource, byTest }: RuleIndex,
  source: string | undefined,
  name: string | undefined,
): number[] {
  const ofSource = source === undefined ? undefined : own(byKind, source)
  return [
    ...new Set([
      ...((ofSource && name !== undefined && own(ofSource, name)) || []),
      ...((name !== undefined && own(byName, name)) || []),
      ...((source !== undefined && own(bySource, source)) || []),
      ...byTest,
    ]),
  ].sort((a, b) => a - b)
}

/** An event may be named like a property that every object has, such as `constructor`. */
const own = <Value>(values: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(values, key) ? values[key] : undefined

/** Splits rules into those with required literals, and those that must be tested for every event. */
export function indexByLiterals(
  rules: readonly number[],
  matchOf: (rule: number) => Predicate | undefined,
): { byRequired: Entry[]; always: number[] } {
  const rating = rarity(rules, matchOf)
  const byRequired: Entry[] = []
  const always: number[] = []
  for (const rule of rules) {
    const match = matchOf(rule)
    const anyOf = match && requiredLiterals(match, rating, isKindPath)
    if (match === undefined || anyOf === undefined) {
      always.push(rule)
      continue
    }
    const testedPaths = new Set(anyOf.map(({ path }) => pathText(path)))
    const also = requiredLiterals(
      match,
      rating,
      (path) => isKindPath(path) || testedPaths.has(pathText(path)),
    )
    byRequired.push({ rule, anyOf, ...(also && { also }) })
  }
  return { byRequired, always }
}

/**
 * Rates a literal by the number of rules that have it, because what many rules have, such as the type
 * of the caller, many events have too. A part costs more to find than a whole text.
 */
function rarity(
  rules: readonly number[],
  matchOf: (rule: number) => Predicate | undefined,
): Rating {
  const counts = new Map<string, number>()
  const key = ({ path, kind, text }: RequiredLiteral) => `${pathText(path)} ${kind} ${text}`
  const count = (literal: RequiredLiteral): void =>
    void counts.set(key(literal), (counts.get(key(literal)) ?? 0) + 1)
  for (const rule of rules) {
    const match = matchOf(rule)
    const fields =
      match === undefined
        ? []
        : unnegatedBlocks(widerInBlocks(match)).flatMap((block) => block.fields)
    for (const field of fields) {
      const single: Predicate = { kind: 'block', fields: [field] }
      for (const literal of requiredLiterals(single, () => 1, isKindPath) ?? []) count(literal)
    }
  }
  return (literal) =>
    (counts.get(key(literal)) ?? 0) +
    (literal.kind === 'part' ? 1 : 0) +
    (isCommon(literal) ? 1000 : 0)
}

/** An account writes its own number and its few regions into all its records. */
const commonPaths: ReadonlySet<string> = new Set([
  'awsRegion',
  'eventCategory',
  'eventType',
  'recipientAccountId',
  'userIdentity.accountId',
  'envelope.account',
  'envelope.region',
])

const isCommon = ({ path }: RequiredLiteral): boolean => commonPaths.has(pathText(path))
