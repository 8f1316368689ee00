/** What IAM events did to users, roles, groups and policies, by the events' own word. */
import { type ResponderEvent, textOf } from '../../contract/event.ts'
import type { Change, Effect } from '../fact.ts'
import { effects } from './effects.ts'
import { entityOf } from './entity.ts'

/** Empty for an event that changes none of the facets, or failed. A rename changes two entities. */
export function changesOf(event: ResponderEvent): readonly Change[] {
  if (event.source !== 'iam.amazonaws.com' || event.errorCode !== null) return []
  const read = Object.hasOwn(effects, event.name) ? effects[event.name] : undefined
  const effect = read?.(event) ?? null
  if (effect === null || !isWhole(effect)) return []
  const { identity: id, at, principal, name: eventName } = event
  const change: Change = { kind: 'change', id, at, by: principal.key, eventName, ...effect }
  const renamed = renamedTo(event)
  return renamed === null ? [change] : [change, { ...change, entity: renamed }]
}

/** A facet without its name comes from a record that lacks what every such call has. */
const isWhole = ({ sets, unknown = [] }: Effect): boolean =>
  [...Object.keys(sets), ...unknown].every((facet) => !facet.endsWith(':'))

function renamedTo({ name, request }: ResponderEvent): string | null {
  const user = name === 'UpdateUser' ? textOf(request.newUserName) : ''
  const group = name === 'UpdateGroup' ? textOf(request.newGroupName) : ''
  if (user !== '') return entityOf('user', user)
  return group === '' ? null : entityOf('group', group)
}
