/**
 * A rule set as the text of an ES module, which is deployed beside the bundles of the functions that
 * evaluate rules: a rule that is edited changes this file and no bundle.
 *
 * Rules stand in it as JSON texts, each read when an event first may match it, and beside them by
 * what they are found, worked out now. A function with a thousand rules starts as fast as one
 * with ten. As code a thousand take six times as long to load.
 */
import { ruleIndex } from '../engine/index/rule-index.ts'
import type { Predicate } from '../ir/predicate.ts'
import type { Exception, Rule } from '../ir/rule.ts'
import { sharedTexts } from './shared-texts.ts'

/** What the module exports. */
export interface RulesetModule {
  /** Of the rule set, by its content. */
  readonly version: string
  /** Ids of the rules, in the order of `rules`. */
  readonly ids: readonly string[]
  /** Texts of `RuleParts`, as shared-texts.ts writes them. */
  readonly rules: readonly string[]
  /** What they refer to. */
  readonly shared: readonly string[]
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
  const { texts, shared } = sharedTexts(all.map(partsOf))
  const exports: RulesetModule = {
    version,
    ids: all.map(({ id }) => id),
    rules: texts,
    shared,
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

/** A rule as it stands in `rules`: without its id, and without names for what every rule has. */
export type RuleParts = readonly [
  title: string,
  why: string,
  match: Predicate,
  unless: Predicate | null,
  /** The other properties; the same for most of a set. */
  treatment: object,
]

const partsOf = ({
  tests: _,
  id: __,
  title,
  why,
  match,
  unless,
  ...treatment
}: Rule): RuleParts => [title, why, match, unless ?? null, treatment]
