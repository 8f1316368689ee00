/**
 * Finds rules that read well and do not do what they promise: names that no event has, clauses that
 * exclude each other, events that are never delivered, rules that tell nothing new.
 */
import type { ApiCatalogue } from '../aws/api-catalogue.ts'
import { byPlace, type Diagnostic } from '../diagnostics/diagnostic.ts'
import { lints, setLints } from './lints.ts'
import { knownNames } from './names/known-names.ts'
import { type Place, type Placed, subjectOf } from './subject.ts'

/** What there is to say about some rules, sorted by place. Never throws, whatever the rules hold. */
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
  // A value of a list of tripline.yaml is found once for each rule that uses it, and told once.
  const distinct = new Map(found.map((each) => [JSON.stringify(each), each]))
  return [...distinct.values()].sort(byPlace)
}
