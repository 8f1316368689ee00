/**
 * A rule set as the text of an ES module. It is deployed beside the bundles of the functions that
 * evaluate rules, so an edited rule changes this file and no bundle.
 *
 * The module has each rule as JSON text, which is parsed when an event first may match it. It also
 * has the index of the rules, which is made at build time. So a function with a thousand rules
 * starts as fast as one with ten. As code, a thousand rules take six times as long to load.
 */
import { ruleIndex } from '../engine/index/rule-index.ts'
import { compilesTo } from '../ir/names.ts'
import type { Predicate } from '../ir/predicate.ts'
import type { Exception, Rule } from '../ir/rule.ts'
import { packagesFor, type SeldomPackage } from './needs.ts'
import { type SharedTexts, sharedTexts } from './shared-texts.ts'

/** The exports of the module. */
export interface RulesetModule {
  /** A hash of the rule set. */
  readonly version: string
  /** Ids of the rules, in the order of `rules`. */
  readonly ids: readonly string[]
  /** The rules as texts of `RuleParts`, in the format of shared-texts.ts. */
  readonly rules: readonly string[]
  /** The texts that `rules` refer to. */
  readonly shared: SharedTexts['shared']
  readonly shapes: SharedTexts['shapes']
  /**
   * The number of rules that are evaluated on events of EventBridge. They are the first in `rules`;
   * the others are evaluated on logs.
   */
  readonly watched: number
  /** The index of these first rules, as JSON text. */
  readonly index: string
  /** The exceptions, as JSON text. */
  readonly exceptions: string
  /** Packages that must be deployed beside the bundle. */
  readonly needs: readonly SeldomPackage[]
}

/** Writes the module. `rules` are the rules as read from files; disabled ones are left out. */
export function rulesetModule(
  rules: readonly Rule[],
  exceptions: readonly Exception[],
  version: string,
): string {
  const deployed = rules.filter(({ status }) => status !== 'disabled')
  const watched = deployed.filter(isWatched)
  const all = [...watched, ...deployed.filter((rule) => !isWatched(rule))]
  const { texts, shared, shapes } = sharedTexts(all.map(partsOf))
  // This order compresses best, because similar texts are near to each other.
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

/**
 * A value as JavaScript source. JSON is JavaScript. In single quotes, the double quotes of a text
 * that is itself JSON need no escape.
 */
const literal = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/"(?:[^"\\]|\\.)*"/g, singleQuoted)

const singleQuoted = (text: string): string =>
  `'${text.slice(1, -1).replaceAll(/\\.|'/g, (part) => quotes[part] ?? part)}'`

const quotes: Readonly<Record<string, string>> = { '\\"': '"', "'": "\\'" }

const isWatched = ({ via }: Rule): boolean => compilesTo('event-pattern', via)

/**
 * A rule as an entry of `rules`: without its id, and without names for the properties that every
 * rule has.
 */
export type RuleParts = readonly [
  title: string,
  why: string,
  match: Predicate,
  unless: Predicate | null,
  /** The other properties. They are the same for most rules of a set. */
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
