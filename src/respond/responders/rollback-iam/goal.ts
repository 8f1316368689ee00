/** Compares three states of the facets that a burst changed: before it, after it, and now. */
import { facetOf } from '../../contract/facets.ts'
import {
  changedSince,
  type Facets,
  type Final,
  type NoPlan,
  refuse,
  unsettled,
} from '../../contract/responder.ts'
import { type Change, changeText } from '../../history/fact.ts'
import { isDescription, sameValue } from '../../history/iam/entity.ts'
import { afterAll, type EntityState, valueThen } from '../../history/iam/state-at.ts'
import type { Burst } from './burst.ts'
import { isSafeguard, undoable } from './undoable.ts'

/** The facets to restore, or the reason why they are not known. */
export function goalOf(
  { changes }: Burst,
  then: EntityState,
  baseline: string | null,
): Facets | Final {
  const vague = changes.find(({ unknown = [] }) => unknown.length > 0)
  if (vague !== undefined) return refuse(vagueReason(vague))
  if (hasDeletion(changes)) return whole(then, baseline)
  const left = afterAll(then, changes).facets
  const goal: Record<string, string | null> = {}
  for (const facet of facetsOf(changes)) {
    if (then.disputed.has(facet)) return refuse(disputedReason(facet))
    const known = valueThen(then, facet)
    const before = known === undefined ? impliedBefore(changes, facet) : known
    if (before === undefined)
      return refuse(`${noSnapshot(baseline)}, so the former value of ${facet} is unknown`)
    goal[facet] = facet.startsWith('key:') && left[facet] !== null ? 'Inactive' : before
  }
  return goal
}

const disputedReason = (facet: string): string =>
  `CloudTrail left out the parameters of an earlier change, which may have set ${facet}. A person must check its former value`

const vagueReason = (change: Change): string =>
  /^Update(?:User|Group)$/.test(change.eventName)
    ? `the target was renamed in between (${changeText(change)}). A person must check it under its new name`
    : `the event ${change.eventName} does not show what it changed`

/** All facets of a deleted entity, to recreate it. */
function whole(
  { facets, isWhole, unknown, disputed }: EntityState,
  baseline: string | null,
): Facets | Final {
  if (!isWhole) return refuse(`${noSnapshot(baseline)}, so the target cannot be created again`)
  const [contested] = disputed
  if (contested !== undefined) return refuse(disputedReason(contested))
  const lost = [...unknown].find((facet) => !isDescription(facet))
  if (lost !== undefined) return refuse(`the history does not know ${lost} of the target`)
  return Object.fromEntries(Object.entries(facets).filter(([facet]) => !unknown.has(facet)))
}

/**
 * The value before, as the first call on the facet implies it: some calls succeed only on a certain
 * state.
 */
const impliedBefore = (changes: readonly Change[], facet: string): string | null | undefined =>
  changes.find(({ sets }) => facet in sets)?.was?.[facet]

const facetsOf = (changes: readonly Change[]): ReadonlySet<string> =>
  new Set(
    changes
      .filter(({ eventName }) => undoable.has(eventName))
      .flatMap(({ sets, at }) =>
        Object.keys(sets).filter((facet) => !isSafeguard(facet, facetOf(sets, facet), at)),
      ),
  )

export const hasDeletion = (changes: readonly Change[]): boolean =>
  changes.some(({ resets, sets }) => resets === true && sets.entity === null)

const noSnapshot = (baseline: string | null): string =>
  baseline === null
    ? 'no snapshot of the account is complete yet'
    : `the history has no snapshot from before the change (the first is from ${baseline})`

/**
 * Null where every live facet is as the burst left it, or already as before; otherwise the reason
 * not to act. IAM's answers and the history lag by seconds, so a difference may disappear.
 */
export function judge(
  { changes }: Burst,
  then: EntityState,
  goal: Facets,
  live: Facets,
): NoPlan | null {
  const left = afterAll(then, changes)
  if (!isAligned(left.facets, live)) {
    return unsettled(
      'the versions of the policy were created again, and their ids now mean other documents',
    )
  }
  const isGone = facetOf(live, 'entity') === null && !hasDeletion(changes)
  if (isGone) return unsettled('the target no longer exists')
  const names = Object.keys(goal)
  const isLeft = (facet: string) =>
    reads(facet, live, left.facets) || mayRead(facet, live, left, changes)
  const wanted = { ...then.facets, ...goal }
  const isBack = (facet: string) => reads(facet, live, wanted)
  const other = names.find((facet) => !isLeft(facet) && !isBack(facet))
  if (other !== undefined) {
    return unsettled(`${other} was changed after the event, and no event shows who changed it`)
  }
  if (!names.every(isBack)) return null
  return names.every((facet) => reads(facet, left.facets, wanted))
    ? changedSince('the change had no effect')
    : unsettled('the former state is already restored')
}

/** Whether version ids mean the same as in the events: a recreated policy counts from v1 again. */
const isAligned = (left: Facets, live: Facets): boolean =>
  Object.entries(live).every(
    ([facet, document]) =>
      !facet.startsWith('version:') ||
      facetOf(left, facet) === null ||
      sameValue(facet, document, facetOf(left, facet)),
  )

/** Compares a default version by its document: a version that came back has another id. */
function reads(facet: string, a: Facets, b: Facets): boolean {
  const [one, other] = [facetOf(a, facet), facetOf(b, facet)]
  if (sameValue(facet, one, other)) return true
  if (facet !== 'default' || one === null || other === null) return false
  const [document, wanted] = [facetOf(a, `version:${one}`), facetOf(b, `version:${other}`)]
  return document !== null && wanted !== null && sameValue('version:', document, wanted)
}

/** Whether the live value is one of several that the burst's last second may have left. */
const mayRead = (
  facet: string,
  live: Facets,
  { unknown }: EntityState,
  changes: readonly Change[],
): boolean =>
  unknown.has(facet) &&
  changes.some(
    ({ sets }) => facet in sets && sameValue(facet, sets[facet] ?? null, facetOf(live, facet)),
  )
