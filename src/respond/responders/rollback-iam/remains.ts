/**
 * Lists what no call can undo, for a person to handle, and what the person should know about the
 * decision.
 */

import { findOut } from '../../contract/plan-back.ts'
import { type Change, changeText, type Fact } from '../../history/fact.ts'
import { afterColon, kindOf, nameOf } from '../../history/iam/entity.ts'
import { type EntityState, unexplainedFacets } from '../../history/iam/state-at.ts'
import type { Burst } from './burst.ts'
import { hasDeletion } from './goal.ts'
import { undoable } from './undoable.ts'

export function remainsOf(entity: string, { changes, before }: Burst): readonly string[] {
  const name = nameOf(entity)
  const actor = changes[0]?.by ?? ''
  return [
    findOut(actor, 'make the change'),
    ...sessions(entity, changes),
    ...credentials(name, changes),
    ...(hasDeletion(changes) ? deletion(entity) : []),
    ...makers(before, actor, name),
    ...changes
      .filter(({ eventName }) => !undoable.has(eventName))
      .map((change) => `${changeText(change)} is not reversed.`),
  ]
}

function sessions(entity: string, changes: readonly Change[]): readonly string[] {
  const isCredential = changes.every(({ eventName }) => /AccessKey|LoginProfile/.test(eventName))
  if (isCredential || hasDeletion(changes)) return []
  const name = nameOf(entity)
  switch (kindOf(entity)) {
    case 'role':
      return [
        `Sessions of role ${name} that started in between remain valid until they expire. To end them, use "Revoke sessions" in the IAM console.`,
      ]
    case 'user':
      return [`Look at the calls of user ${name} in between.`]
    case 'group':
      return [`Look at the calls of the members of group ${name} in between.`]
    case 'policy':
      return ['Look at the calls in between of every principal to whom the policy is attached.']
  }
}

const credentials = (name: string, changes: readonly Change[]): readonly string[] => [
  ...changes
    .filter(({ eventName }) => eventName === 'CreateAccessKey')
    .flatMap(({ sets }) => Object.keys(sets).map(afterColon))
    .map(
      (key) =>
        `Access key ${key} of user ${name} may have been copied and used while it was active. Look at its calls, then delete it. Sessions started with it remain valid until they expire.`,
    ),
  ...(changes.some(({ eventName }) => eventName === 'CreateLoginProfile')
    ? [`A person who signed in as user ${name} stays signed in for up to twelve hours.`]
    : []),
]

function deletion(entity: string): readonly string[] {
  const name = nameOf(entity)
  switch (kindOf(entity)) {
    case 'user':
      return [
        `User ${name} has a new unique id. Trust and resource policies that named the user still contain the old id.`,
        `Password, access keys, MFA devices, SSH keys and certificates of user ${name} are gone.`,
      ]
    case 'role':
      return [
        `Role ${name} has a new unique id. Trust and resource policies that named the role still contain the old id.`,
        `Add role ${name} to its instance profiles again.`,
      ]
    case 'policy':
      return [
        'The policy was detached from its principals before it was deleted. Each detachment is an event of its own and must be reversed separately.',
        'The tags of the policy are lost. The history does not keep them.',
      ]
    case 'group':
      return []
  }
}

/**
 * Attacks often create an entity first and then grant it permissions. The creation is not undone.
 */
const makers = (before: readonly Change[], actor: string, name: string): readonly string[] =>
  before
    .filter(({ by, resets, sets }) => by === actor && resets === true && sets.entity !== null)
    .map((change) => `${name} is not deleted: ${changeText(change)}. Delete it if nobody needs it.`)

/** Tells where the knowledge of the former state comes from. */
export function notesOf(
  { base }: EntityState,
  facts: readonly Fact[],
  names: readonly string[],
): readonly string[] {
  if (base === null) return ['The former state is known from events only, without a snapshot.']
  const missed = unexplainedFacets(base, facts).filter((facet) => names.includes(facet))
  return [
    `The former state is known from the snapshot of ${base.until} and the events after it.`,
    ...(missed.length === 0
      ? []
      : [`That snapshot shows a change of ${missed.join(', ')} for which there was no event.`]),
  ]
}
