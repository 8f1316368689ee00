/**
 * A step tests the value at one path for several rules. Rules that compare it with texts share one
 * table; any other check is a step of its own.
 */
import type { TestedValue } from '../../ir/json.ts'
import { readsObjects } from '../../ir/logic.ts'
import { type Path, pathText } from '../../ir/path.ts'
import type { Check, Field } from '../../ir/predicate.ts'
import { type TextTable, textTable, textValue } from './text-table.ts'
import { holdsForAbsent, isCheap, listedValues, valueTest } from './value-test.ts'
import type { View } from './view.ts'

/** A rule is a bit. */
export interface Step {
  readonly pathId: number
  /** The rules that test this path. */
  readonly bits: number
  /** Of these, the ones that hold where the path is absent. */
  readonly whenAbsent: number
  /** The rules that hold for a text; undefined for a step with a test. */
  readonly byText: TextTable<number> | undefined
  readonly passes: (value: TestedValue) => boolean
}

/** The rules of a step that hold for the value. */
export function passing({ bits, byText, passes }: Step, value: TestedValue): number {
  if (byText === undefined) return passes(value) ? bits : 0
  return typeof value === 'string' ? (textValue(byText, value) ?? 0) : 0
}

/** The texts that a check holds for; undefined if it holds for other values too. */
function listedTexts(check: Check): readonly string[] | undefined {
  const values = listedValues(check)
  return values?.every((value) => typeof value === 'string') ? values : undefined
}

interface FieldTest {
  readonly path: Path
  readonly check: Check
  bits: number
}

/** The steps of rules: cheap ones first, and among equals those with more rules. */
export function stepsOf(rules: readonly (readonly Field[])[], view: View): Step[] {
  const tests = new Map<string, FieldTest>()
  for (const [at, fields] of rules.entries()) {
    for (const { path, check } of fields) {
      const key = `${pathText(path)} ${JSON.stringify(check)}`
      const known = tests.get(key) ?? { path, check, bits: 0 }
      known.bits |= 1 << at
      tests.set(key, known)
    }
  }
  const [byText, others] = partition(
    [...tests.values()],
    ({ check }) => listedTexts(check) !== undefined,
  )
  const tables = Map.groupBy(byText, ({ path }) => pathText(path))
  const [cheap, dear] = partition(others, ({ check }) => isCheap(check))
  return [
    ...[...tables.values()].map((those) => textStep(those, view)).sort(moreFirst),
    ...cheap.map((each) => testStep(each, view)).sort(moreFirst),
    ...dear.map((each) => testStep(each, view)).sort(moreFirst),
  ]
}

const moreFirst = (a: Step, b: Step): number => bitCount(b.bits) - bitCount(a.bits)

function bitCount(bits: number): number {
  let count = 0
  for (let left = bits; left !== 0; left &= left - 1) count++
  return count
}

function partition<T>(all: readonly T[], isFirst: (each: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((each) => !isFirst(each))]
}

function textStep(those: readonly FieldTest[], view: View): Step {
  const byText = new Map<string, number>()
  for (const { check, bits } of those) {
    for (const text of listedTexts(check) ?? []) byText.set(text, (byText.get(text) ?? 0) | bits)
  }
  return {
    pathId: view.pathId(those[0]?.path ?? []),
    bits: those.reduce((all, { bits }) => all | bits, 0),
    whenAbsent: 0,
    byText: textTable(byText),
    passes: () => false,
  }
}

const testStep = ({ path, check, bits }: FieldTest, view: View): Step => ({
  pathId: view.pathId(path, readsObjects(check)),
  bits,
  whenAbsent: holdsForAbsent(check) ? bits : 0,
  byText: undefined,
  passes: valueTest(check),
})
