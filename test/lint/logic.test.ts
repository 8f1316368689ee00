/** What linting says cannot be never is: held against the engine on random tests and events. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluate } from '../../src/engine/evaluate.ts'
import { holds } from '../../src/engine/holds.ts'
import type { Scalar } from '../../src/ir/json.ts'
import type { Check, Predicate } from '../../src/ir/predicate.ts'
import { alwaysHolds, canHold, impliesCheck } from '../../src/lint/logic/can-hold.ts'
import { alwaysMatches, canMatch, implies } from '../../src/lint/logic/can-match.ts'
import { anyScalar, valueTest } from '../naive/checks.ts'
import { aboutAnything, aboutLinkedFields } from '../naive/questions.ts'
import { type ProbeParameters, probe } from '../probes/probe.ts'
import { alike, check, event, isSingle, predicate, repetitive, scalar } from './questions.ts'

const nothingChosen: ReadonlyMap<string, undefined> = new Map()
const passes = (one: Check, value: Scalar | undefined) => holds(one, value, nothingChosen)

/** Runs a property and answers how many of its runs decided something. */
function decided<Values extends unknown[]>(
  property: (decide: () => void) => fc.IProperty<Values>,
  parameters: ProbeParameters,
): number {
  let count = 0
  fc.assert(
    property(() => count++),
    parameters,
  )
  return count / parameters.numRuns
}

describe('one value', () => {
  const some = fc.oneof(check, valueTest)
  const values = fc.array(fc.option(fc.oneof(scalar, anyScalar), { nil: undefined }), {
    minLength: 12,
    maxLength: 12,
  })

  test('a test that cannot hold holds for no value', () => {
    const share = decided(
      (decide) =>
        fc.property(some, values, (one, tried) => {
          if (canHold(one)) return
          decide()
          expect(tried.filter((value) => passes(one, value))).toEqual([])
        }),
      probe('lint/logic/cannot-hold', { short: 10_000, long: 1_000_000 }),
    )
    expect(share).toBeGreaterThan(0.05)
  })

  test('a test that always holds holds for every value', () => {
    const either = fc.oneof(
      some,
      some.map((of): Check => ({ op: 'not', of })),
    )
    const share = decided(
      (decide) =>
        fc.property(either, values, (one, tried) => {
          if (!alwaysHolds(one)) return
          decide()
          expect(tried.filter((value) => !passes(one, value))).toEqual([])
        }),
      probe('lint/logic/always-holds', { short: 10_000, long: 1_000_000 }),
    )
    expect(share).toBeGreaterThan(0.05)
  })

  test('what passes one test passes the test it implies', () => {
    const share = decided(
      (decide) =>
        fc.property(some, some, values, (one, other, tried) => {
          if (!impliesCheck(one, other)) return
          decide()
          expect(tried.filter((value) => passes(one, value) && !passes(other, value))).toEqual([])
        }),
      probe('lint/logic/implied-check', { short: 10_000, long: 1_000_000 }),
    )
    expect(share).toBeGreaterThan(0.1)
  })
})

describe('events', () => {
  const events = fc.array(event, { minLength: 10, maxLength: 10 })
  const matching = (one: Predicate, tried: Parameters<typeof evaluate>[1][]) =>
    tried.filter((each) => evaluate(one, each))

  test('a predicate that cannot match matches no event', () => {
    const share = decided(
      (decide) =>
        fc.property(repetitive, events, (one, tried) => {
          if (canMatch(one, isSingle)) return
          decide()
          expect(matching(one, tried)).toEqual([])
        }),
      probe('lint/logic/never-matches', { short: 5000, long: 400_000 }),
    )
    expect(share).toBeGreaterThan(0.05)
  })

  test('a predicate that always matches matches every event', () => {
    const share = decided(
      (decide) =>
        fc.property(repetitive, events, (one, tried) => {
          if (!alwaysMatches(one, isSingle)) return
          decide()
          expect(matching(one, tried)).toEqual(tried)
        }),
      probe('lint/logic/always-matches', { short: 5000, long: 400_000 }),
    )
    expect(share).toBeGreaterThan(0.05)
  })

  test('what matches one predicate matches the one it implies', () => {
    const share = decided(
      (decide) =>
        fc.property(predicate, predicate, events, (one, other, tried) => {
          if (!implies(one, other, isSingle)) return
          decide()
          expect(matching(one, tried)).toEqual(matching(other, matching(one, tried)))
        }),
      probe('lint/logic/implied', { short: 5000, long: 400_000 }),
    )
    expect(share).toBeGreaterThan(0.05)
  })

  test('what matches one predicate matches a looser one, where that is what it implies', () => {
    const pairs = predicate.chain((one) => fc.tuple(fc.constant(one), alike(one)))
    const share = decided(
      (decide) =>
        fc.property(pairs, events, ([one, other], tried) => {
          if (!implies(one, other, isSingle)) return
          decide()
          expect(matching(one, tried)).toEqual(matching(other, matching(one, tried)))
        }),
      probe('lint/logic/implied-pairs', { short: 3000, long: 200_000 }),
    )
    expect(share).toBeGreaterThan(0.3)
  })

  const never = () => false

  test.each([
    ['of any form', aboutAnything()],
    ['with linked fields', aboutLinkedFields()],
  ])('of records %s, none of whose fields is a single value', (_, questions) => {
    const share = decided(
      (decide) =>
        fc.property(questions, questions, ([one, tried], [other]) => {
          const [possible, implied] = [canMatch(one, never), implies(one, other, never)]
          if (!possible || implied) decide()
          if (!possible) expect(evaluate(one, tried)).toBe(false)
          if (implied && evaluate(one, tried)) expect(evaluate(other, tried)).toBe(true)
        }),
      probe('lint/logic/implied-questions', { short: 5000, long: 200_000 }),
    )
    expect(share).toBeGreaterThan(0.02)
  })
})
