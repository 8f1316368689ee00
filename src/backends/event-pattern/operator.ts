/** One operator as a matcher of EventBridge. */

import {
  moreSpellings,
  noCaselessContains,
  noCaselessWildcard,
  noComparison,
  noRegularExpressions,
  noSuchNumber,
  otherLetterCase,
  wildcardRationed,
} from '../../diagnostics/catalogue/backends/event-pattern.ts'
import { inNetwork, type Network, parseNetwork } from '../../ir/ip-address.ts'
import type { Json, Scalar } from '../../ir/json.ts'
import type { OperatorCheck } from '../../ir/predicate.ts'
import { wildcardRuns } from '../../ir/wildcard.ts'
import {
  foldsAlike,
  looksLikeAddress,
  type Matchers,
  type Wildcards,
  wildcardText,
} from './matcher.ts'
import { numericRange } from './numeric-range.ts'

const some: Json = { exists: true }

/** The matchers of one operator, for a value that is present. */
export function matchersOf(check: OperatorCheck, wildcards: Wildcards): Matchers {
  switch (check.op) {
    case 'equals':
      return equalTo(check.value)
    case 'prefix':
      return single({ prefix: check.text })
    case 'suffix':
      return single({ suffix: check.text })
    case 'equals-ignore-case':
      return caseless({ 'equals-ignore-case': check.text }, check.text)
    case 'prefix-ignore-case':
      return caseless({ prefix: { 'equals-ignore-case': check.text } }, check.text)
    case 'suffix-ignore-case':
      return caseless({ suffix: { 'equals-ignore-case': check.text } }, check.text)
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

/** The part of IPv6 with the IPv4 addresses, `::ffff:0:0/96`. */
const mapped: Network = { address: [0, 0, 0, 0, 0, 0xffff, 0, 0], prefixBits: 96 }

/**
 * EventBridge refuses a network of one address, reads an IPv4 address in IPv6 notation as the IPv4
 * address, and reads `010.0.0.1` as an address.
 */
function network(written: string): Matchers {
  const parsed = parseNetwork(written)
  if (parsed === undefined) return single(some, moreSpellings)
  const { address, prefixBits } = parsed
  if (address.length === 4 && prefixBits === 32) return equalTo(address.join('.'))
  const aboutMapped = inNetwork(address, mapped) || inNetwork(mapped.address, parsed)
  if (aboutMapped) return single(some, moreSpellings)
  return single({ cidr: networkText(written, parsed) }, moreSpellings)
}

/** A network of one address is widened to two. IPv6 that ends in IPv4, which EventBridge refuses, is written in groups. */
function networkText(written: string, { address, prefixBits }: Network): string {
  const [host = ''] = written.split('/')
  const isMixed = host.includes(':') && host.includes('.')
  const groups = isMixed ? address.map((group) => group.toString(16)).join(':') : host
  return `${groups}/${prefixBits === 128 ? 127 : prefixBits}`
}

const single = (matcher: Json, residual?: string): Matchers => ({ any: [matcher], residual })

function wildcardMatcher(runs: readonly string[], wildcards: Wildcards): Matchers {
  const [first = '', last = ''] = [runs[0], runs.at(-1)]
  const middle = runs.slice(1, -1).filter((run) => run !== '')
  if (runs.length === 1) return equalTo(first)
  if (middle.length === 0 && last === '') return single({ prefix: first })
  if (middle.length === 0 && first === '') return single({ suffix: last })
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
    return single(
      { prefix: { 'equals-ignore-case': first } },
      only && last === '' ? undefined : noCaselessWildcard,
    )
  if (last !== '')
    return single({ suffix: { 'equals-ignore-case': last } }, only ? undefined : noCaselessWildcard)
  return single(some, noCaselessWildcard)
}
