/** Whoever can make API calls chooses what events hold. No event may end or stall the process. */
import { describe, expect, test } from 'vitest'
import { evaluate } from '../../src/engine/evaluate.ts'
import type { Json, JsonObject } from '../../src/ir/json.ts'
import type { Check, Predicate } from '../../src/ir/predicate.ts'

const block = (fields: Readonly<Record<string, Check>>): Predicate => ({
  kind: 'block',
  fields: Object.entries(fields).map(([path, check]) => ({ path: path.split('.'), check })),
})
const equals = (value: string): Check => ({ op: 'equals', value })
const sameAs = (path: string): Check => ({ op: 'same-as', path: path.split('.') })
const not = (of: Check): Check => ({ op: 'not', of })
const absent: Check = { op: 'exists', present: false }

const holds = (fields: Readonly<Record<string, Check>>, record: JsonObject): boolean =>
  evaluate(block(fields), { record, envelope: {} })

function nested(depth: number, bottom: Json, beside: readonly Json[]): Json {
  let node = bottom
  for (let level = 0; level < depth; level++) node = [...beside, node]
  return node
}

describe('arrays nested 100,000 deep', () => {
  const record = {
    names: nested(100_000, 'x', []),
    items: nested(100_000, { a: 'x', b: 'y' }, []),
    mixed: nested(100_000, 'x', [{}, null]),
    nothing: nested(100_000, [], [[]]),
  }

  test('are opened up', () => {
    expect(holds({ names: equals('x') }, record)).toBe(true)
    expect(holds({ names: not(equals('x')) }, record)).toBe(false)
    expect(holds({ mixed: equals('x') }, record)).toBe(true)
    expect(holds({ mixed: equals('y') }, record)).toBe(false)
  })

  test('have elements like any other', () => {
    expect(holds({ 'items.a': equals('x'), 'items.b': equals('y') }, record)).toBe(true)
    expect(holds({ 'items.a': sameAs('items.b') }, record)).toBe(false)
    expect(holds({ 'items.a': sameAs('names') }, record)).toBe(true)
  })

  test('may hold nothing', () => {
    expect(holds({ nothing: absent }, record)).toBe(true)
    expect(holds({ 'names.a': absent, 'items.c': absent }, record)).toBe(true)
  })
})

test('objects nested 100,000 deep are not followed beyond the path', () => {
  let node: Json = 'x'
  for (let level = 0; level < 100_000; level++) node = { a: node }
  expect(holds({ a: absent, 'a.a.a.a': absent }, { a: node })).toBe(true)
})

describe('an array of 50,000 elements', () => {
  const items: JsonObject[] = Array.from({ length: 50_000 }, (_, index) => ({
    user: `u${index}`,
    owner: `o${index}`,
  }))
  const last = [...items, { user: 'me', owner: 'me' }]

  test('is searched for two fields that are the same', () => {
    expect(holds({ 'items.user': sameAs('items.owner') }, { items })).toBe(false)
    expect(holds({ 'items.user': sameAs('items.owner') }, { items: last })).toBe(true)
  })

  test('is searched for two fields that differ', () => {
    const same = Array.from({ length: 50_000 }, (_, index) => ({ user: index, owner: index }))
    expect(holds({ 'items.user': not(sameAs('items.owner')) }, { items: same })).toBe(false)
    expect(holds({ 'items.user': not(sameAs('items.owner')) }, { items })).toBe(true)
  })

  test('is searched for the value of a field outside', () => {
    expect(holds({ 'items.user': sameAs('name') }, { items: last, name: 'me' })).toBe(true)
    expect(holds({ 'items.user': sameAs('name') }, { items, name: 'me' })).toBe(false)
  })
})

describe('names that every object inherits', () => {
  const inherited = [
    ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'],
    ...[
      'constructor.name',
      'constructor.prototype',
      '__proto__.constructor.name',
      'a.length',
      'a.0',
    ],
  ]

  test.each(inherited)('%s is absent', (path) => {
    expect(holds({ [path]: absent }, { a: ['x'] })).toBe(true)
    expect(holds({ a: equals('x'), [path]: not(equals('x')) }, { a: ['x'] })).toBe(true)
  })

  test.each(inherited.slice(0, 5))('%s is a field of an event that has it', (name) => {
    const record = JSON.parse(`{"${name}": {"x": "y"}, "a": [{"${name}": "z"}]}`)
    const fields = { [`${name}.x`]: equals('y'), [`a.${name}`]: equals('z') }
    expect(holds(fields, record)).toBe(true)
    const predicate = block({ ...fields, [`envelope.${name}`]: sameAs(`a.${name}`) })
    const envelope = JSON.parse(`{"${name}": "z"}`)
    expect(evaluate(predicate, { record, envelope })).toBe(true)
    expect(({} as JsonObject).x).toBeUndefined()
  })
})

describe('a text of a megabyte', () => {
  const a = 'a'.repeat(1_000_000)

  test.each(['^(a+)+$', '(a*)*[bc]', '^(a|aa)+$', '([a-z]+)*[0-9]', '(a|a)*[bc]$', '.*.*.*[=;]'])(
    'against %s',
    (regex) => {
      expect(holds({ a: { op: 'matches', regex } }, { a })).toBe(regex.endsWith('+$'))
    },
  )

  test('against many wildcards', () => {
    const pattern = `${'*a'.repeat(100)}*b*a`
    expect(holds({ a: { op: 'wildcard', pattern } }, { a })).toBe(false)
    expect(holds({ a: { op: 'wildcard-ignore-case', pattern } }, { a: `${a}BA` })).toBe(true)
  })

  test('against a network', () => {
    for (const text of [a, '1:'.repeat(500_000), '1.'.repeat(500_000), ':'.repeat(1_000_000)]) {
      expect(holds({ a: { op: 'cidr', network: '::/0' } }, { a: text })).toBe(false)
    }
  })

  test('in any letter case', () => {
    const text = 'É'.repeat(1_000_000)
    expect(holds({ a: { op: 'contains-ignore-case', text: 'éb' } }, { a: text })).toBe(false)
    expect(holds({ a: { op: 'suffix-ignore-case', text: 'éé' } }, { a: text })).toBe(true)
  })
})

test('a record of 200,000 fields', () => {
  const names = Array.from({ length: 200_000 }, (_, index) => [`f${index}`, index] as const)
  const predicate = block({ f199999: sameAs('envelope.number'), f200000: absent })
  const event = { record: Object.fromEntries(names), envelope: { number: 199_999 } }
  expect(evaluate(predicate, event)).toBe(true)
})
