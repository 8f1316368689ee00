/**
 * The required literals of a rule: texts of which at least one is at its path in each event that the
 * rule matches. They find the few rules that an event can match without evaluating the others. So they
 * must be *necessary*: a rule matches no event in which all its required literals are missing.
 */
import { widerInBlocks } from '../../ir/in-blocks.ts'
import { foldCheck, foldPredicate } from '../../ir/logic.ts'
import type { Path } from '../../ir/path.ts'
import type { Check, OperatorCheck, Predicate } from '../../ir/predicate.ts'
import { wildcardRuns } from '../../ir/wildcard.ts'

/** A text that a value of the record must be or contain. */
export interface RequiredLiteral {
  readonly path: Path
  /** `exact`: the value is this text. `part`: the value contains it. */
  readonly kind: 'exact' | 'part'
  readonly text: string
}

/** How common a literal is. Of several that are required, the rarest finds the fewest rules in vain. */
export type Rating = (literal: RequiredLiteral) => number

/** Undefined if no text is required. */
type Literals = readonly RequiredLiteral[] | undefined

/**
 * Literals of which every event that the predicate matches contains one. Undefined if it may match an
 * event without any of its texts, as a negation may. Fields at `skipped` paths are ignored.
 */
export const requiredLiterals = (
  predicate: Predicate,
  rating: Rating,
  skipped: (path: Path) => boolean,
): Literals =>
  foldPredicate<Literals>(widerInBlocks(predicate), {
    leaf: ({ fields }) =>
      rarest(
        fields
          .filter(({ path }) => !skipped(path))
          .map(({ path, check }) => ofCheck(path, check, rating)),
        rating,
      ),
    all: (of) => rarest(of, rating),
    any: together,
    not: () => undefined,
  })

/** All parts must hold, so the literals of any part are required: those of the rarest are best. */
function rarest(choices: readonly Literals[], rating: Rating): Literals {
  const sum = (literals: readonly RequiredLiteral[]) =>
    literals.reduce((total, literal) => total + rating(literal), 0)
  return choices.reduce<Literals>((rarest, literals) => {
    if (literals === undefined) return rarest
    return rarest === undefined || sum(literals) < sum(rarest) ? literals : rarest
  }, undefined)
}

/** One part must hold, so the literals of all are joined; undefined if a part has none. */
const together = (choices: readonly Literals[]): Literals =>
  choices.every((literals) => literals !== undefined) ? choices.flat() : undefined

const ofCheck = (path: Path, check: Check, rating: Rating): Literals =>
  foldCheck<Literals>(check, {
    leaf: (operator) => ofOperator(path, operator),
    all: (of) => rarest(of, rating),
    any: together,
    not: () => undefined,
  })

/** Shorter texts are in most values. */
const minPartLength = 3

function ofOperator(path: Path, check: OperatorCheck): Literals {
  const part = (text: string): Literals =>
    text.length < minPartLength ? undefined : [{ path, kind: 'part', text }]
  switch (check.op) {
    case 'equals':
      return typeof check.value === 'string'
        ? [{ path, kind: 'exact', text: check.value }]
        : undefined
    case 'prefix':
    case 'suffix':
    case 'contains':
      return part(check.text)
    case 'wildcard':
      return part(longest(wildcardRuns(check.pattern) ?? []))
    case 'equals-ignore-case':
    case 'prefix-ignore-case':
    case 'suffix-ignore-case':
    case 'contains-ignore-case':
    case 'wildcard-ignore-case':
    case 'matches':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
    case 'cidr':
    case 'exists':
    case 'same-as':
    case 'policy':
      return undefined
  }
}

const longest = (runs: readonly string[]): string =>
  runs.reduce((best, run) => (run.length > best.length ? run : best), '')
