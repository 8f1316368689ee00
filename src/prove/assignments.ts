/**
 * Chooses values for the fields of a rule: values that satisfy each of its disjuncts, then each field
 * changed to each of its values, then two fields at a time, then random ones.
 */
import { holds } from '../engine/holds.ts'
import type { TestedValue } from '../ir/json.ts'
import { comparedPaths, fieldsIn, under } from '../ir/logic.ts'
import { type Path, pathText } from '../ir/path.ts'
import type { Check, Field, Predicate } from '../ir/predicate.ts'
import type { Chance } from './chance.ts'
import { valuesFor } from './values.ts'

/** A field with all that is worth trying for it. */
export interface Variable {
  readonly path: Path
  /** The path as text: the key of assignments. */
  readonly key: string
  readonly checks: readonly Check[]
  readonly values: readonly TestedValue[]
}

/** Values by path text; a path that is not in it is absent. */
export type Assignment = ReadonlyMap<string, TestedValue | undefined>

/** The fields of a predicate, those named by `same-as` included, each with the values of all its tests and of `samples`. */
export function variablesOf(
  predicate: Predicate,
  samples: (path: Path) => readonly TestedValue[],
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
  return [...checks].map(([key, variable]) => ({
    ...variable,
    key,
    values: [
      ...new Set([...valuesFor(variable.checks), ...samples(variable.path), 'zz-other', null, 7]),
    ],
  }))
}

/** Adds values to `found` under which a predicate holds (or fails). */
type Search = (wanted: boolean, by: Chance, found: Map<string, TestedValue | undefined>) => void

/**
 * Assignments under which a predicate holds (or fails), in a way chosen by chance; often right, which
 * is enough. The values that pass a field are looked up once, because a list can be long.
 */
export function towards(
  predicate: Predicate,
  variables: readonly Variable[],
  below: Path = [],
): (wanted: boolean, by: Chance) => Map<string, TestedValue | undefined> {
  const search = searchFor(predicate, new Map(variables.map((each) => [each.key, each])), below)
  return (wanted, by) => {
    const found = new Map<string, TestedValue | undefined>()
    search(wanted, by, found)
    return found
  }
}

/** By hand and no fold: chance decides which parts are looked into. */
function searchFor(
  predicate: Predicate,
  variables: ReadonlyMap<string, Variable>,
  below: Path,
): Search {
  switch (predicate.kind) {
    case 'not': {
      const search = searchFor(predicate.of, variables, below)
      return (wanted, by, found) => search(!wanted, by, found)
    }
    case 'each':
      // One object in its place. The shapes make elements of it, some of them with only a part.
      return searchFor(predicate.of, variables, [...below, ...predicate.path])
    case 'all':
    case 'any': {
      const parts = predicate.of.map((part) => searchFor(part, variables, below))
      const needsAll = predicate.kind === 'all'
      return (wanted, by, found) => {
        const decisive = needsAll === wanted ? undefined : by.one(parts)
        // One part decides. Where all had to hold, the others do: the nearer a miss, the more it shows.
        if (needsAll || !wanted)
          for (const part of parts) if (part !== decisive) part(needsAll, by, found)
        decisive?.(wanted, by, found)
      }
    }
    case 'block': {
      const fields = predicate.fields.map((field) => choiceOf(under(below, field), variables))
      return (wanted, by, found) => {
        const spoiled = wanted ? undefined : by.one(fields)
        for (const field of fields)
          found.set(field.key, by.one(field !== spoiled ? field.passing() : field.failing()))
      }
    }
  }
}

/** The values of a field that pass its test, and those that fail it; undefined for absence. */
interface Choice {
  readonly key: string
  readonly passing: () => readonly (TestedValue | undefined)[]
  readonly failing: () => readonly (TestedValue | undefined)[]
}

const nothingChosen = new Map<string, TestedValue | undefined>()

function choiceOf({ path, check }: Field, variables: ReadonlyMap<string, Variable>): Choice {
  const key = pathText(path)
  const fitting = (wanted: boolean) => {
    let known: readonly (TestedValue | undefined)[] | undefined
    return () => {
      known ??= [...(variables.get(key)?.values ?? []), undefined].filter(
        (value) => holds(check, value, nothingChosen) === wanted,
      )
      return known
    }
  }
  return { key, passing: fitting(true), failing: fitting(false) }
}
