/**
 * Rules into few EventBridge rules, and so that a change of one rule changes few of them.
 *
 * Each group is a tree over the slots of its entries. A node that fits into one pattern is an
 * EventBridge rule; one that does not is parted by the next digit of the slots. So where an entry
 * goes depends on itself and on how full its own branch is, never on the order of rules or on other
 * branches. After the first parting a pattern rather says less than that there are more of them.
 */
import { eventBridge } from '../../aws/quotas.ts'
import { hasWildcard } from '../../backends/event-pattern/acceptable.ts'
import type { EventRulePlan } from '../manifest/event-rules.ts'
import { exactPattern, widePattern } from './bin.ts'
import { compare } from './conjunction.ts'
import { type Entry, type Group, groupsOf, type Packable } from './entries.ts'
import { withoutWildcards, withoutWildcardsIn } from './without-wildcards.ts'

/** An EventBridge rule that is the same in every region whose rules are the same. */
export interface Bin extends Pick<EventRulePlan, 'state' | 'pattern' | 'rules'> {
  /** Follows the prefix in its name. */
  readonly name: string
  /** Whether it says less than its rules do. */
  readonly wide: boolean
}

/**
 * Partings before a pattern says less. With more of them a single change could part a group several
 * times over; with none, patterns would say less where there is room for two.
 */
const exactPartings = 1

/** The bins of a region, from the rules that have to be seen there, in the order of their names. */
export function packRules(rules: readonly Packable[]): readonly Bin[] {
  const bins = groupsOf(rules).flatMap((group) =>
    binsOf(group, group.entries, '').sort((a, b) => compare(a.name, b.name)),
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

/** A branch of zeros alone keeps the name of the group, so that the first parting renames nothing. */
function nameOf({ name }: Group, branch: string): string {
  const digits = branch.replace(/0+$/, '')
  return digits === '' ? name : `${name}-${digits}`
}

/** One rule that is more than one pattern, each conjunction or run of disjuncts by itself. */
function partsOf(disjuncts: Entry['disjuncts']): string[] {
  const whole = exactPattern(disjuncts)
  if (whole !== undefined) return [whole]
  if (disjuncts.length > 1) {
    const half = Math.ceil(disjuncts.length / 2)
    return [...partsOf(disjuncts.slice(0, half)), ...partsOf(disjuncts.slice(half))]
  }
  const plain = disjuncts.map(withoutWildcards)
  const pattern = exactPattern(plain)
  // The conjunction came out of a pattern that fitted.
  if (pattern === undefined) throw new Error('a conjunction that fits into no pattern')
  return [pattern]
}

/** Beyond the rules with a wildcard that a bus takes, wildcards become beginnings or ends of texts. */
export function withinWildcards(bins: readonly Bin[]): readonly Bin[] {
  const wild = bins.filter(({ pattern }) => hasWildcard(pattern))
  const spent = new Set(wild.slice(eventBridge.wildcardRules))
  return bins.map((bin) =>
    spent.has(bin) ? { ...bin, pattern: withoutWildcardsIn(bin.pattern), wide: true } : bin,
  )
}
