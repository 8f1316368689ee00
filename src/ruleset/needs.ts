/**
 * The packages that the rules of a set need, besides those that every function has. These packages
 * are most of the text of a small function, so they are deployed only if a rule needs them.
 */
import type { DeployedRule, Exception } from '../ir/rule.ts'
import { parseTemplate, plainSteps } from '../ir/template.ts'

/**
 * Regular expressions (src/operators/matches.ts), and JSONPath with names of any kind
 * (src/alert/pick.ts).
 */
export const seldomPackages = ['re2js', 'jsonpath-plus'] as const
/** The name of a package that only some rules need. */
export type SeldomPackage = (typeof seldomPackages)[number]

/**
 * The packages that some rules need. The rules are those that are deployed; their templates are in
 * the texts of alerts only.
 */
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

/**
 * Whether a value contains `matches` at any depth, so that no place of a predicate is overlooked.
 */
const hasRegex = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (('op' in value && value.op === 'matches') || Object.values(value).some(hasRegex))

const jsonPathsOf = ({ alert: { title = '', fields } }: DeployedRule): string[] => [
  ...parseTemplate(title).flatMap((part) => ('jsonPath' in part ? [part.jsonPath] : [])),
  ...fields.map(({ path }) => path),
]
