/**
 * Compiles a check to a function of a value, for checks without `same-as`. The result is that of
 * `holds`, but faster.
 */
import { inNetwork, parseAddress, parseNetwork } from '../../ir/ip-address.ts'
import type { Scalar, TestedValue } from '../../ir/json.ts'
import { readsObjects } from '../../ir/logic.ts'
import type { Check } from '../../ir/predicate.ts'
import { fitsRuns, wildcardRuns } from '../../ir/wildcard.ts'
import { type Chosen, holds } from '../holds.ts'

const nothingChosen: Chosen = new Map()

export const holdsForAbsent = (check: Check): boolean => holds(check, undefined, nothingChosen)

/** Whether repeating a test is as fast as caching its result. */
export const isCheap = (check: Check): boolean =>
  check.op === 'prefix' ||
  check.op === 'suffix' ||
  check.op === 'exists' ||
  (check.op === 'not' && isCheap(check.of)) ||
  listedValues(check) !== undefined

/** The test of a value that is present. No fold: a list becomes one set, and `holds` tests the rest. */
export function valueTest(check: Check): (value: TestedValue) => boolean {
  switch (check.op) {
    case 'equals': {
      const { value: wanted } = check
      return (value) => value === wanted
    }
    case 'any': {
      const listed = listedValues(check)
      if (listed === undefined) return (value) => holds(check, value, nothingChosen)
      const among: ReadonlySet<TestedValue> = new Set(listed)
      return (value) => among.has(value)
    }
    case 'not': {
      // What is undecided may hold, and so may its `not`.
      if (readsObjects(check)) return (value) => holds(check, value, nothingChosen)
      const test = valueTest(check.of)
      return (value) => !test(value)
    }
    case 'prefix': {
      const { text } = check
      return (value) => typeof value === 'string' && value.startsWith(text)
    }
    case 'wildcard': {
      const runs = wildcardRuns(check.pattern) ?? []
      return (value) => typeof value === 'string' && fitsRuns(value, runs)
    }
    case 'exists':
      return () => check.present
    case 'cidr':
      return networkTest(check.network)
    default:
      return (value) => holds(check, value, nothingChosen)
  }
}

/** The values of a check that is a value or a list of values; undefined for any other check. */
export function listedValues(check: Check): readonly Scalar[] | undefined {
  const each = check.op === 'any' ? check.of : [check]
  const values = each.flatMap((one) => (one.op === 'equals' ? [one.value] : []))
  return values.length === each.length ? values : undefined
}

/** Like the operator `cidr`, but an address that many rules test is parsed once. */
function networkTest(text: string): (value: TestedValue) => boolean {
  const network = parseNetwork(text)
  return (value) => {
    if (network === undefined || typeof value !== 'string') return false
    if (value !== last.text) last = { text: value, address: parseAddress(value) }
    return last.address !== undefined && inNetwork(last.address, network)
  }
}

let last: { text: string; address: ReturnType<typeof parseAddress> } = {
  text: '',
  address: undefined,
}
