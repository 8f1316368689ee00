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
      .map((change) => `${changeText(change)} is not undone.`),
  ]
}

function sessions(entity: string, changes: readonly Change[]): readonly string[] {
  const isCredential = changes.every(({ eventName }) => /AccessKey|LoginProfile/.test(eventName))
  if (isCredential || hasDeletion(changes)) return []
  const name = nameOf(entity)
  switch (kindOf(entity)) {
    case 'role':
      return [
        `Sessions of role ${name} begun in between go on until they expire; revoke them in the IAM console (Revoke sessions) if they are not wanted.`,
      ]
    case 'user':
      return [`Look at what user ${name} did in between.`]
    case 'group':
      return [`Look at what the members of group ${name} did in between.`]
    case 'policy':
      return ['Look at what those to whom the policy is attached did in between.']
  }
}

const credentials = (name: string, changes: readonly Change[]): readonly string[] => [
  ...changes
    .filter(({ eventName }) => eventName === 'CreateAccessKey')
    .flatMap(({ sets }) => Object.keys(sets).map(afterColon))
    .map(
      (key) =>
        `Access key ${key} of user ${name} may have been copied and used while it was active; delete it when you have looked at its calls. Sessions made with it go on until they expire.`,
    ),
  ...(changes.some(({ eventName }) => eventName === 'CreateLoginProfile')
    ? [`Whoever signed in as user ${name} stays signed in for up to twelve hours.`]
    : []),
]

function deletion(entity: string): readonly string[] {
  const name = nameOf(entity)
  switch (kindOf(entity)) {
    case 'user':
      return [
        `User ${name} has a new unique id: trust and resource policies that named it hold the old one.`,
        `Password, access keys, MFA devices, SSH keys and certificates of user ${name} are gone.`,
      ]
    case 'role':
      return [
        `Role ${name} has a new unique id: trust and resource policies that named it hold the old one.`,
        `Instance profiles of role ${name} have to get it again.`,
      ]
    case 'policy':
      return [
        'Whatever the policy was attached to has its own change to be undone.',
        'Tags of the policy are gone; nothing keeps them.',
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
    .map((change) => `${name} itself stays: ${changeText(change)}. Delete it if nobody needs it.`)

/** Tells where the knowledge of the former state comes from. */
export function notesOf(
  { base }: EntityState,
  facts: readonly Fact[],
  names: readonly string[],
): readonly string[] {
  if (base === null) return ['What stood before is known from events alone, without a snapshot.']
  const missed = unexplainedFacets(base, facts).filter((facet) => names.includes(facet))
  return [
    `What stood before is known from the snapshot of ${base.until} and the events after it.`,
    ...(missed.length === 0
      ? []
      : [`No event explains how ${missed.join(', ')} came to be as that snapshot saw it.`]),
  ]
}
