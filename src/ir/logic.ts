/**
 * The logic of predicates and checks, once: how to walk them, fold them, and move `not` down to the
 * leaves. `disjuncts.ts` takes them apart into alternatives.
 *
 * Predicates and checks are leaves joined by `all`, `any` and `not`. The leaves of a check are
 * operators. The leaves of a predicate are blocks once `in-blocks.ts` has replaced the rest. Code that runs for each event (`engine/evaluate.ts`,
 * `engine/holds.ts`) walks by hand, because a fold allocates lists. Other walks by hand say why in a
 * comment.
 */
import type { Path } from './path.ts'
import type { Check, Field, OperatorCheck, Predicate } from './predicate.ts'
import type { Rule } from './rule.ts'

export type Block = Extract<Predicate, { kind: 'block' }>
export type Each = Extract<Predicate, { kind: 'each' }>

/** A predicate whose leaves are all blocks. `inBlocks` makes one. */
export type BlockPredicate =
  | Block
  | { readonly kind: 'all'; readonly of: readonly BlockPredicate[] }
  | { readonly kind: 'any'; readonly of: readonly BlockPredicate[] }
  | { readonly kind: 'not'; readonly of: BlockPredicate }

/** A leaf, or its plain opposite. */
export interface Literal<Leaf> {
  readonly leaf: Leaf
  readonly negated: boolean
}

/** Negation normal form: leaves and their opposites, joined by `all` and `any` alone. */
export type NormalForm<Leaf> =
  | ({ readonly kind: 'literal' } & Literal<Leaf>)
  | { readonly kind: 'all' | 'any'; readonly of: readonly NormalForm<Leaf>[] }

/** Literals that all hold: one of the alternatives of a disjunctive normal form. */
export type Conjunction<Leaf> = readonly Literal<Leaf>[]

/** What to make of a leaf, and of what was made of the parts of each join. */
export interface Algebra<Leaf, Result> {
  readonly leaf: (leaf: Leaf) => Result
  readonly all: (of: readonly Result[]) => Result
  readonly any: (of: readonly Result[]) => Result
  readonly not: (of: Result) => Result
}

export function foldPredicate<Result>(
  predicate: BlockPredicate,
  algebra: Algebra<Block, Result>,
): Result {
  switch (predicate.kind) {
    case 'block':
      return algebra.leaf(predicate)
    case 'all':
    case 'any':
      return algebra[predicate.kind](predicate.of.map((part) => foldPredicate(part, algebra)))
    case 'not':
      return algebra.not(foldPredicate(predicate.of, algebra))
  }
}

export function foldCheck<Result>(check: Check, algebra: Algebra<OperatorCheck, Result>): Result {
  switch (check.op) {
    case 'all':
    case 'any':
      return algebra[check.op](check.of.map((part) => foldCheck(part, algebra)))
    case 'not':
      return algebra.not(foldCheck(check.of, algebra))
    default:
      return algebra.leaf(check)
  }
}

/** The parts that a predicate joins, or the one that it negates or wants of an element. A block has none. */
export function partsOf(predicate: Predicate): readonly Predicate[] {
  switch (predicate.kind) {
    case 'block':
      return []
    case 'all':
    case 'any':
      return predicate.of
    case 'not':
    case 'each':
      return [predicate.of]
  }
}

/** A predicate and every predicate inside it, each before its parts. */
export function predicatesIn(predicate: Predicate): readonly Predicate[] {
  const found: Predicate[] = []
  const visit = (part: Predicate): void => {
    found.push(part)
    for (const below of partsOf(part)) visit(below)
  }
  visit(predicate)
  return found
}

/** A check and every check inside it, each before its parts. */
export function checksIn(check: Check): readonly Check[] {
  const found: Check[] = []
  const visit = (part: Check): void => {
    found.push(part)
    if (part.op === 'not') visit(part.of)
    else if (part.op === 'all' || part.op === 'any') for (const below of part.of) visit(below)
  }
  visit(check)
  return found
}

/**
 * Every block of a predicate with whether it stands under an odd number of `not`, in the order they
 * are written. The paths of a block inside `each` start at the element.
 */
export function blocksIn(predicate: Predicate): readonly Literal<Block>[] {
  const found: Literal<Block>[] = []
  const visit = (part: Predicate, negated: boolean): void => {
    if (part.kind === 'block') found.push({ leaf: part, negated })
    else for (const below of partsOf(part)) visit(below, negated !== (part.kind === 'not'))
  }
  visit(predicate, false)
  return found
}

/** The blocks that stand under no `not`, in the order they are written. */
export const unnegatedBlocks = (predicate: BlockPredicate): readonly Block[] =>
  foldPredicate<readonly Block[]>(predicate, {
    leaf: (block) => [block],
    all: (of) => of.flat(),
    any: (of) => of.flat(),
    not: () => [],
  })

/** The parts that all must hold, an `all` inside an `all` being taken apart as well. None is an `all`. */
export const conjuncts = (predicate: Predicate): readonly Predicate[] =>
  predicate.kind === 'all' ? predicate.of.flatMap(conjuncts) : [predicate]

/** Every field of every block, in the order they are written. The paths all start at the record. */
export const fieldsIn = (predicate: Predicate, below: Path = []): readonly Field[] => {
  if (predicate.kind === 'block') return predicate.fields.map((field) => under(below, field))
  const from = predicate.kind === 'each' ? [...below, ...predicate.path] : below
  return partsOf(predicate).flatMap((part) => fieldsIn(part, from))
}

/** A field of an element at `path` as a field of the record, `same-as` included. */
export const under = (path: Path, field: Field): Field =>
  path.length === 0
    ? field
    : { path: [...path, ...field.path], check: checkUnder(path, field.check) }

const checkUnder = (path: Path, check: Check): Check =>
  comparedPaths(check).length === 0
    ? check
    : foldCheck<Check>(check, {
        leaf: (leaf) => (leaf.op === 'same-as' ? { ...leaf, path: [...path, ...leaf.path] } : leaf),
        all: (of) => ({ op: 'all', of }),
        any: (of) => ({ op: 'any', of }),
        not: (of) => ({ op: 'not', of }),
      })

/** Every operator of a check with whether it stands under an odd number of `not`, in the order they are written. */
export function operatorsIn(check: Check): readonly Literal<OperatorCheck>[] {
  const found: Literal<OperatorCheck>[] = []
  visitOperators(check, false, (leaf, negated) => void found.push({ leaf, negated }))
  return found
}

/** The paths whose chosen values a check compares its own with (`same-as`), each time it names them. */
export function comparedPaths(check: Check): readonly Path[] {
  const found: Path[] = []
  visitOperators(check, false, (leaf) => {
    if (leaf.op === 'same-as') found.push(leaf.path)
  })
  return found
}

/** Whether a check reads policy documents, so that objects are values of its field. */
export function readsObjects(check: Check): boolean {
  let found = false
  visitOperators(check, false, ({ op }) => {
    found ||= op === 'policy'
  })
  return found
}

function visitOperators(
  check: Check,
  negated: boolean,
  visit: (leaf: OperatorCheck, negated: boolean) => void,
): void {
  switch (check.op) {
    case 'all':
    case 'any':
      for (const part of check.of) visitOperators(part, negated, visit)
      return
    case 'not':
      visitOperators(check.of, !negated, visit)
      return
    default:
      visit(check, negated)
  }
}

/** The same predicate with its blocks replaced, also those inside `each`. */
export function mapBlocks(predicate: Predicate, to: (block: Block) => Predicate): Predicate {
  switch (predicate.kind) {
    case 'block':
      return to(predicate)
    case 'all':
    case 'any':
      return { kind: predicate.kind, of: predicate.of.map((part) => mapBlocks(part, to)) }
    case 'not':
    case 'each':
      return { ...predicate, of: mapBlocks(predicate.of, to) }
  }
}

export function normalForm(predicate: BlockPredicate, negated = false): NormalForm<Block> {
  switch (predicate.kind) {
    case 'block':
      return { kind: 'literal', leaf: predicate, negated }
    case 'all':
    case 'any':
      return join(
        predicate.kind,
        predicate.of.map((part) => normalForm(part, negated)),
        negated,
      )
    case 'not':
      return normalForm(predicate.of, !negated)
  }
}

export const checkNormalForm = (check: Check, negated = false): NormalForm<OperatorCheck> =>
  coarseNormalForm(check, isNever, negated)

const isNever = (_: Check): _ is never => false

/** The same, but a check for which `isLeaf` holds is not taken apart. */
export function coarseNormalForm<Leaf extends Check>(
  check: Check,
  isLeaf: (check: Check) => check is Leaf,
  negated = false,
): NormalForm<Leaf | OperatorCheck> {
  if (isLeaf(check)) return { kind: 'literal', leaf: check, negated }
  switch (check.op) {
    case 'all':
    case 'any':
      return join(
        check.op,
        check.of.map((part) => coarseNormalForm(part, isLeaf, negated)),
        negated,
      )
    case 'not':
      return coarseNormalForm(check.of, isLeaf, !negated)
    default:
      return { kind: 'literal', leaf: check, negated }
  }
}

/** De Morgan: the opposite of an `all` is an `any` of opposites. */
const join = <Leaf>(
  kind: 'all' | 'any',
  of: readonly NormalForm<Leaf>[],
  negated: boolean,
): NormalForm<Leaf> => ({ kind: (kind === 'all') === negated ? 'any' : 'all', of })

/** Each leaf of a normal form replaced by a form of its own, which a negated leaf takes the opposite of. */
export function mapLiterals<Leaf, Other>(
  form: NormalForm<Leaf>,
  to: (literal: Literal<Leaf>) => NormalForm<Other>,
): NormalForm<Other> {
  return form.kind === 'literal'
    ? to(form)
    : { kind: form.kind, of: form.of.map((part) => mapLiterals(part, to)) }
}

/** The literals of a normal form, in the order they are written. */
export const literalsIn = <Leaf>(form: NormalForm<Leaf>): readonly Literal<Leaf>[] =>
  form.kind === 'literal'
    ? [{ leaf: form.leaf, negated: form.negated }]
    : form.of.flatMap(literalsIn)

/** The leaves of the literals that are negated, or of those that are not. */
export function leavesOf<Leaf>(literals: Conjunction<Leaf>, negated: boolean): readonly Leaf[] {
  const found: Leaf[] = []
  for (const literal of literals) if (literal.negated === negated) found.push(literal.leaf)
  return found
}

/** All that a rule asks of an event besides its kind: what it matches, and not what it leaves out. */
export const matchAndNotUnless = ({ match, unless }: Pick<Rule, 'match' | 'unless'>): Predicate =>
  unless === undefined ? match : { kind: 'all', of: [match, { kind: 'not', of: unless }] }
