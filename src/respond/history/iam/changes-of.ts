/** Reads from IAM events what they changed in users, roles, groups and policies. */
import { type ResponderEvent, textOf } from '../../contract/event.ts'
import type { Change, Effect } from '../fact.ts'
import { isTruncatedChange } from './disputed.ts'
import { effects } from './effects.ts'
import { entityOf } from './entity.ts'

/**
 * The changes of one event: empty for an event that changes no facet, failed, or lost its parameters; two for a rename,
 * which changes two entities.
 */
export function changesOf(event: ResponderEvent): readonly Change[] {
  if (event.source !== 'iam.amazonaws.com' || event.errorCode !== null) return []
  if (isTruncatedChange(event)) return []
  const read = Object.hasOwn(effects, event.name) ? effects[event.name] : undefined
  const effect = read?.(event) ?? null
  if (effect === null || !isWhole(effect)) return []
  const { identity: id, at, principal, name: eventName } = event
  const change: Change = { kind: 'change', id, at, by: principal.key, eventName, ...effect }
  const renamed = renamedTo(event)
  return renamed === null ? [change] : [change, { ...change, entity: renamed }]
}

/** Whether every facet has its name; a record without the name lacks what every such call has. */
const isWhole = ({ sets, unknown = [] }: Effect): boolean =>
  [...Object.keys(sets), ...unknown].every((facet) => !facet.endsWith(':'))

function renamedTo({ name, request }: ResponderEvent): string | null {
  const user = name === 'UpdateUser' ? textOf(request.newUserName) : ''
  const group = name === 'UpdateGroup' ? textOf(request.newGroupName) : ''
  if (user !== '') return entityOf('user', user)
  return group === '' ? null : entityOf('group', group)
}
