/** Disjunctive normal form, held against truth tables. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { disjuncts } from '../../src/ir/disjuncts.ts'
import { type BlockPredicate, normalForm } from '../../src/ir/logic.ts'
import { probe } from '../probes/probe.ts'
import { assignments, blockOf, isTrue, nameOf, predicate } from './predicates.ts'

const wide = { maxConjunctions: 100_000, maxLiterals: 1_000_000 }

test('one of the disjuncts of any predicate holds where it holds, within the limit or not at all', () => {
  const limits = fc.constantFrom(wide, { maxConjunctions: 4, maxLiterals: 10 })
  fc.assert(
    fc.property(predicate, limits, (part, limit) => {
      const found = disjuncts(normalForm(part), limit)
      if (found === undefined) {
        expect(limit).not.toBe(wide)
        return
      }
      expect(found.length).toBeLessThanOrEqual(limit.maxConjunctions)
      expect(found.flat().length).toBeLessThanOrEqual(limit.maxLiterals)
      for (const truth of assignments) {
        const holds = found.some((literals) =>
          literals.every(({ leaf, negated }) => truth.has(nameOf(leaf)) !== negated),
        )
        expect(holds).toBe(isTrue(part, truth))
      }
    }),
    probe('ir/disjuncts', { short: 500, long: 25_000 }),
  )
})

describe('the limit', () => {
  const any = (of: readonly BlockPredicate[]): BlockPredicate => ({ kind: 'any', of })
  const two = any([blockOf('a'), blockOf('b')])

  test('bounds the work as well as the answer', () => {
    const doubling: BlockPredicate = { kind: 'all', of: Array.from({ length: 60 }, () => two) }
    expect(
      disjuncts(normalForm(doubling), { maxConjunctions: 1000, maxLiterals: 1e6 }),
    ).toBeUndefined()
  })

  test('is of conjunctions and of literals', () => {
    const both: BlockPredicate = { kind: 'all', of: [two, two] }
    expect(disjuncts(normalForm(both), { maxConjunctions: 4, maxLiterals: 8 })).toHaveLength(4)
    expect(disjuncts(normalForm(both), { maxConjunctions: 3, maxLiterals: 8 })).toBeUndefined()
    expect(disjuncts(normalForm(both), { maxConjunctions: 4, maxLiterals: 7 })).toBeUndefined()
  })

  test('a list of a hundred thousand exclusions is one conjunction, in no time', () => {
    const list = any(Array.from({ length: 100_000 }, () => blockOf('a')))
    const found = disjuncts(normalForm(list, true), wide)
    expect(found?.map(({ length }) => length)).toEqual([100_000])
  })
})
