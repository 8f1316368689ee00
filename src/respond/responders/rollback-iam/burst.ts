/**
 * Finds the changes that belong together: those that the actor of an event made to one entity
 * without a pause, and without another actor in between. They are undone together, to the state
 * before the first.
 *
 *     bob      eve   eve   eve          eve, eve and eve; bob's change is restored
 *     bob      eve   bob   eve          only the last of eve
 *     eve      eve   bob                nothing: bob has changed it since, and may rely on it
 */
import { isRole } from '../../contract/guards.ts'
import { changedSince, type Final, refuse } from '../../contract/responder.ts'
import { type Change, changesIn, changeText, pauseMs } from '../../history/fact.ts'
import { isDescription } from '../../history/iam/entity.ts'
import type { History } from './past.ts'
import { isSafeguard } from './undoable.ts'

export interface Burst {
  /** In order. The burst starts with the first. */
  readonly changes: readonly Change[]
  /** All changes of the entity before the burst, in order. */
  readonly before: readonly Change[]
}

/**
 * The burst that the event belongs to, or the reason why it cannot be undone. `unseen` means that
 * the history does not have the event yet.
 */
export function burstOf(history: History, id: string): Burst | Final | 'unseen' {
  const all = changesIn(history.facts)
  const event = all.find((change) => change.id === id)
  if (event === undefined) return 'unseen'
  const others = all.filter((change) => change.by !== event.by && counts(change, history))
  const later = others.find(({ at }) => at >= event.at)
  if (later !== undefined) {
    return changedSince(
      later.at === event.at
        ? `${changeText(later)} was in the same second, so the order of the changes is unknown`
        : `the target was changed again: ${changeText(later)}`,
    )
  }
  const first = firstOf(all, event, history)
  const tie = others.find(({ at }) => at === first.at)
  if (tie !== undefined) {
    return refuse(
      `${changeText(tie)} was in the same second, so the order of the changes is unknown`,
    )
  }
  const start = all.indexOf(first)
  const changes = all
    .slice(start)
    .filter((change) => change.by === event.by && counts(change, history))
  const remade = changes.find((change) => change !== first && isMaking(change))
  if (remade !== undefined)
    return refuse(`the target was deleted and created again: ${changeText(remade)}`)
  return { changes, before: all.slice(0, start) }
}

/**
 * Tripline's own changes, changes that it undid, and safeguards against an attacker do not count.
 */
const counts = (change: Change, { ownRoles, answered }: History): boolean =>
  isOfPowers(change) && !isOurs(change, ownRoles) && answered[change.id] !== 'done'

const isOfPowers = ({ sets, unknown = [], at }: Change): boolean =>
  !unknown.every(isDescription) ||
  !Object.entries(sets).every(
    ([facet, value]) => isDescription(facet) || isSafeguard(facet, value, at),
  )

const isMaking = ({ resets, sets }: Change): boolean => resets === true && sets.entity !== null

const isOurs = ({ by }: Change, ownRoles: readonly string[]): boolean =>
  ownRoles.some((role) => isRole({ entity: by, session: by }, role))

/** The first change of the event's burst, searched backwards from the event. */
function firstOf(all: readonly Change[], event: Change, history: History): Change {
  let first = event
  for (const change of all.slice(0, all.indexOf(event)).reverse()) {
    if (change.by !== event.by) {
      if (counts(change, history)) break
      continue
    }
    if (!isOfPowers(change)) continue
    // A creation is not undone by a deletion, and a change that a person brought back stays.
    const answer = history.answered[change.id]
    if (isMaking(change) || answer === 'undone') break
    // A change that should have been undone belongs to the burst, however old it is.
    const isPause = Date.parse(first.at) - Date.parse(change.at) > pauseMs
    if (isPause && answer !== 'wanted') break
    first = change
  }
  return first
}
