/**
 * The values that a predicate allows for one field. `eventName: [A, B]` implies that the name is `A`
 * or `B` in every event that matches.
 */
import { widerInBlocks } from '../ir/in-blocks.ts'
import { foldCheck, foldPredicate } from '../ir/logic.ts'
import { type Path, pathText } from '../ir/path.ts'
import type { Check, OperatorCheck, Predicate } from '../ir/predicate.ts'
import { evaluateCheck } from './logic/can-hold.ts'

/** The texts a field can have, or undefined where nothing narrows them down. */
export type Texts = ReadonlySet<string> | undefined

/** The only texts a field can have wherever a predicate holds. */
export type Implied = (predicate: Predicate, path: Path) => Texts

/** `candidates` are the texts a field is known to have at all: with them a prefix names values too. */
export function impliedTexts(candidates: (path: Path) => Iterable<string>): Implied {
  const known = new WeakMap<Predicate, Map<string, Texts>>()
  const implied: Implied = (predicate, path) => {
    const key = pathText(path)
    const cache = known.get(predicate) ?? new Map<string, Texts>()
    known.set(predicate, cache)
    if (!cache.has(key)) cache.set(key, textsAt(path, predicate, candidates(path)))
    return cache.get(key)
  }
  return implied
}

function textsAt(path: Path, predicate: Predicate, candidates: Iterable<string>): Texts {
  const key = pathText(path)
  return foldPredicate<Texts>(widerInBlocks(predicate), {
    leaf: ({ fields }) =>
      intersection(
        fields
          .filter((field) => pathText(field.path) === key)
          .map(({ check }) => textsOf(check, candidates)),
      ),
    all: intersection,
    any: union,
    not: () => undefined,
  })
}

/** The texts a test can pass, or undefined where it does not name them. */
const textsOf = (check: Check, candidates: Iterable<string>): Texts =>
  foldCheck<Texts>(check, {
    leaf: (operator) => textsPassing(operator, candidates),
    all: intersection,
    any: union,
    not: () => undefined,
  })

function textsPassing(check: OperatorCheck, candidates: Iterable<string>): Texts {
  switch (check.op) {
    case 'equals':
      return new Set(typeof check.value === 'string' ? [check.value] : [])
    case 'prefix':
    case 'suffix':
    case 'contains':
    case 'wildcard':
    case 'matches':
    case 'equals-ignore-case':
    case 'prefix-ignore-case':
    case 'suffix-ignore-case':
    case 'contains-ignore-case':
    case 'wildcard-ignore-case': {
      const fitting = [...candidates].filter((text) => evaluateCheck(check, text))
      return fitting.length > 0 ? new Set(fitting) : undefined
    }
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

function union(parts: readonly Texts[]): Texts {
  const all = new Set<string>()
  for (const part of parts) {
    if (part === undefined) return undefined
    for (const text of part) all.add(text)
  }
  return all
}

/** Of those that are narrowed down; undefined where none is. */
export function intersection(parts: readonly Texts[]): Texts {
  const [first, ...others] = parts.filter((part) => part !== undefined)
  return first && new Set([...first].filter((text) => others.every((other) => other.has(text))))
}
