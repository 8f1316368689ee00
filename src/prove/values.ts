/** Values to try for a field: those that its tests name, near misses, and values of other kinds. */
import type { Scalar, TestedValue } from '../ir/json.ts'
import { operatorsIn } from '../ir/logic.ts'
import type { Check, OperatorCheck } from '../ir/predicate.ts'
import { wildcardRuns } from '../ir/wildcard.ts'
import { documentsAround } from './policy-documents.ts'

/** Of another kind than most tests expect. */
const strangers: readonly Scalar[] = [null, true, false, '', 'zz-other', 0, 7, -1]

/**
 * Of a longer list, only these many members get near misses. Each of the others is tried itself. So a
 * proof grows with the length of a list and not with its square.
 */
const maxNear = 48

/** Every value that checks of one field speak of and their near misses, strangers last, none twice. */
export function valuesFor(checks: readonly Check[]): TestedValue[] {
  const operators = checks.flatMap((check) => operatorsIn(check).map(({ leaf }) => leaf))
  const every = Math.ceil(operators.length / maxNear)
  const values = operators.flatMap((operator, index) =>
    index % every === 0 ? near(operator) : near(operator).slice(0, 1),
  )
  return [...new Set([...values, ...strangers])]
}

/** A value that passes the operator comes first. */
function near(check: OperatorCheck): TestedValue[] {
  switch (check.op) {
    case 'equals':
      return typeof check.value === 'string' ? aroundText(check.value) : aroundOther(check.value)
    case 'equals-ignore-case':
    case 'prefix':
    case 'prefix-ignore-case':
    case 'suffix':
    case 'suffix-ignore-case':
    case 'contains':
    case 'contains-ignore-case':
      return aroundText(check.text)
    case 'wildcard':
    case 'wildcard-ignore-case':
      return aroundRuns(wildcardRuns(check.pattern) ?? [''])
    case 'matches':
      // A text that matches a regular expression is often a literal text in it.
      return check.regex
        .split(/\\.|[^\w\s:/.-]+/)
        .filter((part) => part.length > 1)
        .flatMap(aroundText)
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return aroundOther(check.bound)
    case 'cidr':
      return aroundNetwork(check.network)
    case 'policy':
      return documentsAround(check.test)
    case 'exists':
    case 'same-as':
      return []
  }
}

const aroundText = (text: string): Scalar[] => [
  text,
  `${text}x`,
  `x${text}`,
  `x${text}x`,
  text.slice(0, -1),
  text.slice(1),
  swapCase(text),
  text.toUpperCase(),
  text.toLowerCase(),
  ...(text.trim() !== '' && Number.isFinite(Number(text)) ? [Number(text)] : []),
]

const swapCase = (text: string): string =>
  text.replaceAll(/[a-z]/gi, (letter) =>
    letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
  )

function aroundOther(value: Scalar): TestedValue[] {
  if (typeof value !== 'number') return [value, String(value)]
  return [
    value,
    value + 1,
    value - 1,
    value + 0.5,
    value - 0.000001,
    value + 0.000001,
    -value,
    String(value),
  ]
}

function aroundRuns(runs: readonly string[]): TestedValue[] {
  const full = runs.join('x')
  const holes = runs.map((_, index) => runs.filter((__, other) => other !== index).join('x'))
  return [
    ...aroundText(full),
    ...aroundText(runs.join('')),
    ...holes,
    runs.join('x*'),
    overlap(runs),
    runs.toReversed().join('x'),
  ]
}

/** The runs with the largest overlaps: `abab` for `aba*ab`, which must not match it. */
const overlap = (runs: readonly string[]): string =>
  runs.reduce((text, run) => {
    const lengths = Array.from({ length: run.length }, (_, index) => run.length - index)
    const shared = lengths.find((length) => text.endsWith(run.slice(0, length))) ?? 0
    return text + run.slice(shared)
  })

/** The first and the last address of a network, and those beside them. */
function aroundNetwork(network: string): TestedValue[] {
  const [host = '', bits = '32'] = network.split('/')
  const outside = ['AWS Internal', 'ec2.amazonaws.com', '203.0.113.77', '2001:db8:ffff::1', network]
  if (host.includes(':')) return [host.endsWith('::') ? `${host}1` : host, host, ...outside]
  const start = host.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
  const size = 2 ** (32 - Number(bits))
  const first = Math.floor(start / size) * size
  return [first, first + size - 1, first - 1, first + size]
    .filter((each) => each >= 0 && each < 2 ** 32)
    .map(dottedAddress)
    .concat(outside)
}

const dottedAddress = (address: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.')
