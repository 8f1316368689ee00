/**
 * What must be there for a rule to match: texts of which at least one stands at its path. They find
 * the few rules that an event can match without asking the others, so each must be *necessary*: a
 * rule whose atoms are all missing matches nothing, whatever else the event holds.
 */
import type { Path } from '../../ir/path.ts'
import type { Check, Predicate } from '../../ir/predicate.ts'
import { wildcardRuns } from '../../ir/wildcard.ts'

export interface Atom {
  readonly path: Path
  /** `exact`: a value is this text. `part`: a text holds it somewhere. */
  readonly kind: 'exact' | 'part'
  readonly text: string
}

/** How common an atom is; of several that would do, the rarest finds the fewest rules in vain. */
export type Rating = (atom: Atom) => number

/**
 * The atoms of a predicate, one of which is there whenever it holds; undefined where it can hold
 * without any text being anywhere, as a negation can. Fields at `skipped` paths are left out.
 */
export function atomsOf(
  predicate: Predicate,
  rating: Rating,
  skipped: (path: Path) => boolean,
): readonly Atom[] | undefined {
  switch (predicate.kind) {
    case 'block':
      return best(
        predicate.fields
          .filter(({ path }) => !skipped(path))
          .map(({ path, check }) => ofCheck(path, check, rating)),
        rating,
      )
    case 'all':
      return best(
        predicate.of.map((part) => atomsOf(part, rating, skipped)),
        rating,
      )
    case 'any':
      return together(predicate.of.map((part) => atomsOf(part, rating, skipped)))
    case 'not':
      return undefined
  }
}

type Atoms = readonly Atom[] | undefined

/** All hold, so any will do: the one that is expected least. */
function best(choices: readonly Atoms[], rating: Rating): Atoms {
  const sum = (atoms: readonly Atom[]) => atoms.reduce((total, atom) => total + rating(atom), 0)
  return choices.reduce<Atoms>((least, atoms) => {
    if (atoms === undefined) return least
    return least === undefined || sum(atoms) < sum(least) ? atoms : least
  }, undefined)
}

/** One of them holds, so the atoms of each are needed; one without makes the rest worthless. */
const together = (choices: readonly Atoms[]): Atoms =>
  choices.every((atoms) => atoms !== undefined) ? choices.flat() : undefined

/** Shorter pieces of text are in most values anyway. */
const leastPart = 3

function ofCheck(path: Path, check: Check, rating: Rating): Atoms {
  const part = (text: string): Atoms =>
    text.length < leastPart ? undefined : [{ path, kind: 'part', text }]
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
    case 'any':
      return together(check.of.map((each) => ofCheck(path, each, rating)))
    case 'all':
      return best(
        check.of.map((each) => ofCheck(path, each, rating)),
        rating,
      )
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
    case 'not':
      return undefined
  }
}

const longest = (runs: readonly string[]): string =>
  runs.reduce((best, run) => (run.length > best.length ? run : best), '')
