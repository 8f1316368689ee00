import { disjuncts } from '../../ir/disjuncts.ts'
import { widerInBlocks } from '../../ir/in-blocks.ts'
import {
  type Block,
  type Conjunction,
  mapLiterals,
  normalForm,
  partsOf,
  predicatesIn,
} from '../../ir/logic.ts'
import type { Predicate } from '../../ir/predicate.ts'
import { type IsSingle, independentParts } from './parts.ts'

/** With more conjunctions than this, or more literals in all of them, the result is undefined. */
const limit = { maxConjunctions: 300, maxLiterals: 5000 }

/** The same holds for an `all` or `any` with more parts than this. */
const maxParts = 300

/**
 * The disjuncts of a predicate, its blocks taken apart into those that hold independently of each
 * other. A predicate is impossible where each of them is. Undefined where there are too many.
 */
export function disjunctsOf(
  predicate: Predicate,
  isSingle: IsSingle,
): readonly Conjunction<Block>[] | undefined {
  for (const part of predicatesIn(predicate)) if (partsOf(part).length > maxParts) return undefined
  const form = mapLiterals<Block, Block>(
    normalForm(widerInBlocks(predicate)),
    ({ leaf, negated }) => ({
      kind: negated ? 'any' : 'all',
      of: independentParts(leaf.fields, isSingle).map((fields) => ({
        kind: 'literal',
        leaf: { kind: 'block', fields },
        negated,
      })),
    }),
  )
  return disjuncts(form, limit)
}
