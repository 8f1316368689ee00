/**
 * The effect of each IAM call that changes permissions, read from its CloudTrail record: from the
 * request, and from the answer where only the answer has the id.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html
 */
import { isObject, type Json, type JsonObject } from '../../../ir/json.ts'
import { objectOf, type ResponderEvent, textOf } from '../../contract/event.ts'
import type { Facets } from '../../contract/responder.ts'
import type { Effect } from '../fact.ts'
import { pathText, policySettingsText, settingsText } from './details.ts'
import { entityOf, type Kind } from './entity.ts'
import { decodeDocument } from './policy-document.ts'

/** Null where the event does not name the entity. */
type Read = (event: ResponderEvent) => Effect | null

export const effects: Readonly<Record<string, Read>> = {
  CreateUser: (event) => creation('user', event, {}),
  CreateRole: (event) => roleCreation(event),
  CreateGroup: (event) => creation('group', event, {}),
  DeleteUser: (event) => deletion('user', event),
  DeleteRole: (event) => deletion('role', event),
  DeleteGroup: (event) => deletion('group', event),
  UpdateUser: (event) => on('user', event, ({ request }) => renaming(request, request.newUserName)),
  UpdateGroup: (event) =>
    on('group', event, ({ request }) => renaming(request, request.newGroupName)),
  UpdateRole: (event) => on('role', event, () => ({ sets: {}, unknown: ['settings'] })),
  UpdateRoleDescription: (event) => on('role', event, () => ({ sets: {}, unknown: ['settings'] })),

  ...of('PutUserPolicy', 'PutRolePolicy', 'PutGroupPolicy', ({ request }) =>
    setDocument(`inline:${textOf(request.policyName)}`, request.policyDocument),
  ),
  ...of('DeleteUserPolicy', 'DeleteRolePolicy', 'DeleteGroupPolicy', ({ request }) => ({
    sets: { [`inline:${textOf(request.policyName)}`]: null },
  })),
  ...of('AttachUserPolicy', 'AttachRolePolicy', 'AttachGroupPolicy', ({ request }) => ({
    sets: { [`attached:${textOf(request.policyArn)}`]: 'yes' },
  })),
  // Detaching what is not attached fails with NoSuchEntity.
  ...of('DetachUserPolicy', 'DetachRolePolicy', 'DetachGroupPolicy', ({ request }) =>
    removal(`attached:${textOf(request.policyArn)}`, 'yes'),
  ),
  ...of('PutUserPermissionsBoundary', 'PutRolePermissionsBoundary', null, ({ request }) =>
    set('boundary', textOf(request.permissionsBoundary)),
  ),
  ...of('DeleteUserPermissionsBoundary', 'DeleteRolePermissionsBoundary', null, () => ({
    sets: { boundary: null },
  })),
  ...of('TagUser', 'TagRole', null, ({ request }) => ({ sets: tags(request.tags) })),
  ...of('UntagUser', 'UntagRole', null, ({ request }) => ({ sets: noTags(request.tagKeys) })),
  UpdateAssumeRolePolicy: (event) =>
    on('role', event, ({ request }) => setDocument('trust', request.policyDocument)),

  AddUserToGroup: (event) =>
    on('user', event, ({ request }) => set(`group:${textOf(request.groupName)}`, 'yes')),
  RemoveUserFromGroup: (event) =>
    on('user', event, ({ request }) => ({
      sets: { [`group:${textOf(request.groupName)}`]: null },
    })),

  CreateAccessKey: (event) =>
    on('user', event, ({ answer }) => {
      const { accessKeyId, status } = objectOf(answer.accessKey)
      return addition(`key:${textOf(accessKeyId)}`, textOf(status) || 'Active')
    }),
  UpdateAccessKey: (event) =>
    on('user', event, ({ request }) =>
      set(`key:${textOf(request.accessKeyId)}`, textOf(request.status)),
    ),
  DeleteAccessKey: (event) =>
    on('user', event, ({ request }) => ({
      sets: { [`key:${textOf(request.accessKeyId)}`]: null },
    })),
  CreateLoginProfile: (event) => on('user', event, () => addition('login', 'yes')),
  UpdateLoginProfile: (event) => on('user', event, () => set('login', 'yes')),
  DeleteLoginProfile: (event) => on('user', event, () => removal('login', 'yes')),

  CreatePolicy: (event) => policyCreation(event),
  DeletePolicy: ({ request }) => deletionOf('policy', request.policyArn),
  CreatePolicyVersion: (event) => onPolicy(event, versionCreation),
  DeletePolicyVersion: (event) =>
    onPolicy(event, ({ request }) => ({
      sets: { [`version:${textOf(request.versionId)}`]: null },
    })),
  SetDefaultPolicyVersion: (event) =>
    onPolicy(event, ({ request }) => set('default', textOf(request.versionId))),
}

type Part = (event: ResponderEvent) => Omit<Effect, 'entity'>

/**
 * The same effect of the three calls for a user, a role and a group; null where there is none for
 * groups.
 */
function of(user: string, role: string, group: string | null, part: Part): Record<string, Read> {
  return {
    [user]: (event) => on('user', event, part),
    [role]: (event) => on('role', event, part),
    ...(group === null ? {} : { [group]: (event: ResponderEvent) => on('group', event, part) }),
  }
}

function on(kind: 'user' | 'role' | 'group', event: ResponderEvent, part: Part): Effect | null {
  const name = textOf(event.request[`${kind}Name`]) || (kind === 'user' ? ownName(event) : '')
  return name === '' ? null : { entity: entityOf(kind, name), ...part(event) }
}

/** Users may omit their own name; then the answer has it, or the caller is the user. */
function ownName({ answer, principal }: ResponderEvent): string {
  const { accessKey, loginProfile } = answer
  const answered = objectOf(accessKey).userName ?? objectOf(loginProfile).userName
  return textOf(answered) || (principal.userName ?? '')
}

function onPolicy(event: ResponderEvent, part: Part): Effect | null {
  const arn = textOf(event.request.policyArn)
  return arn === '' ? null : { entity: entityOf('policy', arn), ...part(event) }
}

const set = (facet: string, value: string): Omit<Effect, 'entity'> =>
  value === '' ? { sets: {}, unknown: [facet] } : { sets: { [facet]: value } }

const setDocument = (facet: string, document: Json | undefined): Omit<Effect, 'entity'> =>
  set(facet, decodeDocument(textOf(document)))

const addition = (facet: string, value: string): Omit<Effect, 'entity'> => ({
  ...set(facet, value),
  was: { [facet]: null },
})

const removal = (facet: string, former: string): Omit<Effect, 'entity'> => ({
  sets: { [facet]: null },
  was: { [facet]: former },
})

/**
 * Reads UpdateUser and UpdateGroup. After a rename, what either name holds is unknown. Without a
 * rename the call sets the path, or nothing at all: that must not make the history unknown, because
 * then anybody could erase it.
 */
function renaming({ newPath }: JsonObject, newName: Json | undefined): Omit<Effect, 'entity'> {
  if (textOf(newName) !== '') return { sets: {}, unknown: ['*'] }
  return { sets: textOf(newPath) === '' ? {} : { entity: pathText(textOf(newPath)) } }
}

/** Only the answer has the id of the new version. */
function versionCreation({ request, answer }: ResponderEvent): Omit<Effect, 'entity'> {
  const id = textOf(objectOf(answer.policyVersion).versionId)
  if (id === '') return { sets: {}, unknown: ['*'] }
  const version = addition(`version:${id}`, decodeDocument(textOf(request.policyDocument)))
  const isDefault = request.setAsDefault === true || request.setAsDefault === 'true'
  return isDefault ? { ...version, sets: { ...version.sets, default: id } } : version
}

function creation(
  kind: 'user' | 'role' | 'group',
  event: ResponderEvent,
  more: Facets,
): Effect | null {
  const { request } = event
  const boundary = textOf(request.permissionsBoundary)
  return on(kind, event, () => ({
    sets: {
      entity: pathText(textOf(request.path)),
      ...(boundary === '' ? {} : { boundary }),
      ...tags(request.tags),
      ...more,
    },
    resets: true,
  }))
}

function roleCreation(event: ResponderEvent): Effect | null {
  const trust = decodeDocument(textOf(event.request.assumeRolePolicyDocument))
  const settings = roleSettings(event.request)
  const effect = creation('role', event, trust === '' ? settings : { ...settings, trust })
  return effect !== null && trust === '' ? { ...effect, unknown: ['trust'] } : effect
}

const roleSettings = (request: JsonObject): Facets => ({
  settings: settingsText({
    Description: textOf(request.description),
    MaxSessionDuration: Number(request.maxSessionDuration) || undefined,
  }),
})

function policyCreation({ request, answer }: ResponderEvent): Effect | null {
  const { arn } = objectOf(answer.policy)
  if (textOf(arn) === '') return null
  const id = textOf(objectOf(answer.policy).defaultVersionId) || 'v1'
  return {
    entity: entityOf('policy', textOf(arn)),
    sets: {
      entity: pathText(textOf(request.path)),
      settings: policySettingsText(textOf(request.description)),
      [`version:${id}`]: decodeDocument(textOf(request.policyDocument)),
      default: id,
    },
    resets: true,
  }
}

const deletion = (kind: 'user' | 'role' | 'group', { request }: ResponderEvent): Effect | null =>
  deletionOf(kind, request[`${kind}Name`])

const deletionOf = (kind: Kind, name: Json | undefined): Effect | null =>
  textOf(name) === ''
    ? null
    : { entity: entityOf(kind, textOf(name)), sets: { entity: null }, resets: true }

const tags = (value: Json | undefined): Facets =>
  Object.fromEntries(
    list(value)
      .filter(isObject)
      .map(({ key, value: text }) => [`tag:${textOf(key)}`, textOf(text)]),
  )

const noTags = (value: Json | undefined): Facets =>
  Object.fromEntries(list(value).map((key) => [`tag:${textOf(key)}`, null]))

const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : [])
