/**
 * Packs rules into few EventBridge rules, so that a change of one rule changes few of them.
 *
 * Each group is a binary tree over the slots of its entries. A node that fits into one pattern is
 * an EventBridge rule. A node that does not fit is split by the next digit of the slots. So the
 * place of an entry depends on the entry and on how full its own branch is, never on the order of
 * rules or on other branches. After the first split, a pattern is widened rather than split again.
 */

import { eventBridge } from '../../aws/quotas.ts'
import { hasWildcard } from '../../backends/event-pattern/acceptable.ts'
import { compareTexts } from '../../ir/compare-texts.ts'
import type { EventRulePlan } from '../manifest/event-rules.ts'
import { exactPattern, widePattern } from './bin.ts'
import { type Entry, type Group, groupsOf, type Packable } from './entries.ts'
import { withoutWildcards, withoutWildcardsIn } from './without-wildcards.ts'

/** An EventBridge rule. It is the same in every region that has the same rules. */
export interface Bin extends Pick<EventRulePlan, 'state' | 'pattern' | 'rules'> {
  /** The part of its name after the prefix. */
  readonly name: string
  /** Whether the pattern lets through more events than its rules match. */
  readonly wide: boolean
}

/**
 * Splits before a pattern is widened. With more splits, one change could split a group several
 * times. With none, patterns would be widened although there is room for two.
 */
const exactPartings = 1

/** The bins of a region from the rules that it needs, sorted by name within a group. */
export function packRules(rules: readonly Packable[]): readonly Bin[] {
  const bins = groupsOf(rules).flatMap((group) =>
    binsOf(group, group.entries, '').sort((a, b) => compareTexts(a.name, b.name)),
  )
  return withinWildcards(bins)
}

function binsOf(group: Group, entries: readonly Entry[], branch: string): Bin[] {
  if (entries.length === 0) return []
  const disjuncts = entries.flatMap((entry) => entry.disjuncts)
  const bin = (pattern: string, wide: boolean): Bin => ({
    name: nameOf(group, branch),
    state: group.state,
    pattern,
    rules: entries.map(({ rule }) => rule),
    wide,
  })
  const exact = exactPattern(disjuncts)
  if (exact !== undefined) return [bin(exact, false)]
  const wide =
    branch.length < exactPartings && entries.length > 1 ? undefined : widePattern(disjuncts)
  if (wide !== undefined) return [bin(wide, true)]
  if (entries.length > 1 && branch.length < (entries[0]?.slot.length ?? 0))
    return ['0', '1'].flatMap((digit) =>
      binsOf(
        group,
        entries.filter(({ slot }) => slot[branch.length] === digit),
        branch + digit,
      ),
    )
  return partsOf(disjuncts).map((pattern, index) => ({
    ...bin(pattern, false),
    name: index === 0 ? nameOf(group, branch) : `${nameOf(group, branch)}--part${index + 1}`,
  }))
}

/**
 * The name of a bin. A branch of zeros alone has the name of the group, so that the first split
 * renames nothing.
 */
function nameOf({ name }: Group, branch: string): string {
  const digits = branch.replace(/0+$/, '')
  return digits === '' ? name : `${name}-${digits}`
}

/**
 * The patterns of one rule that does not fit into one pattern: one for each conjunction or run of
 * disjuncts.
 */
function partsOf(disjuncts: Entry['disjuncts']): string[] {
  const whole = exactPattern(disjuncts)
  if (whole !== undefined) return [whole]
  if (disjuncts.length > 1) {
    const half = Math.ceil(disjuncts.length / 2)
    return [...partsOf(disjuncts.slice(0, half)), ...partsOf(disjuncts.slice(half))]
  }
  const plain = disjuncts.map(withoutWildcards)
  const pattern = exactPattern(plain)
  // The conjunction comes from a pattern that fitted.
  if (pattern === undefined) throw new Error('a conjunction that fits into no pattern')
  return [pattern]
}

/**
 * A bus accepts a limited number of rules with a wildcard. In all further rules, wildcards become
 * prefixes or suffixes.
 */
export function withinWildcards(bins: readonly Bin[]): readonly Bin[] {
  const wild = bins.filter(({ pattern }) => hasWildcard(pattern))
  const spent = new Set(wild.slice(eventBridge.wildcardRules))
  return bins.map((bin) =>
    spent.has(bin) ? { ...bin, pattern: withoutWildcardsIn(bin.pattern), wide: true } : bin,
  )
}
