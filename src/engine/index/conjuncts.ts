/** Splits a rule into tests that all must hold, without those of the kind of event. */
import { type Block, conjuncts } from '../../ir/logic.ts'
import type { Field, Predicate } from '../../ir/predicate.ts'
import { type LinkedField, linkFields } from '../same-as.ts'
import { isKindPath } from './kinds.ts'

export interface Conjuncts {
  /** One for each path and none with `same-as`: without arrays, they are independent. */
  readonly fields: readonly Field[]
  readonly others: readonly Predicate[]
}

/** For a rule that was found by its kind: its tests of the kind are known to hold. */
export function conjunctsOf(predicate: Predicate): Conjuncts {
  const fields = new Map<string, Field>()
  const others: Predicate[] = []
  for (const part of conjuncts(predicate)) {
    const tested = part.kind === 'block' ? independentFields(part, fields) : undefined
    if (tested === undefined) others.push(part)
    else for (const field of tested) fields.set(field.key, field)
  }
  return { fields: [...fields.values()], others }
}

/** Undefined for a block that must not be changed: a second one with the same path may choose another element. */
function independentFields(
  block: Block,
  known: ReadonlyMap<string, Field>,
): readonly LinkedField[] | undefined {
  const fields = linkFields(block.fields)
  const tested = fields.filter(({ path }) => !isKindPath(path))
  return fields.some(isCompared) || tested.some(({ key }) => known.has(key)) ? undefined : tested
}

const isCompared = ({ targets, namesItself }: LinkedField): boolean =>
  targets.length > 0 || namesItself
