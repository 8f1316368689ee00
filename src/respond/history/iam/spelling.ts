/**
 * Gives the names in events the spelling that IAM has. IAM finds users, roles, groups and policies
 * in any case, and a CloudTrail record has the name as the caller wrote it: a call that attaches
 * `arn:aws:iam::aws:policy/administratoraccess` attaches AdministratorAccess. So where the exact
 * name is not known, a known name that differs only in case is meant.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html (RoleName)
 * https://github.com/awslabs/mcp/pull/4101
 */
import type { Facets } from '../../contract/responder.ts'
import type { Fact, Observed } from '../fact.ts'

/** The facts, with the facets of changes spelled as in snapshots and in `live`. */
export function respell(facts: readonly Fact[], live: Facets): readonly Fact[] {
  const seen = facts.flatMap((fact) => (fact.kind === 'observed' ? Object.keys(fact.facets) : []))
  const known = new Set([...Object.keys(live), ...seen])
  const byFolded = new Map<string, string>()
  for (const facet of known) {
    const folded = facet.toLowerCase()
    // Where two known names differ only in case, case counts.
    byFolded.set(folded, byFolded.has(folded) ? '' : facet)
  }
  const spell = (facet: string): string =>
    known.has(facet) ? facet : byFolded.get(facet.toLowerCase()) || facet
  const facets = (of: Facets): Facets =>
    Object.fromEntries(Object.entries(of).map(([facet, value]) => [spell(facet), value]))
  return facts.map((fact) => {
    if (fact.kind === 'observed') return fact
    const { sets, was, unknown } = fact
    return {
      ...fact,
      sets: facets(sets),
      ...(was === undefined ? {} : { was: facets(was) }),
      ...(unknown === undefined ? {} : { unknown: unknown.map(spell) }),
    }
  })
}

/**
 * The entity as the oldest snapshot spells it. Later snapshots may come from an event with another
 * spelling.
 */
export function knownSpelling(entity: string, facts: readonly Fact[]): string {
  const oldest = facts
    .filter((fact) => fact.kind === 'observed')
    .filter(({ facets }) => Object.keys(facets).length > 0)
    .reduce<Observed | null>((old, fact) => (old && old.until < fact.until ? old : fact), null)
  return oldest?.entity ?? entity
}
