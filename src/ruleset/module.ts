/**
 * A rule set as the text of an ES module, which is deployed beside the bundles of the functions that
 * evaluate rules: a rule that is edited changes this file and no bundle.
 *
 * Rules stand in it as JSON texts, each read when an event first may match it, and beside them by
 * what they are found, worked out now. A function with a thousand rules starts as fast as one
 * with ten. As code a thousand take six times as long to load.
 */
import { ruleIndex } from '../engine/index/rule-index.ts'
import { goesThrough } from '../ir/names.ts'
import type { Predicate } from '../ir/predicate.ts'
import type { Exception, Rule } from '../ir/rule.ts'
import { packagesFor, type SeldomPackage } from './needs.ts'
import { type SharedTexts, sharedTexts } from './shared-texts.ts'

/** What the module exports. */
export interface RulesetModule {
  /** Of the rule set, by its content. */
  readonly version: string
  /** Ids of the rules, in the order of `rules`. */
  readonly ids: readonly string[]
  /** Texts of `RuleParts`, as shared-texts.ts writes them. */
  readonly rules: readonly string[]
  /** What they refer to. */
  readonly shared: SharedTexts['shared']
  readonly shapes: SharedTexts['shapes']
  /** So many of the rules, the first, are evaluated on the events of EventBridge; the others on logs. */
  readonly watched: number
  /** JSON of the index of the watched rules. */
  readonly index: string
  /** JSON. */
  readonly exceptions: string
  /** Packages that must be beside the bundle. */
  readonly needs: readonly SeldomPackage[]
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
  const { texts, shared, shapes } = sharedTexts(all.map(partsOf))
  // In this order it packs best: texts that are much alike stand near to each other.
  const exports: RulesetModule = {
    version,
    needs: packagesFor(all, exceptions),
    exceptions: JSON.stringify(exceptions),
    index: JSON.stringify(ruleIndex(watched.map(({ match }) => match))),
    watched: watched.length,
    shapes,
    shared,
    rules: texts,
    ids: all.map(({ id }) => id),
  }
  const lines = Object.entries(exports).map(
    ([name, value]) => `export const ${name} = ${literal(value)}`,
  )
  return `${lines.join('\n')}\n`
}

/** JSON is JavaScript. In single quotes, the quotes of a text that is JSON again need no escape. */
const literal = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/"(?:[^"\\]|\\.)*"/g, singleQuoted)

const singleQuoted = (text: string): string =>
  `'${text.slice(1, -1).replaceAll(/\\.|'/g, (part) => quotes[part] ?? part)}'`

const quotes: Readonly<Record<string, string>> = { '\\"': '"', "'": "\\'" }

const isWatched = ({ via }: Rule): boolean => goesThrough('event-pattern', via)

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
