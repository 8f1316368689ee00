/** Predicates as blocks alone, compared with the predicates themselves on random events. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluate } from '../../src/engine/evaluate.ts'
import { inBlocks } from '../../src/ir/in-blocks.ts'
import { predicatesIn } from '../../src/ir/logic.ts'
import type { Check, Field, Predicate } from '../../src/ir/predicate.ts'
import { aboutAnything, aboutLinkedFields } from '../naive/questions.ts'
import { probe } from '../probes/probe.ts'

test('the blocks hold wherever the predicate holds, and nowhere else if nothing is inexact', () => {
  const counts = { exact: 0, inexact: 0 }
  fc.assert(
    fc.property(fc.oneof(aboutAnything(), aboutLinkedFields()), ([predicate, event]) => {
      const { predicate: blocks, inexact } = inBlocks(predicate)
      const holds = evaluate(predicate, event)
      if (inexact.length === 0) expect(evaluate(blocks, event)).toBe(holds)
      else if (holds) expect(evaluate(blocks, event)).toBe(true)
      if (predicatesIn(predicate).some(({ kind }) => kind === 'each'))
        counts[inexact.length === 0 ? 'exact' : 'inexact']++
    }),
    probe('ir/in-blocks', { short: 6000, long: 500_000 }),
  )
  expect(Math.min(counts.exact, counts.inexact)).toBeGreaterThan(100)
})

const exists = (path: string, present: boolean): Field => ({
  path: [path],
  check: { op: 'exists', present },
})
const block = (...fields: Field[]): Predicate => ({ kind: 'block', fields })
const each = (of: Predicate): Predicate => ({ kind: 'each', path: ['items'], of })
const x: Check = { op: 'equals', value: 'x' }

test('a block that needs a value for each field is the same block below the path', () => {
  const predicate = each(each(block({ path: ['a'], check: x }, exists('b', true))))
  expect(inBlocks(predicate)).toEqual({
    predicate: block(
      { path: ['items', 'items', 'a'], check: x },
      { path: ['items', 'items', 'b'], check: { op: 'exists', present: true } },
    ),
    inexact: [],
  })
})

test('a field that must be absent is left out, and nothing is said under `not`', () => {
  const predicate = each(block({ path: ['a'], check: x }, exists('b', false)))
  const wider = block({ path: ['items', 'a'], check: x })
  expect(inBlocks(predicate)).toEqual({ predicate: wider, inexact: [predicate] })
  const never: Predicate = { kind: 'any', of: [] }
  expect(inBlocks({ kind: 'not', of: predicate })).toEqual({
    predicate: { kind: 'not', of: never },
    inexact: [predicate],
  })
})

test('a predicate of blocks stays the same object', () => {
  const predicate: Predicate = { kind: 'all', of: [block(), { kind: 'not', of: block() }] }
  expect(inBlocks(predicate).predicate).toBe(predicate)
})
