/** Random JSON patterns and messages, against an evaluator that shares nothing with the matcher. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testMetricFilter } from '../../src/cloudwatch-logs/test-metric-filter.ts'
import { probe } from '../probes/probe.ts'

type Wanted = { readonly text: string } | { readonly number: string }

type Condition =
  | { readonly path: Path; readonly op: string; readonly wanted: Wanted; readonly quoted: boolean }
  | { readonly path: Path; readonly keyword: 'IS NULL' | 'IS TRUE' | 'IS FALSE' | 'NOT EXISTS' }
  | { readonly join: '&&' | '||'; readonly of: readonly Condition[] }

type Path = readonly (string | number)[]

const keys = ['a', 'b', 'c-d', 'e f'] as const
const words = ['x', 'xy', 'yx', 'x*y', '7', '07', '-3', '2.5']
const path = fc.tuple(
  fc.constantFrom(...keys),
  fc.array(fc.oneof(fc.constantFrom(...keys), fc.nat(2)), { maxLength: 2 }),
)
const anyPath: fc.Arbitrary<Path> = path.map(([first, rest]) => [first, ...rest])

const text = fc
  .tuple(fc.constantFrom('', '*'), fc.constantFrom(...words, ''), fc.constantFrom('', '*'))
  .map((parts) => ({ text: parts.join('') }))
const number = fc
  .constantFrom('7', '+7', '-3', '2.5', '0', '7e0', '25e-1')
  .map((written) => ({ number: written }))

const condition: fc.Arbitrary<Condition> = fc.letrec<{ ask: Condition }>((tie) => ({
  ask: fc.oneof(
    { maxDepth: 4, depthSize: 'medium' },
    fc.record({
      path: anyPath,
      op: fc.constantFrom('=', '!='),
      wanted: fc.oneof(text, number),
      quoted: fc.boolean(),
    }),
    fc.record({
      path: anyPath,
      op: fc.constantFrom('<', '<=', '>', '>='),
      wanted: number,
      quoted: fc.constant(false),
    }),
    fc.record({
      path: anyPath,
      keyword: fc.constantFrom('IS NULL', 'IS TRUE', 'IS FALSE', 'NOT EXISTS'),
    }),
    fc.record({
      join: fc.constantFrom('&&', '||'),
      of: fc.array(tie('ask'), { minLength: 2, maxLength: 3 }),
    }),
  ),
})).ask

const leaf = fc.oneof(
  fc.constantFrom(...words, '', 'x*'),
  fc.constantFrom(7, -3, 2.5, 0),
  fc.boolean(),
  fc.constant(null),
)
const value = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'medium' },
    leaf,
    fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 4 }),
    fc.array(tie('value'), { maxLength: 3 }),
  ),
})).value
const record = fc.dictionary(fc.constantFrom(...keys), value, { minKeys: 1, maxKeys: 4 })

/** Writes the pattern, with parentheses only where precedence asks for them or `noise` says so. */
function written(one: Condition, noise: string, inside: '' | '&&' | '||' = ''): string {
  if ('join' in one) {
    const parts = one.of.map((part) => written(part, noise, one.join))
    const joined = parts.join(`${noise}${one.join}${noise}`)
    return inside === '&&' && one.join === '||' ? `(${noise}${joined}${noise})` : joined
  }
  const [first, ...rest] = one.path
  const selector = `$${[first, ...rest].map(step).join('')}`
  if ('keyword' in one) return `${selector} ${one.keyword}`
  return `${selector}${noise}${one.op}${noise}${operand(one.wanted, one.quoted)}`
}

function step(one: string | number | undefined): string {
  if (typeof one === 'number') return `[${one}]`
  return one === 'e f' ? ".['e f']" : `.${one}`
}

function operand(wanted: Wanted, quoted: boolean): string {
  if ('number' in wanted) return wanted.number
  const isBareNumber = /^[+-]?[0-9.]+$/.test(wanted.text)
  return quoted || isBareNumber || wanted.text === '' ? `"${wanted.text}"` : wanted.text
}

const nothing = Symbol('nothing')

function at(root: unknown, [first, ...rest]: Path): unknown {
  if (first === undefined) return root
  if (root === null || typeof root !== 'object') return nothing
  if (Array.isArray(root) !== (typeof first === 'number')) return nothing
  const own = Object.entries(root).find(([key]) => key === String(first))
  return own === undefined ? nothing : at(own[1], rest)
}

function isTrue(one: Condition, root: unknown): boolean {
  if ('join' in one) {
    const answers = one.of.map((part) => isTrue(part, root))
    return one.join === '&&' ? !answers.includes(false) : answers.includes(true)
  }
  const found = at(root, one.path)
  if ('keyword' in one) {
    const meant = { 'IS NULL': null, 'IS TRUE': true, 'IS FALSE': false, 'NOT EXISTS': nothing }
    return found === meant[one.keyword]
  }
  if (typeof found !== 'string' && typeof found !== 'number') return false
  return compares(found, one.op, one.wanted)
}

function compares(found: string | number, op: string, wanted: Wanted): boolean {
  if ('text' in wanted) {
    const glob = wanted.text.replace(/^\*|\*$/g, '\0').replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    if (typeof found === 'number' && !glob.includes('\0')) return false
    const equal = new RegExp(`^${glob.replaceAll('\0', '.*')}$`).test(String(found))
    return equal === (op === '=')
  }
  if (typeof found === 'string') {
    const alike = found === wanted.number && !wanted.number.includes('e')
    return op === '=' ? alike : op === '!=' && !alike
  }
  const sign = Math.sign(found - Number(wanted.number))
  const holding = { '=': [0], '!=': [-1, 1], '<': [-1], '<=': [-1, 0], '>': [1], '>=': [0, 1] }
  return holding[op as keyof typeof holding].includes(sign)
}

test('the matcher agrees with a naive evaluator', () => {
  fc.assert(
    fc.property(condition, record, fc.constantFrom('', ' ', '\n\t '), (one, root, noise) => {
      const pattern = `{ ${written(one, noise)} }`
      fc.pre(pattern.length <= 1024)
      const expected = isTrue(one, root) ? 'match' : 'nomatch'
      expect(testMetricFilter(pattern, JSON.stringify(root)).result).toBe(expected)
    }),
    probe('cloudwatch-logs/json-pattern/matcher', { short: 3000, long: 150_000 }),
  )
})

test('a pair of parentheses around any part changes nothing', () => {
  fc.assert(
    fc.property(condition, record, (one, root) => {
      const pattern = written(one, ' ')
      fc.pre(pattern.length <= 1000)
      const message = JSON.stringify(root)
      const bare = testMetricFilter(`{${pattern}}`, message)
      expect(testMetricFilter(`{ ( (${pattern}) ) }`, message)).toEqual(bare)
    }),
    probe('cloudwatch-logs/json-pattern/parentheses', { short: 500, long: 25_000 }),
  )
})
