/** Checks the event name in a rule: whether CloudTrail writes it, and which name was probably meant. */
import { sourceEnding } from '../../aws/api-catalogue.ts'
import { neverWritten } from '../../aws/event-names-dead.ts'
import { versionedNames } from '../../aws/event-names-versions.ts'
import type { OperatorCheck } from '../../ir/predicate.ts'
import { wildcardRuns } from '../../ir/wildcard.ts'
import type { Texts } from '../implied.ts'
import { evaluateCheck } from '../logic/can-hold.ts'
import { aboutTheSame, guessName } from './guess-name.ts'
import type { KnownNames } from './known-names.ts'
import { meantSource } from './source-verdict.ts'

export type NameVerdict =
  /** It is recorded, or the catalogue does not list the names of its service. */
  | { readonly is: 'fine' }
  /** Another letter case, or spaces in it. */
  | { readonly is: 'misspelt'; readonly right: string }
  /** The record carries the version of the API. */
  | { readonly is: 'versioned'; readonly right: string }
  /** An IAM action, or an operation whose record has another name. */
  | { readonly is: 'never written'; readonly instead: readonly string[] }
  | { readonly is: 'elsewhere'; readonly sources: readonly string[] }
  | {
      readonly is: 'unknown'
      readonly guess: string | undefined
      readonly others: readonly string[]
    }
  /** A pattern that no name fits. */
  | { readonly is: 'unfit' }

const fine: NameVerdict = { is: 'fine' }

/** Names like TagResource: so many services have them that one more is no surprise. */
const commonFrom = 40

/** Checks one test of an event's name. `sources` are the event sources that the rule allows with it. */
export function nameVerdict(check: OperatorCheck, sources: Texts, known: KnownNames): NameVerdict {
  const where = whereFrom(sources, known)
  if (where === 'unknown') return fine
  const exact = exactName(check)
  if (exact === undefined) return fitsSome(check, where, known) ? fine : { is: 'unfit' }
  const { name, anyCase } = exact
  if (name === '') return fine
  const pool = where ?? [...known.names.keys()]
  if (where ? where.some((source) => known.records(source, name)) : known.sourcesOf(name).length)
    return fine
  const right = sameLetters(name, pool, known)
  if (right !== undefined) return anyCase && !/\s/.test(name) ? fine : { is: 'misspelt', right }
  return unknownNameVerdict(name, where, pool, known)
}

/** The sources that can be checked; undefined for all, `unknown` where there are others. */
function whereFrom(sources: Texts, known: KnownNames): readonly string[] | undefined | 'unknown' {
  if (sources === undefined) return undefined
  const meant = [...sources].map(meantSource)
  const unchecked = meant.some((source) => known.sources.has(source) && !known.names.has(source))
  const checked = meant.filter((source) => known.names.has(source))
  return unchecked || checked.length === 0 ? 'unknown' : checked
}

function exactName(check: OperatorCheck): { name: string; anyCase: boolean } | undefined {
  switch (check.op) {
    case 'equals':
      return { name: typeof check.value === 'string' ? check.value : '', anyCase: false }
    case 'equals-ignore-case':
      return { name: check.text, anyCase: true }
    case 'wildcard':
    case 'wildcard-ignore-case': {
      const [name, more] = wildcardRuns(check.pattern) ?? []
      if (name === undefined || more !== undefined) return undefined
      return { name, anyCase: check.op === 'wildcard-ignore-case' }
    }
    default:
      return undefined
  }
}

function fitsSome(
  check: OperatorCheck,
  where: readonly string[] | undefined,
  known: KnownNames,
): boolean {
  // Not about text, or a name with a version: AWS may add versions at any time.
  if (
    check.op === 'exists' ||
    check.op === 'same-as' ||
    check.op === 'policy' ||
    /\d{4}/.test(JSON.stringify(check))
  )
    return true
  for (const source of where ?? known.names.keys()) {
    for (const name of known.names.get(source) ?? []) if (evaluateCheck(check, name)) return true
  }
  return false
}

function sameLetters(name: string, pool: readonly string[], known: KnownNames): string | undefined {
  const letters = lettersOf(name)
  for (const source of pool) {
    for (const other of known.names.get(source) ?? [])
      if (lettersOf(other) === letters) return other
  }
  return undefined
}

const lettersOf = (name: string): string => name.replaceAll(/\s+/g, '').toLowerCase()

function unknownNameVerdict(
  name: string,
  where: readonly string[] | undefined,
  pool: readonly string[],
  known: KnownNames,
): NameVerdict {
  const plain = name.replaceAll(/\s+/g, '')
  const right = firstIn(versionedNames, pool, plain)
  if (right !== undefined) return { is: 'versioned', right }
  const instead = firstIn(neverWritten, pool, plain)
  if (instead !== undefined) return { is: 'never written', instead }
  const sources = known.sourcesOf(plain)
  if (where && sources.length > 0 && sources.length < commonFrom)
    return { is: 'elsewhere', sources }
  const insteadOfOther = sources.length > 0 ? undefined : firstIn(neverWritten, undefined, plain)
  if (insteadOfOther !== undefined) return { is: 'never written', instead: insteadOfOther }
  const names = pool.flatMap((source) => [...(known.names.get(source) ?? [])])
  const guess = sources.length > 0 ? undefined : guessName(plain, new Set(names))
  const others = guess === undefined && where ? aboutTheSame(plain, new Set(names)) : []
  return { is: 'unknown', guess, others }
}

/** The first value for a name in a table by service; only in the services given, if any. */
function firstIn<Value>(
  table: ReadonlyMap<string, ReadonlyMap<string, Value>>,
  sources: readonly string[] | undefined,
  name: string,
): Value | undefined {
  for (const [service, names] of table) {
    const value = names.get(name)
    if (value !== undefined && (sources?.includes(service + sourceEnding) ?? true)) return value
  }
  return undefined
}
