/**
 * Makes many rules from those that ship, each with a condition of its own, so that no two are
 * equal.
 */
import type { Check, Predicate } from '../src/ir/predicate.ts'
import type { Rule } from '../src/ir/rule.ts'

/** `count` rules, made in turn from each of `shipped`; the same ones each time. */
export function variedRules(shipped: readonly Rule[], count: number): Rule[] {
  return Array.from({ length: count }, (_, index) => {
    const rule = shipped[index % shipped.length]
    if (rule === undefined) throw new Error('there is no rule to vary')
    return vary(rule, 1 + Math.floor(index / shipped.length))
  })
}

function vary(rule: Rule, round: number): Rule {
  const team = `team-${round}`
  const check: Check =
    round % 3 === 0
      ? { op: 'suffix', text: `/${team}` }
      : round % 3 === 1
        ? { op: 'not', of: { op: 'prefix', text: `arn:aws:iam::111122223333:role/${team}/` } }
        : { op: 'equals', value: `arn:aws:iam::111122223333:user/${team}` }
  const own: Predicate = { kind: 'block', fields: [{ path: ['userIdentity', 'arn'], check }] }
  return { ...rule, id: `${rule.id}-${round}`, match: { kind: 'all', of: [rule.match, own] } }
}
