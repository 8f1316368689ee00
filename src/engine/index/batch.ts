/**
 * Tests up to 32 rules at once. Each rule is a bit. All bits are set at first. Each step clears the bits
 * of the rules that do not hold for the value at one path. Rules whose bit is set at the end match.
 */
import type { Observation } from '../../ir/rule.ts'
import { evaluate } from '../evaluate.ts'
import { type Conditions, isObserved } from '../rule-matches.ts'
import { compilePredicate, compileUnless, type Test } from './compile-rule.ts'
import { conjunctsOf } from './conjuncts.ts'
import { passing, type Step, stepsOf } from './steps.ts'
import { many, type View } from './view.ts'

/** Bits in a number that JavaScript computes with as an integer. */
export const maxInBatch = 32

export interface Batch {
  /** The rule of each bit. */
  readonly numbers: readonly number[]
  readonly rules: readonly Conditions[]
  readonly all: number
  readonly steps: readonly Step[]
  readonly observed: readonly { readonly on: Observation; readonly bits: number }[]
  /** Tests that are no steps, each for the rule with the bit. */
  readonly others: readonly { readonly bit: number; readonly test: Test }[]
}

/** As many batches as the rules need. The rules must be found by the kind of event, or not test it. */
export function batchesOf(
  numbers: readonly number[],
  ruleOf: (number: number) => Conditions,
  view: View,
): Batch[] {
  const batches: Batch[] = []
  for (let from = 0; from < numbers.length; from += maxInBatch)
    batches.push(batchOf(numbers.slice(from, from + maxInBatch), ruleOf, view))
  return batches
}

function batchOf(
  numbers: readonly number[],
  ruleOf: (number: number) => Conditions,
  view: View,
): Batch {
  const rules = numbers.map(ruleOf)
  const parts = rules.map(({ match }) => conjunctsOf(match))
  const observed = new Map<string, { on: Observation; bits: number }>()
  for (const [at, { on }] of rules.entries()) {
    const key = JSON.stringify([on.source, on.detailTypes])
    const bits = observed.get(key)?.bits ?? 0
    observed.set(key, { on, bits: bits | (1 << at) })
  }
  return {
    numbers,
    rules,
    all: numbers.length === maxInBatch ? -1 : (1 << numbers.length) - 1,
    steps: stepsOf(
      parts.map(({ fields }) => fields),
      view,
    ),
    observed: [...observed.values()],
    others: rules.flatMap(({ unless }, at) => {
      const tests = (parts[at]?.others ?? []).map((other) => compilePredicate(other, view))
      const excludes = unless && compileUnless(unless, view)
      if (excludes !== undefined) tests.push(() => !excludes())
      return tests.map((test) => ({ bit: 1 << at, test }))
    }),
  }
}

/** The bits of the rules that match the event on view. */
export function matchingBits(batch: Batch, view: View): number {
  let bits = batch.all
  let arrays = 0
  let severalArrays = 0
  for (const step of batch.steps) {
    const testing = bits & step.bits
    if (testing === 0) continue
    const found = view.valueAt(step.pathId)
    if (found === undefined) bits &= step.whenAbsent | ~testing
    else if (found !== many) bits &= passing(step, found) | ~testing
    else {
      bits &= passingOfMany(step, view) | ~testing
      severalArrays |= arrays & testing
      arrays |= testing
    }
    if (bits === 0) return 0
  }
  for (const { on, bits: those } of batch.observed) {
    if ((bits & those) !== 0 && !isObserved(on, view.event)) bits &= ~those
  }
  for (const { bit, test } of batch.others) {
    if ((bits & bit) !== 0 && !test()) bits &= ~bit
  }
  return severalArrays === 0 ? bits : wholly(batch, bits, severalArrays, view)
}

/** A single field may choose any of the values. */
function passingOfMany(step: Step, view: View): number {
  const values = view.valuesAt(step.pathId)
  if (values.length === 0) return step.whenAbsent
  let bits = 0
  for (const value of values) bits |= passing(step, value)
  return bits
}

/** If several fields of a rule pass through arrays, they must choose the same elements. */
function wholly({ rules }: Batch, bits: number, severalArrays: number, view: View): number {
  return rules.reduce((left, { match }, at) => {
    const bit = 1 << at
    const isOpen = (left & severalArrays & bit) !== 0
    return isOpen && !evaluate(match, view.event) ? left & ~bit : left
  }, bits)
}
