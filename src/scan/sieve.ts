/**
 * Selects the records that can match a rule by the few values that `walk` finds. Only those are
 * parsed.
 */
import { evaluate } from '../engine/evaluate.ts'
import { conjunctionsOf } from '../engine/index/conjunctions.ts'
import { isKindPath } from '../engine/index/kinds.ts'
import type { Event } from '../ir/event.ts'
import { widerInBlocks } from '../ir/in-blocks.ts'
import { type Block, unnegatedBlocks } from '../ir/logic.ts'
import { type Path, pathText } from '../ir/path.ts'
import type { Field } from '../ir/predicate.ts'
import type { Rule } from '../ir/rule.ts'
import { columnsOf, unknownConjunctions, wordBits } from './columns.ts'
import { kindAt, type ValuePath, type Walker, type WalkModule, walkerFor } from './walk/walker.ts'

export interface Sieve {
  readonly walker: Walker
  /** Whether no record of this kind was shown yet. */
  readonly isNew: (kind: number) => boolean
  /**
   * Shows the first record of a kind, which stands for all records of that kind. `possible` returns
   * the numbers of the rules about the kind.
   */
  readonly show: (kind: number, event: Event, possible: () => readonly number[]) => void
  /**
   * The rules that the record of a row can match; its kind must have been shown. Undefined if the
   * row does not decide it.
   */
  readonly candidates: (rows: Uint32Array, row: number) => readonly Candidate[] | undefined
  /** Must be called between files: frees memory that is nearly full. */
  readonly tidy: () => void
}

/** A rule by its number. */
export interface Candidate {
  readonly rule: number
  /** Whether the rule matches for certain, so that the record needs no evaluation. */
  readonly isCertain: boolean
}

/** The conjunctions about one kind of event, as words of bits. */
interface Kind {
  readonly words: readonly { readonly word: number; readonly mask: number }[]
}

interface RuleConjunction extends Candidate {
  readonly fields: readonly Field[]
  readonly ofKind: Block
}

const none: readonly Candidate[] = []

/**
 * AWS has some twenty thousand kinds of event. A history with more is artificial, and memory is
 * bounded.
 */
const maxKinds = 20_000

export function sieveFor(
  rules: readonly Pick<Rule, 'match' | 'unless'>[],
  module: WalkModule,
): Sieve {
  const paths = findablePaths(rules)
  const walker = walkerFor(module, paths)
  const places = new Map(paths.map((path, at) => [pathText(path), at]))
  const placeOf = ({ path }: Field): number => places.get(pathText(path)) ?? 0
  const conjunctions = conjunctionsIn(rules, (path) => places.has(pathText(path)))
  const numbersOfRule = Map.groupBy(conjunctions.keys(), (number) => conjunctions[number]?.rule)
  const columns = columnsOf(
    conjunctions.map(({ fields }) => fields),
    placeOf,
    walker,
  )
  let kinds: (Kind | undefined)[] = []
  const kindsByText = new Map<string, Kind>()

  function kindOf(event: Event, possible: readonly number[]): Kind {
    const masks = new Map<number, number>()
    for (const number of possible.flatMap((rule) => numbersOfRule.get(rule) ?? [])) {
      const { ofKind } = conjunctions[number] as RuleConjunction
      if (ofKind.fields.length > 0 && !evaluate(ofKind, event)) continue
      const word = Math.floor(number / wordBits)
      masks.set(word, (masks.get(word) ?? 0) | (1 << (number % wordBits)))
    }
    return { words: [...masks].map(([word, mask]) => ({ word, mask })) }
  }

  return {
    walker,
    isNew: (kind) => kinds[kind] === undefined,
    show: (kind, event, possible) => {
      const { eventSource, eventName, eventType, eventCategory } = event.record
      const text = JSON.stringify([eventSource, eventName, eventType, eventCategory])
      const known = kindsByText.get(text) ?? kindOf(event, possible())
      kindsByText.set(text, known)
      kinds[kind] = known
    },
    candidates: (rows, row) => {
      const { words } = kinds[rows[row + kindAt] as number] as Kind
      let found: Candidate[] | undefined
      for (const { word, mask } of words) {
        let left = columns.left(rows, row, word, mask)
        if (left === unknownConjunctions) return undefined
        for (; left !== 0; left &= left - 1) {
          const bit = 31 - Math.clz32(left & -left)
          found ??= []
          found.push(conjunctions[word * wordBits + bit] as RuleConjunction)
        }
      }
      return found ?? none
    },
    tidy: () => {
      if (!walker.isNearlyFull()) return
      walker.forget()
      columns.forget()
      kinds = []
      if (kindsByText.size > maxKinds) kindsByText.clear()
    },
  }
}

/**
 * The conjunctions of all rules. Those about the same events are adjacent, so that a record needs
 * few words.
 */
function conjunctionsIn(
  rules: readonly Pick<Rule, 'match' | 'unless'>[],
  isKnown: (path: Path) => boolean,
): readonly RuleConjunction[] {
  return rules
    .flatMap(({ match, unless }, rule) =>
      conjunctionsOf(match, (path) => isKnown(path) || isKindPath(path)).map(
        ({ fields, isWhole }) => ({
          rule,
          isCertain: isWhole && unless === undefined,
          fields: fields.filter(({ path }) => !isKindPath(path)),
          ofKind: { kind: 'block' as const, fields: fields.filter(({ path }) => isKindPath(path)) },
        }),
      ),
    )
    .map((conjunction) => ({ conjunction, kind: JSON.stringify(conjunction.ofKind) }))
    .sort((one, other) => (one.kind < other.kind ? -1 : one.kind > other.kind ? 1 : 0))
    .map(({ conjunction }) => conjunction)
}

/**
 * The values that `walk` can find, if a rule tests them: CloudTrail always writes them as text, and
 * a history has fewer distinct values than records. With other values, most records would have to
 * be parsed.
 */
const findable: readonly ValuePath[] = [
  ['awsRegion'],
  ['sourceIPAddress'],
  ['userAgent'],
  ['errorCode'],
  ['recipientAccountId'],
  ['userIdentity', 'type'],
  ['userIdentity', 'principalId'],
  ['userIdentity', 'arn'],
  ['userIdentity', 'accountId'],
  ['userIdentity', 'accessKeyId'],
  ['userIdentity', 'userName'],
  ['userIdentity', 'invokedBy'],
]

function findablePaths(rules: readonly Pick<Rule, 'match' | 'unless'>[]): readonly ValuePath[] {
  const tested = new Set(
    rules.flatMap(({ match }) =>
      unnegatedBlocks(widerInBlocks(match)).flatMap(({ fields }) =>
        fields.map(({ path }) => pathText(path)),
      ),
    ),
  )
  return findable.filter((path) => tested.has(pathText(path)))
}
