/** The engine and the reference, which know nothing of each other, answer alike. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluate } from '../../src/engine/evaluate.ts'
import type { Check, Predicate } from '../../src/ir/predicate.ts'
import {
  aboutAnything,
  aboutLinkedFields,
  aboutOneField,
  type Question,
} from '../naive/questions.ts'
import { fires } from '../naive/reference.ts'
import { type ProbeParameters, probe } from '../probes/probe.ts'

describe('on random events', () => {
  test('about one field and whatever operator', () =>
    agree(aboutOneField, probe('engine/agreement/one-field', { short: 4000, long: 400_000 })))

  test('about several fields of the same arrays', () =>
    agree(
      aboutLinkedFields(),
      probe('engine/agreement/linked-fields', { short: 4000, long: 400_000 }),
    ))

  test('about anything', () =>
    agree(aboutAnything(), probe('engine/agreement/anything', { short: 4000, long: 400_000 })))
})

test('on two fields of one path, which are given one value', () => {
  const fields = ['x', 'y'].map((value) => ({
    path: ['a'],
    check: { op: 'equals', value } as const,
  }))
  for (const a of ['x', 'y', ['x', 'y']]) {
    const event = { record: { a }, envelope: {} }
    expect(fires({ kind: 'block', fields }, event)).toBe(false)
    expect(evaluate({ kind: 'block', fields }, event)).toBe(false)
  }
})

test('on a test with too many alternatives to take it apart', () => {
  const sameAs = (path: string): Check => ({ op: 'same-as', path: ['items', path] })
  const either: Check = { op: 'any', of: [sameAs('b'), sameAs('c')] }
  const check: Check = { op: 'all', of: Array.from({ length: 16 }, () => either) }
  const predicate: Predicate = { kind: 'block', fields: [{ path: ['a'], check }] }
  const items = [
    { b: 'x', c: 'y' },
    { b: 'z', c: 'x' },
  ]
  for (const [a, expected] of [
    ['x', true],
    ['y', true],
    ['v', false],
  ] as const) {
    const event = { record: { a, items }, envelope: {} }
    expect(fires(predicate, event)).toBe(expected)
    expect(evaluate(predicate, event)).toBe(expected)
  }
})

function agree(questions: fc.Arbitrary<Question>, parameters: ProbeParameters): void {
  const { numRuns } = parameters
  let fired = 0
  fc.assert(
    fc.property(questions, ([predicate, event]) => {
      const answer = evaluate(predicate, event)
      if (answer) fired++
      expect(answer).toBe(fires(predicate, event))
    }),
    parameters,
  )
  // Agreeing on events that all fire, or none of which does, would say little.
  expect(fired / numRuns).toBeGreaterThan(0.1)
  expect(fired / numRuns).toBeLessThan(0.9)
}
