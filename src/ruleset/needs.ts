/**
 * Which packages the rules of a set ask for, beyond what every function has. They are most of the
 * text of a small function, so they are sent along where a rule needs them, and nowhere else.
 */
import type { DeployedRule, Exception } from '../ir/rule.ts'
import { parseTemplate, plainSteps } from '../ir/template.ts'

/** Regular expressions (src/operators/matches.ts), and JSONPath with names of any kind (src/alert/pick.ts). */
export const seldomPackages = ['re2js', 'jsonpath-plus'] as const
export type SeldomPackage = (typeof seldomPackages)[number]

/** `rules` as they are deployed, of which only the texts of an alert are templates. */
export function packagesFor(
  rules: readonly DeployedRule[],
  exceptions: readonly Exception[],
): SeldomPackage[] {
  const isNeeded: Readonly<Record<SeldomPackage, boolean>> = {
    re2js: hasRegex(rules) || hasRegex(exceptions),
    'jsonpath-plus': rules.flatMap(jsonPathsOf).some((path) => plainSteps(path) === undefined),
  }
  return seldomPackages.filter((name) => isNeeded[name])
}

/** Wherever it stands: a predicate in a place that is new to rules must not be overlooked. */
const hasRegex = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (('op' in value && value.op === 'matches') || Object.values(value).some(hasRegex))

const jsonPathsOf = ({ alert: { title = '', fields } }: DeployedRule): string[] => [
  ...parseTemplate(title).flatMap((part) => ('jsonPath' in part ? [part.jsonPath] : [])),
  ...fields.map(({ path }) => path),
]
