/**
 * The ways a predicate can come to hold, each a list of blocks that must hold and blocks that must
 * not. A rule is impossible where every way is.
 */
import type { Field, Predicate } from '../../ir/predicate.ts'
import { type IsSingle, independentParts } from './parts.ts'

/** A block and whether it is to hold. */
export interface Part {
  readonly fields: readonly Field[]
  readonly holds: boolean
}

export type Case = readonly Part[]

/** More ways than this, or more parts in all of them together, are not looked into. */
const maxCases = 300
const maxParts = 5000

/** The ways in which a predicate holds, or does not; undefined where there are too many. */
export function casesOf(
  predicate: Predicate,
  isSingle: IsSingle,
  holds = true,
): readonly Case[] | undefined {
  switch (predicate.kind) {
    case 'block': {
      const parts = independentParts(predicate.fields, isSingle).map(
        (fields): Part => ({ fields, holds }),
      )
      return holds ? [parts] : parts.map((part) => [part])
    }
    case 'not':
      return casesOf(predicate.of, isSingle, !holds)
    case 'all':
    case 'any': {
      const isEither = (predicate.kind === 'any') === holds
      if (predicate.of.length > maxCases) return undefined
      const of = predicate.of.map((part) => casesOf(part, isSingle, holds))
      if (!of.every((cases) => cases !== undefined)) return undefined
      return isEither ? eitherOf(of) : bothOf(of)
    }
  }
}

function eitherOf(of: readonly (readonly Case[])[]): readonly Case[] | undefined {
  return fewEnough(of.flat())
}

function bothOf(of: readonly (readonly Case[])[]): readonly Case[] | undefined {
  let cases: readonly Case[] | undefined = [[]]
  for (const more of of) {
    if (cases.length * more.length > maxCases) return undefined
    cases = fewEnough(cases.flatMap((parts) => more.map((other) => [...parts, ...other])))
    if (cases === undefined) return undefined
  }
  return cases
}

const fewEnough = (cases: readonly Case[]): readonly Case[] | undefined =>
  cases.length > maxCases || cases.reduce((sum, { length }) => sum + length, 0) > maxParts
    ? undefined
    : cases
