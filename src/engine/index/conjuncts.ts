/** What a rule asks beside the kind of event, taken apart: all of it must hold. */
import { pathText } from '../../ir/path.ts'
import type { Field, Predicate } from '../../ir/predicate.ts'
import { type LinkedField, linked } from '../same-as.ts'
import { isKindPath } from './kinds.ts'

export interface Conjuncts {
  /** One for each path, and none compared with another: where no array is on the way, each holds for itself. */
  readonly fields: readonly Field[]
  readonly others: readonly Predicate[]
}

/** For a rule that was found by its kind, so that what it asks of that is known to hold. */
export function conjunctsOf(predicate: Predicate): Conjuncts {
  const fields = new Map<string, Field>()
  const others: Predicate[] = []
  const takeApart = (part: Predicate): void => {
    if (part.kind === 'all') part.of.forEach(takeApart)
    else if (part.kind !== 'block') others.push(part)
    else {
      const each = linked(part.fields)
      const asked = each.filter(({ path }) => !isKindPath(path))
      // A second block may choose another element, so it is left as it is.
      if (each.some(isCompared) || asked.some(({ path }) => fields.has(pathText(path))))
        others.push(part)
      else for (const field of asked) fields.set(field.key, field)
    }
  }
  takeApart(predicate)
  return { fields: [...fields.values()], others }
}

const isCompared = ({ targets, namesItself }: LinkedField): boolean =>
  targets.length > 0 || namesItself
