/**
 * A predicate as blocks alone, for code that knows nothing else: backends, the index and the lints.
 *
 * `each: { items: { port: 22 } }` is the block `items.port: 22`, because the values of a block come
 * from one element too. Absence is the difference: `port` is absent for a block only if no element has
 * it. So a part that needs absence is left out, and the result holds for more events.
 */
import { type Block, type BlockPredicate, comparedPaths, type Each, under } from './logic.ts'
import type { Path } from './path.ts'
import type { Check, Field, Predicate } from './predicate.ts'

export interface InBlocks {
  /** It holds for every event for which the whole predicate holds. */
  readonly predicate: BlockPredicate
  /** The parts that blocks cannot express exactly. If there are none, the two hold for the same events. */
  readonly inexact: readonly Each[]
}

const known = new WeakMap<Predicate, InBlocks>()

/** The predicate itself if it consists of blocks already. Computed once for each predicate. */
export function inBlocks(predicate: Predicate): InBlocks {
  const done = known.get(predicate)
  if (done !== undefined) return done
  const inexact: Each[] = []
  const found = { predicate: bounded(predicate, 'wider', inexact), inexact }
  known.set(predicate, found)
  return found
}

/** A predicate of blocks that holds for every event for which the whole predicate holds. */
export const widerInBlocks = (predicate: Predicate): BlockPredicate => inBlocks(predicate).predicate

const always: BlockPredicate = { kind: 'block', fields: [] }
const never: BlockPredicate = { kind: 'any', of: [] }

/** Under `not`, the narrower predicate makes the whole wider. Parts that do not change keep their identity. */
function bounded(
  predicate: Predicate,
  wanted: 'wider' | 'narrower',
  inexact: Each[],
): BlockPredicate {
  switch (predicate.kind) {
    case 'block':
      return predicate
    case 'all':
    case 'any': {
      const of = predicate.of.map((part) => bounded(part, wanted, inexact))
      const isSame = of.every((part, index) => part === predicate.of[index])
      return isSame ? (predicate as BlockPredicate) : { kind: predicate.kind, of }
    }
    case 'not': {
      const of = bounded(predicate.of, wanted === 'wider' ? 'narrower' : 'wider', inexact)
      return of === predicate.of ? (predicate as BlockPredicate) : { kind: 'not', of }
    }
    case 'each': {
      const exact = exactly(predicate.of, predicate.path)
      if (exact !== undefined) return exact
      inexact.push(predicate)
      return wanted === 'wider' ? implied(predicate.of, predicate.path) : never
    }
  }
}

/** What one element of the array at `path` must satisfy, as blocks of the record; undefined if that is not exact. */
function exactly(of: Predicate, path: Path): BlockPredicate | undefined {
  switch (of.kind) {
    case 'block':
      return of.fields.length > 0 && of.fields.every(isElementwise)
        ? blockUnder(path, of.fields)
        : undefined
    case 'any': {
      const parts = of.of.map((part) => exactly(part, path))
      return parts.every((part) => part !== undefined) ? { kind: 'any', of: parts } : undefined
    }
    case 'each':
      return exactly(of.of, [...path, ...of.path])
    case 'all':
    case 'not':
      return undefined
  }
}

/** What follows for the record from an element that satisfies `of`. */
function implied(of: Predicate, path: Path): BlockPredicate {
  switch (of.kind) {
    case 'block':
      return blockUnder(path, of.fields.filter(isElementwise))
    case 'all':
    case 'any':
      return { kind: of.kind, of: of.of.map((part) => implied(part, path)) }
    case 'each':
      return implied(of.of, [...path, ...of.path])
    case 'not':
      return always
  }
}

const blockUnder = (path: Path, fields: readonly Field[]): Block => ({
  kind: 'block',
  fields: fields.map((field) => under(path, field)),
})

/** Whether a field needs a value of the element, and compares it with no other that may be absent there. */
const isElementwise = ({ check }: Field): boolean =>
  !holdsForAbsent(check) && comparedPaths(check).length === 0

/** Whether a check holds for an absent path: of the operators, only `exists: false` does. */
export function holdsForAbsent(check: Check): boolean {
  switch (check.op) {
    case 'all':
      return check.of.every(holdsForAbsent)
    case 'any':
      return check.of.some(holdsForAbsent)
    case 'not':
      return !holdsForAbsent(check.of)
    case 'exists':
      return !check.present
    default:
      return false
  }
}
