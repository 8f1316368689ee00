/** Disjunctive normal form with a limit. */
import type { Conjunction, Literal, NormalForm } from './logic.ts'

/** How far a disjunctive normal form may grow: it doubles with each `any` under an `all`. */
export interface Limit {
  readonly maxConjunctions: number
  /** Of all conjunctions together. */
  readonly maxLiterals: number
}

/**
 * Disjunctive normal form: alternatives of which at least one holds exactly if the form holds. A form
 * that never holds has no alternative. A form that always holds has one without literals. Undefined if
 * the limit is passed; the limit bounds the work until then too.
 */
export function disjuncts<Leaf>(
  form: NormalForm<Leaf>,
  limit: Limit,
): readonly Conjunction<Leaf>[] | undefined {
  switch (form.kind) {
    case 'literal':
      return [[form]]
    case 'any':
      return oneOf(form.of, limit)
    case 'all':
      return allOf(form.of, limit)
  }
}

function oneOf<Leaf>(of: readonly NormalForm<Leaf>[], limit: Limit) {
  const found: Conjunction<Leaf>[] = []
  let literalCount = 0
  for (const part of of) {
    const more = disjuncts(part, limit)
    if (more === undefined) return undefined
    literalCount += countOf(more)
    if (found.length + more.length > limit.maxConjunctions || literalCount > limit.maxLiterals)
      return undefined
    for (const each of more) found.push(each)
  }
  return found
}

function allOf<Leaf>(of: readonly NormalForm<Leaf>[], limit: Limit) {
  let found: Literal<Leaf>[][] = [[]]
  let literalCount = 0
  for (const part of of) {
    const more = disjuncts(part, limit)
    if (more === undefined || found.length * more.length > limit.maxConjunctions) return undefined
    literalCount = literalCount * more.length + countOf(more) * found.length
    if (literalCount > limit.maxLiterals) return undefined
    const [only] = more
    // A long list of exclusions is one such part after another: copying would take time in its square.
    if (only !== undefined && more.length === 1) {
      for (const one of found) for (const literal of only) one.push(literal)
    } else found = found.flatMap((one) => more.map((other) => [...one, ...other]))
  }
  return found
}

const countOf = (conjunctions: readonly Conjunction<unknown>[]): number =>
  conjunctions.reduce((sum, { length }) => sum + length, 0)
