/**
 * How the work grows with the event, counted in array elements that are looked at. An event may
 * hold as many elements as an attacker can put there, so twice the elements may cost about twice
 * the work, and not four times or sixteen times.
 */
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

/** How many times more elements are looked at in an event of twice the size; it must not fire. */
function growth(fields: Readonly<Record<string, Check>>, recordOf: (size: number) => JsonObject) {
  const [once = 0, twice = 0] = [30, 60].map((size) => {
    let looks = 0
    const record = watched(recordOf(size), () => looks++)
    expect(evaluate(block(fields), { record, envelope: {} })).toBe(false)
    return looks
  })
  return twice / once
}

/** The record with arrays at its first level that tell when an element is read. */
const watched = (record: JsonObject, look: () => void): JsonObject =>
  Object.fromEntries(
    Object.entries(record).map(([name, value]) => [
      name,
      isList(value) ? watch(value, look) : value,
    ]),
  )

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)

const watch = (array: readonly Json[], look: () => void): readonly Json[] =>
  new Proxy(array, {
    get(target, key) {
      if (/^\d+$/.test(String(key))) look()
      return Reflect.get(target, key)
    },
  })

const names = (letter: string, size: number): string[] =>
  Array.from({ length: size }, (_, index) => `${letter}${index}`)
const objects = (letter: string, size: number): JsonObject[] =>
  names(letter, size).map((name) => ({ name, owner: `of ${name}`, kind: 'key' }))

describe('in proportion to the event', () => {
  test('several fields of one element', () => {
    const fields = { 'items.name': equals('x'), 'items.kind': equals('key') }
    expect(growth(fields, (size) => ({ items: objects('a', size) }))).toBeLessThan(3)
  })

  test('same-as within an element', () => {
    const fields = { 'items.name': sameAs('items.owner') }
    expect(growth(fields, (size) => ({ items: objects('a', size) }))).toBeLessThan(3)
  })

  test('same-as of a single value', () => {
    const fields = { 'items.name': sameAs('name'), 'items.kind': equals('key') }
    const recordOf = (size: number) => ({ items: objects('a', size), name: 'x' })
    expect(growth(fields, recordOf)).toBeLessThan(3)
  })

  test('same-as of an array, for a single value', () => {
    const fields = { 'items.kind': equals('key'), name: sameAs('items.name') }
    const recordOf = (size: number) => ({ items: objects('a', size), name: 'x' })
    expect(growth(fields, recordOf)).toBeLessThan(3)
  })

  test('same-as of two arrays', () => {
    const recordOf = (size: number) => ({ a: names('a', size), b: names('b', size) })
    expect(growth({ a: sameAs('b') }, recordOf)).toBeLessThan(3)
  })

  test('same-as of one of two arrays', () => {
    const fields: Record<string, Check> = { a: { op: 'any', of: [sameAs('b'), sameAs('c')] } }
    const recordOf = (size: number) => ({
      a: names('a', size),
      b: names('b', size),
      c: names('c', size),
    })
    expect(growth(fields, recordOf)).toBeLessThan(3)
  })

  test('a chain of same-as through three arrays', () => {
    const fields = { a: sameAs('b'), b: sameAs('c') }
    const recordOf = (size: number) => ({
      a: names('a', size),
      b: names('b', size),
      c: names('c', size),
    })
    expect(growth(fields, recordOf)).toBeLessThan(3)
  })
})
