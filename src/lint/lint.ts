/**
 * Finds rules that are valid and do not do what their author wants: names that no event has, clauses
 * that exclude each other, events that AWS does not deliver, rules that repeat other rules.
 */
import type { ApiCatalogue } from '../aws/api-catalogue.ts'
import { byPlace, type Diagnostic } from '../diagnostics/diagnostic.ts'
import { lints, setLints } from './lints.ts'
import { knownNames } from './names/known-names.ts'
import { type Place, type Placed, subjectOf } from './subject.ts'

/**
 * The warnings and errors about a set of rules, sorted by place. `catalogue` lists the operations of
 * each AWS service, and `place` finds where a part of a rule was written. Never throws.
 */
export function lint(
  rules: readonly Placed[],
  catalogue: ApiCatalogue,
  place: Place,
): readonly Diagnostic[] {
  const names = knownNames(catalogue)
  const subjects = rules.map((rule) => subjectOf(rule, place, names))
  const found = [
    ...subjects.flatMap((subject) => lints.flatMap((each) => each(subject))),
    ...setLints.flatMap((each) => each(subjects)),
  ]
  // A value of a list of tripline.yaml is found once for each rule that uses it, and reported once.
  const distinct = new Map(found.map((each) => [JSON.stringify(each), each]))
  return [...distinct.values()].sort(byPlace)
}
