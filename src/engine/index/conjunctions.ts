/** Reduces a rule to alternatives that can be decided from the values of a few known paths. */
import { inBlocks } from '../../ir/in-blocks.ts'
import { comparedPaths, foldPredicate } from '../../ir/logic.ts'
import type { Path } from '../../ir/path.ts'
import type { Field, Predicate } from '../../ir/predicate.ts'

/** Fields of known paths that all must hold. */
export interface KnownConjunction {
  readonly fields: readonly Field[]
  /** Whether these are all of its tests; otherwise some were ignored. */
  readonly isWhole: boolean
}

/** More alternatives than this become one alternative without tests. */
const maxConjunctions = 64

/**
 * A predicate as alternatives, with only its tests of known paths. No known path may go through an
 * array. If the predicate holds for an event, one of the alternatives holds. If an alternative that is
 * whole holds, the predicate holds.
 *
 * `disjuncts` does not fit, because it gives up the whole predicate at its limit. Here only the part
 * with too many alternatives is given up.
 */
export const conjunctionsOf = (
  predicate: Predicate,
  isKnown: (path: Path) => boolean,
): readonly KnownConjunction[] => {
  const { predicate: blocks, inexact } = inBlocks(predicate)
  const found = foldPredicate<readonly KnownConjunction[]>(blocks, {
    leaf: (block) => {
      const fields = block.fields.filter(
        ({ path, check }) => isKnown(path) && comparedPaths(check).length === 0,
      )
      return [{ fields, isWhole: fields.length === block.fields.length }]
    },
    any: (of) => fewEnough(of.flat()),
    all: (of) =>
      of.reduce((so, part) => fewEnough(so.flatMap((one) => part.map(join(one)))), [everything]),
    not: () => [unknown],
  })
  return inexact.length === 0 ? found : found.map((each) => ({ ...each, isWhole: false }))
}

const everything: KnownConjunction = { fields: [], isWhole: true }
const unknown: KnownConjunction = { fields: [], isWhole: false }

const fewEnough = (conjunctions: readonly KnownConjunction[]): readonly KnownConjunction[] =>
  conjunctions.length > maxConjunctions ? [unknown] : conjunctions

const join =
  (one: KnownConjunction) =>
  (other: KnownConjunction): KnownConjunction => ({
    fields: [...one.fields, ...other.fields],
    isWhole: one.isWhole && other.isWhole,
  })
