/**
 * Chooses values for the fields of a rule: values that satisfy each of its disjuncts, then each field
 * changed to each of its values, then two fields at a time, then random ones.
 */
import { holds } from '../engine/holds.ts'
import type { Scalar } from '../ir/json.ts'
import { comparedPaths, fieldsIn, under } from '../ir/logic.ts'
import { type Path, pathText } from '../ir/path.ts'
import type { Check, Field, Predicate } from '../ir/predicate.ts'
import type { Chance } from './chance.ts'
import { valuesFor } from './values.ts'

/** A field with all that is worth trying for it. */
export interface Variable {
  readonly path: Path
  readonly checks: readonly Check[]
  readonly values: readonly Scalar[]
}

/** Values by path text; a path that is not in it is absent. */
export type Assignment = ReadonlyMap<string, Scalar>

/** The fields of a predicate, those named by `same-as` included, each with the values of all its tests and of `samples`. */
export function variablesOf(
  predicate: Predicate,
  samples: (path: Path) => readonly Scalar[],
): Variable[] {
  const checks = new Map<string, { path: Path; checks: Check[] }>()
  const add = (path: Path, check?: Check) => {
    const known = checks.get(pathText(path)) ?? { path, checks: [] }
    checks.set(pathText(path), known)
    if (check) known.checks.push(check)
  }
  for (const { path, check } of fieldsIn(predicate)) {
    add(path, check)
    for (const named of comparedPaths(check)) add(named)
  }
  return [...checks.values()].map((variable) => ({
    ...variable,
    values: [
      ...new Set([
        ...variable.checks.flatMap(valuesFor),
        ...samples(variable.path),
        'zz-other',
        null,
        7,
      ]),
    ],
  }))
}

/**
 * An assignment under which a predicate holds (or fails), in a way chosen by chance; often right, which
 * is enough. By hand: chance decides which parts are looked into.
 */
export function towards(
  predicate: Predicate,
  wanted: boolean,
  variables: readonly Variable[],
  by: Chance,
  below: Path = [],
): Map<string, Scalar | undefined> {
  switch (predicate.kind) {
    case 'not':
      return towards(predicate.of, !wanted, variables, by, below)
    case 'each':
      // One object in its place. The shapes make elements of it, some of them with only a part.
      return towards(predicate.of, wanted, variables, by, [...below, ...predicate.path])
    case 'all':
    case 'any': {
      const sought = (part: Predicate, like: boolean) => [
        ...towards(part, like, variables, by, below),
      ]
      if ((predicate.kind === 'all') === wanted) {
        return new Map(predicate.of.flatMap((part) => sought(part, wanted)))
      }
      const decisive = by.one(predicate.of)
      // One part decides. Where all had to hold, the others do: the nearer a miss, the more it shows.
      const others = wanted ? [] : predicate.of.filter((part) => part !== decisive)
      return new Map([
        ...others.flatMap((part) => sought(part, true)),
        ...(decisive ? sought(decisive, wanted) : []),
      ])
    }
    case 'block': {
      const spoiled = wanted ? undefined : by.one(predicate.fields)
      return new Map(
        predicate.fields.map((field) => {
          const placed = under(below, field)
          return [pathText(placed.path), passing(placed, field !== spoiled, variables, by)]
        }),
      )
    }
  }
}

/** A value that passes a field's test, or fails it; undefined for absence. */
function passing(
  { path, check }: Field,
  wanted: boolean,
  variables: readonly Variable[],
  by: Chance,
): Scalar | undefined {
  const values =
    variables.find((variable) => pathText(variable.path) === pathText(path))?.values ?? []
  const nothingChosen = new Map<string, Scalar | undefined>()
  const fitting = [...values, undefined].filter(
    (value) => holds(check, value, nothingChosen) === wanted,
  )
  return by.one(fitting)
}
