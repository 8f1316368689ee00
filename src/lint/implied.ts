/** What a predicate says about one field by naming its values. */
import { type Path, pathText } from '../ir/path.ts'
import type { Check, Predicate } from '../ir/predicate.ts'
import { verdict } from './logic/can-hold.ts'

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
    if (!cache.has(key)) cache.set(key, work(predicate, path, key))
    return cache.get(key)
  }
  const work = (predicate: Predicate, path: Path, key: string): Texts => {
    switch (predicate.kind) {
      case 'block':
        return intersection(
          predicate.fields
            .filter((field) => pathText(field.path) === key)
            .map(({ check }) => textsOf(check, candidates(path))),
        )
      case 'all':
        return intersection(predicate.of.map((part) => implied(part, path)))
      case 'any':
        return union(predicate.of.map((part) => implied(part, path)))
      case 'not':
        return undefined
    }
  }
  return implied
}

/** The texts a test can pass, or undefined where it does not name them. */
function textsOf(check: Check, candidates: Iterable<string>): Texts {
  switch (check.op) {
    case 'equals':
      return new Set(typeof check.value === 'string' ? [check.value] : [])
    case 'any':
      return union(check.of.map((part) => textsOf(part, candidates)))
    case 'all':
      return intersection(check.of.map((part) => textsOf(part, candidates)))
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
      const fitting = [...candidates].filter((text) => verdict(check, text))
      return fitting.length > 0 ? new Set(fitting) : undefined
    }
    default:
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
