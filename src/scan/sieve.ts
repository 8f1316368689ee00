/** Which records can match some rule, by the few values that `walk` finds; the others are not parsed. */
import { evaluate } from '../engine/evaluate.ts'
import { conjunctionsOf } from '../engine/index/conjunctions.ts'
import { isKindPath } from '../engine/index/kinds.ts'
import type { Event } from '../ir/event.ts'
import { type Block, unnegatedBlocks } from '../ir/logic.ts'
import { type Path, pathText } from '../ir/path.ts'
import type { Field } from '../ir/predicate.ts'
import type { Rule } from '../ir/rule.ts'
import { columnsOf, unknownConjunctions, wordBits } from './columns.ts'
import { type AskedPath, kindAt, type Walker, type WalkModule, walkerFor } from './walk/walker.ts'

export interface Sieve {
  readonly walker: Walker
  /** Whether records of this kind were not shown yet. */
  readonly isNew: (kind: number) => boolean
  /** The first record of a kind: others of the kind are known by it. `possible` are the rules that are about the kind, by number. */
  readonly show: (kind: number, event: Event, possible: () => readonly number[]) => void
  /** The rules that the record of a row can match, its kind having been shown; undefined where that is not known. */
  readonly candidates: (rows: Uint32Array, row: number) => readonly Candidate[] | undefined
  /** To be called between files. */
  readonly tidy: () => void
}

/** A rule by its number. */
export interface Candidate {
  readonly rule: number
  /** Whether it matches for certain, so that it need not be asked. */
  readonly isCertain: boolean
}

/** The conjunctions about a kind of events: words of bits. */
interface Kind {
  readonly words: readonly { readonly word: number; readonly mask: number }[]
}

interface RuleConjunction extends Candidate {
  readonly fields: readonly Field[]
  readonly ofKind: Block
}

const none: readonly Candidate[] = []

/** AWS has some twenty thousand; a history with more was made up, and memory has an end. */
const mostKinds = 20_000

export function sieveFor(
  rules: readonly Pick<Rule, 'match' | 'unless'>[],
  module: WalkModule,
): Sieve {
  const paths = askedPaths(rules)
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
      if (kindsByText.size > mostKinds) kindsByText.clear()
    },
  }
}

/** Conjunctions of rules about the same events stand together: a record then needs few words. */
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
 * What `walk` looks for where a rule asks about it: what CloudTrail always writes as a text, and of which a
 * history has fewer values than records. Of anything else most records would have to be parsed.
 */
const findable: readonly AskedPath[] = [
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

function askedPaths(rules: readonly Pick<Rule, 'match' | 'unless'>[]): readonly AskedPath[] {
  const asked = new Set(
    rules.flatMap(({ match }) =>
      unnegatedBlocks(match).flatMap(({ fields }) => fields.map(({ path }) => pathText(path))),
    ),
  )
  return findable.filter((path) => asked.has(pathText(path)))
}
