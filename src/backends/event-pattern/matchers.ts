/** The test of one field as the alternatives that EventBridge can say. */

import { inNetwork, type Network, parseNetwork } from '../../ir/ip-address.ts'
import type { Json, Scalar } from '../../ir/json.ts'
import type { Check, OperatorCheck } from '../../ir/predicate.ts'
import { wildcardRuns } from '../../ir/wildcard.ts'
import { allBut } from './all-but.ts'
import { numericRange } from './numeric-range.ts'
import { foldsAlike, looksLikeAddress, type Matchers, type Spend, wildcardText } from './said.ts'

/** An operator, or its opposite. */
export interface Literal {
  readonly check: OperatorCheck
  readonly negated: boolean
}

/** More alternatives than any hand-written test has; a test that multiplies to more is left to the runtime. */
const maxAlternatives = 256

export function matchersFor(check: Check, spend: Spend): Matchers {
  const ways = alternatives(check, false)
  if (ways === undefined)
    return { any: undefined, residual: 'its alternatives multiply to too many' }
  const told = ways.map((way) => oneWay(way, spend))
  const residual = told.map((each) => each.residual).find((each) => each !== undefined)
  if (told.some(({ any }) => any === undefined)) return { any: undefined, residual }
  const any = simplest(told.flatMap(({ any }) => any ?? []))
  return { any, residual }
}

/** The check as alternatives of literals that hold together; undefined where there are too many. */
function alternatives(check: Check, negated: boolean): Literal[][] | undefined {
  if (check.op === 'not') return alternatives(check.of, !negated)
  if (check.op !== 'any' && check.op !== 'all') return [[{ check, negated }]]
  const parts = check.of.map((part) => alternatives(part, negated))
  if (parts.some((part) => part === undefined)) return undefined
  const known = parts as Literal[][][]
  if ((check.op === 'any') !== negated) return bounded(known.flat())
  return known.reduce<Literal[][] | undefined>(
    (ways, part) => ways && bounded(ways.flatMap((way) => part.map((more) => [...way, ...more]))),
    [[]],
  )
}

const bounded = <T>(ways: T[]): T[] | undefined =>
  ways.length > maxAlternatives ? undefined : ways

/** What holds for an absent path: the plain opposite of every operator but `exists: false`. */
const takesAbsence = ({ check, negated }: Literal): boolean =>
  check.op === 'exists' ? check.present === negated : negated

function oneWay(way: readonly Literal[], spend: Spend): Matchers {
  const absent: Json[] = way.every(takesAbsence) ? [{ exists: false }] : []
  const about = way.filter(({ check }) => check.op !== 'exists')
  const excludesValues = way.some(
    ({ check, negated }) => check.op === 'exists' && check.present === negated,
  )
  if (excludesValues) return { any: absent, residual: undefined }
  const present = presentValue(about, spend)
  return { any: present.any && [...present.any, ...absent], residual: present.residual }
}

function presentValue(way: readonly Literal[], spend: Spend): Matchers {
  const positive = way.filter(({ negated }) => !negated).map(({ check }) => check)
  const negative = way.filter(({ negated }) => negated).map(({ check }) => check)
  if (positive.length === 0 && negative.length === 0)
    return { any: [{ exists: true }], residual: undefined }
  if (positive.length === 0) return allBut(negative, spend)
  const range = numericRange(positive)
  if (range !== undefined && negative.length === 0) return range
  const [first, ...rest] = positive.toSorted((a, b) => tightness(a) - tightness(b))
  const told =
    first === undefined ? { any: undefined, residual: undefined } : oneMatcher(first, spend)
  if (rest.length === 0 && negative.length === 0) return told
  return { any: told.any, residual: 'EventBridge asks one thing of a value, and this asks several' }
}

/** Of several operators on one value, the one that lets least through. */
const order: readonly OperatorCheck['op'][] = [
  'equals',
  'equals-ignore-case',
  'cidr',
  'prefix',
  'suffix',
  'prefix-ignore-case',
  'suffix-ignore-case',
  'wildcard',
  'contains',
]
const tightness = ({ op }: OperatorCheck): number =>
  order.includes(op) ? order.indexOf(op) : order.length

const some: Json = { exists: true }

export function oneMatcher(check: OperatorCheck, spend: Spend): Matchers {
  switch (check.op) {
    case 'equals':
      return equalTo(check.value)
    case 'prefix':
      return said({ prefix: check.text })
    case 'suffix':
      return said({ suffix: check.text })
    case 'equals-ignore-case':
      return caseless({ 'equals-ignore-case': check.text }, check.text)
    case 'prefix-ignore-case':
      return caseless({ prefix: { 'equals-ignore-case': check.text } }, check.text)
    case 'suffix-ignore-case':
      return caseless({ suffix: { 'equals-ignore-case': check.text } }, check.text)
    case 'cidr':
      return network(check.network)
    case 'contains':
      return wildcardMatcher(['', check.text, ''], spend)
    case 'wildcard':
      return wildcardMatcher(wildcardRuns(check.pattern) ?? ['', ''], spend)
    case 'contains-ignore-case':
      return said(some, 'EventBridge has no `contains` that ignores letter case')
    case 'wildcard-ignore-case':
      return caselessWildcard(wildcardRuns(check.pattern) ?? ['', ''])
    case 'matches':
      return said(some, 'EventBridge has no regular expressions')
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return numericRange([check]) ?? said(some, 'EventBridge compares no such number')
    case 'same-as':
      return { any: [some], residual: 'EventBridge compares no two fields' }
    case 'exists':
      return said({ exists: check.present })
  }
}

function equalTo(value: Scalar): Matchers {
  if (typeof value === 'number') {
    return (
      numericRange([{ op: 'equals', value }]) ?? said(some, 'EventBridge compares no such number')
    )
  }
  const isAddress = typeof value === 'string' && looksLikeAddress(value)
  return said(value, isAddress ? moreSpellings : undefined)
}

const caseless = (matcher: Json, text: string): Matchers =>
  foldsAlike(text) ? said(matcher) : said(some, 'EventBridge has another idea of letter case here')

const moreSpellings = 'EventBridge takes more spellings of an address'

/** Where IPv6 holds the IPv4 addresses, `::ffff:0:0/96`. */
const mapped: Network = { address: [0, 0, 0, 0, 0, 0xffff, 0, 0], prefixBits: 96 }

/**
 * EventBridge refuses a network of one address, reads an IPv4 address in IPv6 notation as the IPv4
 * address, and reads `010.0.0.1` as an address.
 */
function network(written: string): Matchers {
  const parsed = parseNetwork(written)
  if (parsed === undefined) return said(some, moreSpellings)
  const { address, prefixBits } = parsed
  if (address.length === 4 && prefixBits === 32) return equalTo(address.join('.'))
  const aboutMapped = inNetwork(address, mapped) || inNetwork(mapped.address, parsed)
  if (aboutMapped) return said(some, moreSpellings)
  const wider = prefixBits === 128 ? written.replace(/128$/, '127') : written
  return said({ cidr: wider }, moreSpellings)
}

const said = (matcher: Json, residual?: string): Matchers => ({ any: [matcher], residual })

const saved = 'the wildcard is saved: a bus takes 30 rules with one'

function wildcardMatcher(runs: readonly string[], spend: Spend): Matchers {
  const [first = '', last = ''] = [runs[0], runs.at(-1)]
  const middle = runs.slice(1, -1).filter((run) => run !== '')
  if (runs.length === 1) return equalTo(first)
  if (middle.length === 0 && last === '') return said({ prefix: first })
  if (middle.length === 0 && first === '') return said({ suffix: last })
  if (spend === 'wildcards') return said({ wildcard: wildcardText(runs) })
  if (first !== '') return said({ prefix: first }, saved)
  return last === '' ? said(some, saved) : said({ suffix: last }, saved)
}

function caselessWildcard(runs: readonly string[]): Matchers {
  const [first = '', last = ''] = [runs[0], runs.at(-1)]
  if (!runs.every(foldsAlike)) return said(some, 'EventBridge has another idea of letter case here')
  if (runs.length === 1) return said({ 'equals-ignore-case': first })
  const only = runs.slice(1, -1).every((run) => run === '')
  const residual = 'EventBridge has no `wildcard` that ignores letter case'
  if (first !== '')
    return said(
      { prefix: { 'equals-ignore-case': first } },
      only && last === '' ? undefined : residual,
    )
  if (last !== '')
    return said({ suffix: { 'equals-ignore-case': last } }, only ? undefined : residual)
  return said(some, residual)
}

/** Without repeats; `exists: true` swallows all other values, and with `exists: false` everything. */
function simplest(matchers: readonly Json[]): readonly Json[] | undefined {
  const distinct = [
    ...new Map(matchers.map((matcher) => [JSON.stringify(matcher), matcher])).values(),
  ]
  const has = (present: boolean) =>
    distinct.some((matcher) => JSON.stringify(matcher) === `{"exists":${present}}`)
  if (!has(true)) return distinct
  return has(false) ? undefined : [some]
}
