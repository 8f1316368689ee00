/**
 * Makes an access key that somebody created inactive. The key is kept: a person may still look at
 * what it did, and an undo makes it active again.
 */
import { fitsRuns } from '../../../ir/wildcard.ts'
import { objectOf, type ResponderEvent, textOf } from '../../contract/event.ts'
import {
  changedSince,
  type Facets,
  type Final,
  type NoPlan,
  type Plan,
  type Question,
  type Responder,
  refuse,
  type Step,
  type Target,
} from '../../contract/responder.ts'

export interface KeyOwner {
  /** ARN of the user that the key belongs to, its path included; null where there is no such user. */
  readonly arn: string | null
  /** Principal ARNs, `*` in them, whose keys are left alone. */
  readonly breakGlass: readonly string[]
}

/** The facets of a user are its keys: `key:AKIA…`, Active or Inactive. */
export const deactivateKey: Responder<KeyOwner> = {
  name: 'deactivate-key',
  target,
  plan,
  steps,
  comparable: (_target, facets, names) =>
    Object.fromEntries(names.map((name) => [name, facets[name] ?? null])),
}

/** As rollback-iam names a user, so that the two never work on one at once. */
const keyOf = (user: string): string => `user/${user}`

/** The user of a target. */
export const userOf = ({ key }: Target): string => key.slice(key.indexOf('/') + 1)

export const keyFacet = (id: string): string => `key:${id}`

function target(event: ResponderEvent): Target | Final {
  const { source, name } = event
  if (source !== 'iam.amazonaws.com' || name !== 'CreateAccessKey') {
    return refuse(`${name} of ${source} makes no access key`)
  }
  const { id, user } = madeBy(event)
  if (id === '') return refuse('the event does not say which key was made')
  return user === ''
    ? refuse(`key ${id} is the root user's, and only root itself can deactivate it`)
    : { key: keyOf(user), name: `access key ${id} of user ${user}` }
}

/** Who makes a key for themselves need not name anybody. */
function madeBy({ request, answer, principal }: ResponderEvent): { id: string; user: string } {
  const key = objectOf(answer.accessKey)
  const user = textOf(key.userName) || textOf(request.userName) || principal.userName || ''
  return { id: textOf(key.accessKeyId), user }
}

function plan({ event, target: of, past, live }: Question<KeyOwner>): Plan | NoPlan {
  const { id, user } = madeBy(event)
  const { arn } = past
  const glob = past.breakGlass.find((each) => arn !== null && fitsRuns(arn, each.split('*')))
  if (glob !== undefined) {
    return refuse(`user ${user} is a break-glass principal (${glob}), whose keys are left alone`)
  }
  const facet = keyFacet(id)
  const stands = live[facet] ?? null
  if (stands === null) {
    const why = `key ${id} of user ${user} does not exist any more`
    return { kind: 'unsettled', otherwise: 'changed-since', why }
  }
  if (stands !== 'Active') return changedSince(`key ${id} is ${stands.toLowerCase()} already`)
  const before: Facets = { [facet]: 'Inactive' }
  const way = steps(of, live, before)
  if ('why' in way) return way
  return {
    found: { [facet]: stands },
    before,
    steps: way,
    covers: [],
    since: event.at,
    remains: [
      `Find out how ${event.principal.key} came to make the key; its credentials are still good.`,
      `Key ${id} may have been copied and used while it was active: look at its calls, then delete it.`,
      `Sessions that were begun with key ${id} go on until they expire.`,
    ],
    notes: [],
  }
}

function steps(of: Target, live: Facets, to: Facets): readonly Step[] | Final {
  const wanted = Object.entries(to).filter(([facet, value]) => (live[facet] ?? null) !== value)
  const impossible = wanted.find(([, value]) => value === null)
  if (impossible !== undefined) return refuse(`${impossible[0]} is never deleted`)
  return wanted.map(([facet, status]) => ({
    call: 'iam:UpdateAccessKey',
    input: {
      UserName: userOf(of),
      AccessKeyId: facet.slice(facet.indexOf(':') + 1),
      Status: status,
    },
    sets: { [facet]: status },
  }))
}
