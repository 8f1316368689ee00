/** One operator as a matcher of EventBridge. */

import {
  halfPair,
  moreSpellings,
  noCaselessContains,
  noCaselessWildcard,
  noComparison,
  noPolicies,
  noRegularExpressions,
  noSuchNumber,
  otherLetterCase,
  otherSpellings,
  quoteAtEdge,
  wildcardRationed,
} from '../../diagnostics/catalogue/backends/event-pattern.ts'
import { parseNetwork } from '../../ir/ip-address.ts'
import type { Json, Scalar } from '../../ir/json.ts'
import type { OperatorCheck } from '../../ir/predicate.ts'
import { wildcardRuns } from '../../ir/wildcard.ts'
import {
  comparison,
  foldsAlike,
  looksLikeAddress,
  type Matchers,
  meetsQuote,
  textsOf,
  type Wildcards,
  wildcardText,
} from './matcher.ts'
import { numericRange } from './numeric-range.ts'

const some: Json = { exists: true }

/** The matchers of one operator, for a value that is present. */
export function matchersOf(check: OperatorCheck, wildcards: Wildcards): Matchers {
  const comparisons = textsOf(check).map(comparison)
  if (comparisons.includes('different')) return single(some, halfPair)
  const matchers = ofOperator(check, wildcards)
  return comparisons.includes('looser')
    ? { ...matchers, residual: matchers.residual ?? halfPair }
    : matchers
}

function ofOperator(check: OperatorCheck, wildcards: Wildcards): Matchers {
  switch (check.op) {
    case 'equals':
      return equalTo(check.value)
    case 'prefix':
    case 'suffix':
      return affix(check.op, check.text)
    case 'equals-ignore-case':
      return caseless({ 'equals-ignore-case': check.text }, check.text)
    case 'prefix-ignore-case':
      return caselessAffix('prefix', check.text)
    case 'suffix-ignore-case':
      return caselessAffix('suffix', check.text)
    case 'cidr':
      return network(check.network)
    case 'contains':
      return wildcardMatcher(['', check.text, ''], wildcards)
    case 'wildcard':
      return wildcardMatcher(wildcardRuns(check.pattern) ?? ['', ''], wildcards)
    case 'contains-ignore-case':
      return single(some, noCaselessContains)
    case 'wildcard-ignore-case':
      return caselessWildcard(wildcardRuns(check.pattern) ?? ['', ''])
    case 'matches':
      return single(some, noRegularExpressions)
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return numericRange([check]) ?? single(some, noSuchNumber)
    case 'same-as':
      return single(some, noComparison)
    case 'policy':
      return { any: undefined, residual: noPolicies }
    case 'exists':
      return single({ exists: check.present })
  }
}

function equalTo(value: Scalar): Matchers {
  if (typeof value === 'number') {
    return numericRange([{ op: 'equals', value }]) ?? single(some, noSuchNumber)
  }
  const isAddress = typeof value === 'string' && looksLikeAddress(value)
  return single(value, isAddress ? moreSpellings : undefined)
}

const caseless = (matcher: Json, text: string): Matchers =>
  foldsAlike(text) ? single(matcher) : single(some, otherLetterCase)

const affix = (op: 'prefix' | 'suffix', text: string): Matchers =>
  single({ [op]: text }, meetsQuote(op, text) ? quoteAtEdge : undefined)

const caselessAffix = (op: 'prefix' | 'suffix', text: string): Matchers =>
  foldsAlike(text)
    ? single(
        { [op]: { 'equals-ignore-case': text } },
        meetsQuote(op, text) ? quoteAtEdge : undefined,
      )
    : single(some, otherLetterCase)

/**
 * EventBridge refuses a network of one address, and reads `010.0.0.1` as an address. Of an IPv6 address
 * that ends in IPv4 (`2001:db8::10.0.0.1`) it sees only a text, so its `cidr` misses some addresses of
 * an IPv6 network. The first group has one spelling, apart from letter case, if it has four digits.
 */
function network(written: string): Matchers {
  const parsed = parseNetwork(written)
  if (parsed === undefined) return single(some, moreSpellings)
  const { address, prefixBits } = parsed
  if (address.length === 4)
    return prefixBits === 32 ? equalTo(address.join('.')) : single({ cidr: written }, moreSpellings)
  const [first = 0] = address
  if (prefixBits < 16 || first < 0x1000) return single(some, otherSpellings)
  return single({ prefix: { 'equals-ignore-case': `${first.toString(16)}:` } }, otherSpellings)
}

const single = (matcher: Json, residual?: string): Matchers => ({ any: [matcher], residual })

function wildcardMatcher(runs: readonly string[], wildcards: Wildcards): Matchers {
  const [first = '', last = ''] = [runs[0], runs.at(-1)]
  const middle = runs.slice(1, -1).filter((run) => run !== '')
  if (runs.length === 1) return equalTo(first)
  if (middle.length === 0 && last === '') return affix('prefix', first)
  if (middle.length === 0 && first === '') return affix('suffix', last)
  if (wildcards === 'allowed') return single({ wildcard: wildcardText(runs) })
  if (first !== '') return single({ prefix: first }, wildcardRationed)
  return last === '' ? single(some, wildcardRationed) : single({ suffix: last }, wildcardRationed)
}

function caselessWildcard(runs: readonly string[]): Matchers {
  const [first = '', last = ''] = [runs[0], runs.at(-1)]
  if (!runs.every(foldsAlike)) return single(some, otherLetterCase)
  if (runs.length === 1) return single({ 'equals-ignore-case': first })
  const only = runs.slice(1, -1).every((run) => run === '')
  if (first !== '')
    return widened(
      caselessAffix('prefix', first),
      only && last === '' ? undefined : noCaselessWildcard,
    )
  if (last !== '')
    return widened(caselessAffix('suffix', last), only ? undefined : noCaselessWildcard)
  return single(some, noCaselessWildcard)
}

const widened = (matchers: Matchers, residual: string | undefined): Matchers => ({
  ...matchers,
  residual: residual ?? matchers.residual,
})
