/**
 * A rule set as the text of an ES module, which is deployed beside the bundles of the functions that
 * evaluate rules: a rule that is edited changes this file and no bundle.
 *
 * Rules stand in it as JSON texts, each read when an event first may match it, and beside them by
 * what they are found, worked out now. A function with a thousand rules starts as fast as one
 * with ten.
 */
import { ruleIndex } from '../engine/index/rule-index.ts'
import type { Exception, Rule } from '../ir/rule.ts'

/** What the module exports. */
export interface RulesetModule {
  /** Of the rule set, by its content. */
  readonly version: string
  /** Ids of the rules, in the order of `rules`. */
  readonly ids: readonly string[]
  /** JSON texts of rules without their tests. */
  readonly rules: readonly string[]
  /** So many of the rules, the first, are evaluated on the events of EventBridge; the others on logs. */
  readonly watched: number
  /** JSON of the index of the watched rules. */
  readonly index: string
  /** JSON. */
  readonly exceptions: string
}

/** `rules` as read from files; those that are disabled are left out. */
export function rulesetModule(
  rules: readonly Rule[],
  exceptions: readonly Exception[],
  version: string,
): string {
  const deployed = rules.filter(({ status }) => status !== 'disabled')
  const watched = deployed.filter(isWatched)
  const all = [...watched, ...deployed.filter((rule) => !isWatched(rule))]
  const exports: RulesetModule = {
    version,
    ids: all.map(({ id }) => id),
    rules: all.map(({ tests: _, ...rule }) => JSON.stringify(rule)),
    watched: watched.length,
    index: JSON.stringify(ruleIndex(watched.map(({ match }) => match))),
    exceptions: JSON.stringify(exceptions),
  }
  const lines = Object.entries(exports).map(
    ([name, value]) => `export const ${name} = ${JSON.stringify(value)}`,
  )
  return `${lines.join('\n')}\n`
}

const isWatched = ({ via }: Rule): boolean => via !== 'metric-filter'
