/**
 * The disjuncts of a predicate, each a list of fields that hold together, as in a pattern of
 * EventBridge. Each step keeps every event of the rule. If it lets in more, that is noted as a residual.
 *
 * `disjuncts` of `ir/disjuncts.ts` is not used. It returns nothing above its limit, but here a
 * superset is needed. It ignores arrays, which decide whether two blocks can be one conjunction. And
 * conjunctions must be merged after every join, because their number would explode.
 *
 * EventBridge chooses one element of an array for *all* fields of a conjunction, Tripline for the
 * fields of one block. So fields of two blocks are in one conjunction only if their paths cannot pass
 * through the same array. Otherwise the later block is residual.
 */
import type { ListsFrom } from '../../aws/single-values.ts'
import {
  computedValue,
  inTwoBlocks,
  noComparison,
  noneOfSeveral,
  noneTogether,
  oneElement,
  productTooLarge,
  tooManyAlternatives,
} from '../../diagnostics/catalogue/backends/event-pattern.ts'
import { inBlocks } from '../../ir/in-blocks.ts'
import { type Block, comparedPaths, type NormalForm, normalForm } from '../../ir/logic.ts'
import { namedTexts } from '../../ir/named-values.ts'
import { isComputed, type Path, pathText } from '../../ir/path.ts'
import type { Check, Field, Predicate } from '../../ir/predicate.ts'
import { type Conjunction, merge } from './conjunction.ts'

/** The disjuncts of a predicate that an event pattern can express. */
export interface Disjuncts {
  /** One of them holds. One without fields always holds. If there are none, the predicate never holds. */
  readonly conjunctions: readonly Conjunction[]
  readonly residual: readonly string[]
}

/** More than fit into a pattern of 2,048 characters. */
const maxConjunctions = 128

const always: Disjuncts = { conjunctions: [[]], residual: [] }

export function disjunctsOf(predicate: Predicate, listsFrom: ListsFrom): Disjuncts {
  const isSingle = (path: Path): boolean => listsFrom(path) === Number.POSITIVE_INFINITY

  const ofForm = (form: NormalForm<Block>): Disjuncts => {
    switch (form.kind) {
      case 'literal':
        return ofBlock(form.leaf.fields, form.negated)
      case 'all':
        return form.of.map(ofForm).reduce(both, always)
      case 'any':
        return oneOf(form.of.map(ofForm))
    }
  }

  /** A computed value is in no record. The pattern lets every value pass, so a negated block, too. */
  const ofBlock = (fields: readonly Field[], negated: boolean): Disjuncts => {
    const recorded = fields.filter(({ path }) => !isComputed(path))
    if (recorded.length === fields.length)
      return negated ? failingBlock(fields) : { conjunctions: [fields], residual: [] }
    return negated
      ? anything(computedValue)
      : { conjunctions: [recorded], residual: [computedValue] }
  }

  /**
   * A block fails where one of its fields has no value that passes, if its fields choose
   * independently of one another. Two that may come through one array can also fail because no
   * element has both, and two that are compared because they differ: neither can be said.
   */
  const failingBlock = (fields: readonly Field[]): Disjuncts => {
    if (pairs(fields).some(([one, other]) => mayShareList(one.path, other.path)))
      return anything(noneTogether)
    if (fields.some(({ check }) => comparedPaths(check).length > 0)) return anything(noComparison)
    return oneOf(
      fields.map(({ path, check }) => ({
        conjunctions: [[{ path, check: { op: 'not', of: check } }]],
        residual: isSingle(path) ? [] : [noneOfSeveral(pathText(path))],
      })),
    )
  }

  const both = (one: Disjuncts, other: Disjuncts): Disjuncts => {
    const residual = new Set([...one.residual, ...other.residual])
    const [left, right] = [one.conjunctions, other.conjunctions]
    if (left.length * right.length > maxConjunctions) {
      residual.add(productTooLarge)
      return { conjunctions: left.length > right.length ? right : left, residual: [...residual] }
    }
    // Of several alternatives, each that keeps all fields of its block makes the pattern longer.
    const isOne = right.length === 1
    const conjunctions = left.flatMap((conjunction) =>
      right
        .filter((more) => !more.some((field) => excludes(conjunction, field)))
        .map((more) =>
          more.reduce<Conjunction>((known, field) => {
            const added = withField(known, field, isOne ? conjunction : known)
            if (added === undefined) residual.add(inTwoBlocks(pathText(field.path)))
            return added ?? known
          }, conjunction),
        ),
    )
    return { conjunctions: merge(conjunctions), residual: [...residual] }
  }

  /**
   * The fields with one more of another block, or undefined if it must not be combined with `others`.
   */
  const withField = (
    known: Conjunction,
    field: Field,
    others: Conjunction,
  ): Conjunction | undefined => {
    const same = known.find(({ path }) => pathText(path) === pathText(field.path))
    if (same === undefined || !isSingle(field.path)) {
      const isTied = others.some(({ path }) => mayShareList(path, field.path))
      return isTied ? undefined : [...known, field]
    }
    const check: Check = { op: 'all', of: [same.check, field.check] }
    return known.map((each) => (each === same ? { path: field.path, check } : each))
  }

  /** Whether a field of a conjunction must have another text than this field, so that both never hold. */
  const excludes = (conjunction: Conjunction, { path, check }: Field): boolean => {
    const texts = isSingle(path) ? namedTexts(check) : undefined
    const others = texts && textsOf(conjunction, path)
    return others !== undefined && !others.some((text) => texts?.includes(text))
  }

  const mayShareList = (one: Path, other: Path): boolean => shareList(one, other, listsFrom)

  const { predicate: blocks, inexact } = inBlocks(predicate)
  const { conjunctions, residual } = ofForm(normalForm(blocks))
  return {
    conjunctions,
    residual: [...residual, ...inexact.map(({ path }) => oneElement(pathText(path)))],
  }
}

function textsOf(conjunction: Conjunction, path: Path): readonly string[] | undefined {
  const field = conjunction.find((each) => pathText(each.path) === pathText(path))
  return field && namedTexts(field.check)
}

/** Whether two paths may pass through the same list: they are equal up to a place where a list can be. */
export function shareList(one: Path, other: Path, listsFrom: ListsFrom): boolean {
  const parting = one.findIndex((segment, index) => segment !== other[index])
  const shared = parting === -1 ? one.length : parting
  return shared > Math.min(listsFrom(one), listsFrom(other))
}

const anything = (why: string): Disjuncts => ({ conjunctions: [[]], residual: [why] })

const oneOf = (all: readonly Disjuncts[]): Disjuncts => {
  const conjunctions = all.flatMap((each) => each.conjunctions)
  const residual = all.flatMap((each) => each.residual)
  if (conjunctions.length <= maxConjunctions) return { conjunctions: merge(conjunctions), residual }
  return { conjunctions: [[]], residual: [...residual, tooManyAlternatives] }
}

const pairs = <T>(items: readonly T[]): [T, T][] =>
  items.flatMap((one, index) => items.slice(index + 1).map((other): [T, T] => [one, other]))
