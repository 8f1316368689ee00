/**
 * Disputed facets: values in snapshots that may come from a change of which CloudTrail left the
 * parameters out. Nobody can read what such a change set, so a difference that no event explains
 * could be the intruder's. No rollback restores a disputed value.
 *
 * A truncated record often names no entity. So its time counts for the whole account, until a
 * complete snapshot of the account was started after it. An event that sets a facet ends its dispute.
 */
import { omittedParts } from '../../../aws/omitted.ts'
import type { ResponderEvent } from '../../contract/event.ts'
import { type Change, changesIn, type Fact, lastBefore, type Observed, timeOf } from '../fact.ts'
import type { FactReader } from '../fact-store.ts'
import { isOutsideSnapshots } from './entity.ts'
import { respell } from './spelling.ts'
import { disputedAt, unexplainedFacets } from './state-at.ts'

/** Whether an event is a change of IAM that succeeded and whose parameters nobody can read. */
export const isTruncatedChange = ({ source, errorCode, record }: ResponderEvent): boolean =>
  source === 'iam.amazonaws.com' &&
  errorCode === null &&
  record.readOnly !== true &&
  omittedParts(record).includes('requestParameters')

/** How long a change may take until every read of IAM shows it. */
const lagMs = 5 * 60_000

/** The history of an entity with more facts than that since its last snapshot is not read further. */
const maxFacts = 2000

/**
 * The disputed facets of a snapshot that is about to be stored; undefined if there never were any,
 * so that most snapshots have no list.
 */
export async function disputedIn(
  observed: Observed,
  world: FactReader,
): Promise<readonly string[] | undefined> {
  const facts = respell(await sinceSnapshot(observed.entity, world), observed.facets)
  const earlier = facts.filter((fact) => timeOf(fact) < observed.since)
  const changes = changesIn(facts).filter(({ at }) => at <= observed.until)
  const carried = disputedAt(earlier, observed.since, changes)
  const fresh = (await isDisputed(observed, world)) ? unexplained(observed, facts, changes) : []
  const all = [...new Set([...carried, ...fresh])].toSorted()
  const hadSome = earlier.some((fact) => fact.kind === 'observed' && fact.disputed !== undefined)
  return all.length > 0 || hadSome ? all : undefined
}

/** Facets that no event explains. If nothing is known from before, those that no event set. */
function unexplained(
  observed: Observed,
  facts: readonly Fact[],
  changes: readonly Change[],
): readonly string[] {
  const { facets, since } = observed
  const isKnown = lastBefore(facts, since) !== null || changes.some(({ resets }) => resets)
  if (isKnown) return unexplainedFacets(observed, facts)
  return Object.keys(facets).filter(
    (facet) => !isOutsideSnapshots(facet) && !changes.some(({ sets }) => facet in sets),
  )
}

/** Whether a truncated change may be behind what the snapshot shows. */
async function isDisputed({ until }: Observed, world: FactReader): Promise<boolean> {
  const at = await world.truncatedAt()
  if (at === null || at > until) return false
  const { latest } = await world.baseline()
  return latest === null || Date.parse(at) + lagMs > Date.parse(latest)
}

/** The facts of an entity back to its last snapshot, newest first. */
async function sinceSnapshot(entity: string, world: FactReader): Promise<readonly Fact[]> {
  const facts: Fact[] = []
  let after: string | null = null
  do {
    const page = await world.page(entity, after)
    facts.push(...page.facts)
    after = page.next
  } while (
    after !== null &&
    facts.length < maxFacts &&
    !facts.some(({ kind }) => kind === 'observed')
  )
  return facts
}
