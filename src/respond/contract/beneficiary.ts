/**
 * Who gains from a change of IAM, or from its rollback. None of them may approve or undo the
 * response to it: a user who was given a policy would give it to herself again.
 *
 * A change that gives and a change that takes have the same beneficiaries. Whoever loses by the one
 * gains by its rollback.
 */
import { isUniqueId, sessionNameIn, uniqueIdIn } from '../../aws/unique-id.ts'
import { isObject, type Json } from '../../ir/json.ts'
import { entityOf, type Kind, kindOf, nameOf } from '../history/iam/entity.ts'
import { decodeDocument } from '../history/iam/policy-document.ts'
import { objectOf, type ResponderEvent, textOf } from './event.ts'
import { isFederated } from './guards.ts'
import type { Target } from './responder.ts'

/**
 * The users, roles, groups and policies that gain: the target, and the users and roles that a policy
 * document of the event names as principals. E.g. `user/eve`. Empty where the change is about
 * neither, such as a trail.
 *
 * An account, an AWS service or `*` as principal names nobody in particular, and does not count.
 */
export function beneficiaries(event: ResponderEvent, { key }: Target): readonly string[] {
  const named = principalsIn(event).flatMap((principal) => entityIn(principal, event.account) ?? [])
  return [...new Set([...(isEntity(key) ? [key] : []), ...named])]
}

/**
 * Whether the sender of a command gains from the change or from its rollback, as far as it can be
 * known. In doubt it answers true.
 *
 * `senderId` is SQS's: `AIDA…` or `AROA…:session`.
 *
 * `ids` are the unique ids of the beneficiaries as IAM returns them at the time of the command: of a
 * user or role its own (GetUser, GetRole), of a group those of its members (GetGroup), of a policy
 * those of the users and roles that have it, also through a group (ListEntitiesForPolicy). No event
 * and no history contains them. Without them, only these are recognised: ids in the event, and
 * sessions that are named like a user who gains.
 */
export function isBeneficiary(
  senderId: string,
  event: ResponderEvent,
  target: Target,
  ids: readonly string[],
): boolean {
  const entities = beneficiaries(event, target)
  const known = [...ids, ...idsIn(event)]
  // The session hides its user, who may be one of them.
  if (isFederated(senderId) && entities.length > 0) return true
  return known.includes(uniqueIdIn(senderId)) || entities.some((each) => isNamed(senderId, each))
}

/** Whether a session has a user's name, which the console gives it when the user switches roles. */
function isNamed(senderId: string, entity: string): boolean {
  const name = sessionNameIn(senderId)?.toLowerCase()
  return kindOf(entity) === 'user' && name === nameOf(entity).toLowerCase()
}

const isEntity = (key: string): boolean => /^(?:user|role|group|policy)\//.test(key)

/** The unique ids that the event contains: of a user or role that it created or trusts. */
function idsIn(event: ResponderEvent): readonly string[] {
  const { answer } = event
  const created = [objectOf(answer.user).userId, objectOf(answer.role).roleId].map(textOf)
  return [...created, ...principalsIn(event)].filter(isUniqueId)
}

/** `arn:aws:iam::111122223333:user/team/eve` → `user/eve`; null for any other principal. */
function entityIn(principal: string, account: string): string | null {
  const [, owner, type = '', path = ''] =
    /^arn:[^:]*:(?:iam|sts)::(\d*):(user|role|assumed-role)\/(.+)$/.exec(principal) ?? []
  if (owner !== account) return null
  if (type === 'assumed-role') return entityOf('role', path.split('/')[0] ?? path)
  return entityOf(type as Kind, path.split('/').at(-1) ?? path)
}

/** The principals of all documents in the request: trust policies and policies of resources. */
const principalsIn = ({ request }: ResponderEvent): readonly string[] =>
  [request.policyDocument, request.assumeRolePolicyDocument, request.bucketPolicy]
    .map(documentOf)
    .flatMap((document) => principalsWithin(document))

function documentOf(value: Json | undefined): Json {
  if (typeof value !== 'string') return value ?? null
  try {
    return JSON.parse(decodeDocument(value)) as Json
  } catch {
    return null
  }
}

/** IAM reads the names of elements in any letter case. */
function principalsWithin(document: Json): readonly string[] {
  return listOf(member(document, 'statement')).flatMap((statement) => {
    const principal = member(statement, 'principal')
    const named = isObject(principal) ? member(principal, 'aws') : principal
    return listOf(named).filter((each) => typeof each === 'string')
  })
}

const member = (value: Json | undefined, name: string): Json | undefined =>
  isObject(value)
    ? Object.entries(value).find(([key]) => key.toLowerCase() === name)?.[1]
    : undefined

const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value]
