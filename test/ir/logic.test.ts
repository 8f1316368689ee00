/** The algebra of predicates, held against truth tables: leaves are variables, and every assignment is tried. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type BlockPredicate,
  blocksIn,
  checkNormalForm,
  checksIn,
  coarseNormalForm,
  conjuncts,
  foldCheck,
  foldPredicate,
  leavesOf,
  literalsIn,
  mapBlocks,
  matchAndNotUnless,
  type NormalForm,
  normalForm,
  operatorsIn,
  partsOf,
  predicatesIn,
  unnegatedBlocks,
} from '../../src/ir/logic.ts'
import type { Check, OperatorCheck } from '../../src/ir/predicate.ts'
import { probe } from '../probes/probe.ts'
import { assignments, isTrue, nameOf, predicate, type Truth } from './predicates.ts'

const operatorOf = (name: string): OperatorCheck => ({ op: 'equals', value: name })
const textOf = (check: OperatorCheck): string => (check.op === 'equals' ? String(check.value) : '')

/** The same tree as a check. */
const checkOf = (part: BlockPredicate): Check =>
  foldPredicate<Check>(part, {
    leaf: (block) => operatorOf(nameOf(block)),
    all: (of) => ({ op: 'all', of }),
    any: (of) => ({ op: 'any', of }),
    not: (of) => ({ op: 'not', of }),
  })

function isCheckTrue(check: Check, truth: Truth): boolean {
  if (check.op === 'not') return !isCheckTrue(check.of, truth)
  if (check.op === 'all') return check.of.every((each) => isCheckTrue(each, truth))
  if (check.op === 'any') return check.of.some((each) => isCheckTrue(each, truth))
  return truth.has(textOf(check))
}

function isFormTrue<Leaf>(form: NormalForm<Leaf>, holds: (leaf: Leaf) => boolean): boolean {
  if (form.kind === 'literal') return holds(form.leaf) !== form.negated
  return form.kind === 'all'
    ? form.of.every((each) => isFormTrue(each, holds))
    : form.of.some((each) => isFormTrue(each, holds))
}

describe('for any predicate', () => {
  test('folding it says what it says', () => {
    fc.assert(
      fc.property(predicate, fc.constantFrom(...assignments), (part, truth) => {
        const algebra = {
          all: (of: readonly boolean[]) => of.every(Boolean),
          any: (of: readonly boolean[]) => of.some(Boolean),
          not: (of: boolean) => !of,
        }
        const folded = foldPredicate(part, {
          ...algebra,
          leaf: (block) => truth.has(nameOf(block)),
        })
        const check = foldCheck(checkOf(part), {
          ...algebra,
          leaf: (operator) => truth.has(textOf(operator)),
        })
        expect([folded, check]).toEqual([isTrue(part, truth), isTrue(part, truth)])
      }),
      probe('ir/logic/fold', { short: 500, long: 25_000 }),
    )
  })

  test('its normal forms hold where it holds, and the negated ones where it does not', () => {
    fc.assert(
      fc.property(predicate, fc.boolean(), (part, negated) => {
        const blocks = normalForm(part, negated)
        const operators = checkNormalForm(checkOf(part), negated)
        for (const truth of assignments) {
          const expected = isTrue(part, truth) !== negated
          expect(isFormTrue(blocks, (block) => truth.has(nameOf(block)))).toBe(expected)
          expect(isFormTrue(operators, (leaf) => truth.has(textOf(leaf)))).toBe(expected)
        }
      }),
      probe('ir/logic/normal-forms', { short: 500, long: 25_000 }),
    )
  })

  test('its walk meets the literals of its normal form, in their order', () => {
    fc.assert(
      fc.property(predicate, (part) => {
        const check = checkOf(part)
        const literals = literalsIn(normalForm(part))
        expect(blocksIn(part)).toEqual(literals)
        const [plain, negated] = [leavesOf(literals, false), leavesOf(literals, true)]
        const inOrder = literals.map((each) => (each.negated ? negated : plain).indexOf(each.leaf))
        expect(inOrder).not.toContain(-1)
        expect(plain.length + negated.length).toBe(literals.length)
        expect(operatorsIn(check)).toEqual(literalsIn(checkNormalForm(check)))
      }),
      probe('ir/logic/walk', { short: 500, long: 25_000 }),
    )
  })

  test('a coarse normal form holds where it holds, and its leaves are as large as they may be', () => {
    const names = (check: Check) => operatorsIn(check).map(({ leaf }) => textOf(leaf))
    const isLeaf = (check: Check): check is Check => !names(check).includes('a')
    fc.assert(
      fc.property(predicate, fc.boolean(), (part, negated) => {
        const check = checkOf(part)
        const form = coarseNormalForm(check, isLeaf, negated)
        for (const truth of assignments)
          expect(isFormTrue(form, (leaf) => isCheckTrue(leaf, truth))).toBe(
            isTrue(part, truth) !== negated,
          )
        for (const { leaf } of literalsIn(form))
          expect(isLeaf(leaf) || textOf(leaf as OperatorCheck) === 'a').toBe(true)
        const isWhole = form.kind === 'literal' && form.leaf === check
        expect(isWhole).toBe(check.op === 'equals' || isLeaf(check))
      }),
      probe('ir/logic/coarse', { short: 500, long: 25_000 }),
    )
  })

  test('its conjuncts are no `all`, and all hold where it does', () => {
    fc.assert(
      fc.property(predicate, (part) => {
        const all = conjuncts(part) as readonly BlockPredicate[]
        expect(all.filter(({ kind }) => kind === 'all')).toEqual([])
        for (const truth of assignments)
          expect(all.every((each) => isTrue(each, truth))).toBe(isTrue(part, truth))
      }),
      probe('ir/logic/conjuncts', { short: 500, long: 25_000 }),
    )
  })

  test('walking it visits each part once, before the parts of it', () => {
    const lines = (text: string) =>
      [...text.matchAll(/"(?:kind|op)":"(\w+)"/g)].map(([, word]) => word)
    fc.assert(
      fc.property(predicate, (part) => {
        // In JSON, each part stands before its own parts too.
        const all = predicatesIn(part)
        expect(all.map(({ kind }) => kind)).toEqual(
          lines(JSON.stringify(mapBlocks(part, () => ({ kind: 'block', fields: [] })))),
        )
        expect(blocksIn(part).map(({ leaf }) => leaf)).toEqual(
          all.filter(({ kind }) => kind === 'block'),
        )
        expect(all).toEqual([part, ...partsOf(part).flatMap((each) => predicatesIn(each))])
        const check = checkOf(part)
        expect(checksIn(check).map(({ op }) => op)).toEqual(lines(JSON.stringify(check)))
      }),
      probe('ir/logic/parts', { short: 500, long: 25_000 }),
    )
  })

  test('its blocks under no `not` are those that are left where every `not` is taken out', () => {
    const withoutNot = (part: BlockPredicate): BlockPredicate => {
      if (part.kind === 'not') return { kind: 'any', of: [] }
      return part.kind === 'block' ? part : { ...part, of: part.of.map(withoutNot) }
    }
    fc.assert(
      fc.property(predicate, (part) => {
        const left = blocksIn(withoutNot(part)).map(({ leaf }) => leaf)
        expect(unnegatedBlocks(part)).toEqual(left)
      }),
      probe('ir/logic/unnegated', { short: 500, long: 25_000 }),
    )
  })

  test('what a rule leaves out keeps an event from matching', () => {
    fc.assert(
      fc.property(predicate, fc.option(predicate, { nil: undefined }), (match, unless) => {
        const whole = matchAndNotUnless({ match, unless }) as BlockPredicate
        for (const truth of assignments)
          expect(isTrue(whole, truth)).toBe(
            isTrue(match, truth) && !(unless !== undefined && isTrue(unless, truth)),
          )
      }),
      probe('ir/logic/rules', { short: 500, long: 25_000 }),
    )
  })

  test('mapping blocks to themselves changes nothing', () => {
    fc.assert(
      fc.property(predicate, (part) => {
        expect(mapBlocks(part, (block) => block)).toEqual(part)
      }),
      probe('ir/logic/mapping', { short: 500, long: 25_000 }),
    )
  })
})
