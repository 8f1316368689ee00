/** The engine and the reference, which know nothing of each other, answer alike. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluate } from '../../src/engine/evaluate.ts'
import {
  aboutAnything,
  aboutLinkedFields,
  aboutOneField,
  type Question,
} from '../naive/questions.ts'
import { fires } from '../naive/reference.ts'

describe('on random events', () => {
  test('about one field and whatever operator', () => agree(aboutOneField, 4000))

  test('about several fields of the same arrays', () => agree(aboutLinkedFields(), 8000))

  test('about anything', () => agree(aboutAnything(), 4000))
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

function agree(questions: fc.Arbitrary<Question>, numRuns: number): void {
  let fired = 0
  fc.assert(
    fc.property(questions, ([predicate, event]) => {
      const answer = evaluate(predicate, event)
      if (answer) fired++
      expect(answer).toBe(fires(predicate, event))
    }),
    { numRuns },
  )
  // Agreeing on events that all fire, or none of which does, would say little.
  expect(fired / numRuns).toBeGreaterThan(0.1)
  expect(fired / numRuns).toBeLessThan(0.9)
}
