/**
 * Operations that attach managed policies to users, groups and roles, and set permissions
 * boundaries.
 */
import type { Call } from '../../call.ts'
import {
  changeableRole,
  groupOf,
  limitExceeded,
  noSuchEntity,
  policyOf,
  roleOf,
  userOf,
} from './lookup.ts'
import type { Bounded, IamGroup, IamOperations, IamRole, IamUser } from './memory.ts'
import { iamPage } from './pages.ts'
import { quotas } from './quotas.ts'
import { attachedView, usesOf } from './views.ts'

type Owner = IamUser | IamGroup | IamRole

const maxAttached = {
  user: ['PoliciesPerUser', quotas.policiesPerUser],
  group: ['PoliciesPerGroup', quotas.policiesPerGroup],
  role: ['PoliciesPerRole', quotas.policiesPerRole],
} as const

function attach(call: Call, owner: Owner, arn: string): void {
  policyOf(call, arn)
  const [quota, count] = maxAttached[owner.kind]
  if (!owner.attached.has(arn) && owner.attached.size >= count) {
    throw limitExceeded(`Cannot exceed quota for ${quota}: ${count}`)
  }
  owner.attached.add(arn)
}

function detach(owner: Owner, arn: string): void {
  if (!owner.attached.delete(arn)) throw noSuchEntity(`Policy ${arn} was not found.`)
}

function list(
  call: Call,
  owner: Owner,
  {
    PathPrefix = '/',
    ...paging
  }: { PathPrefix?: string | undefined } & Parameters<typeof iamPage>[2],
) {
  const all = attachedView(call, owner).filter(({ PolicyArn = '' }) =>
    policyOf(call, PolicyArn).path.startsWith(PathPrefix),
  )
  const { items, ...rest } = iamPage(all, ({ PolicyName = '' }) => PolicyName, paging)
  return { AttachedPolicies: items, ...rest }
}

function bound(call: Call, owner: Bounded, arn: string): void {
  policyOf(call, arn)
  owner.boundary = arn
}

function unbound(owner: Bounded): void {
  delete owner.boundary
}

export const attachments = {
  AttachUserPolicy: ({ UserName, PolicyArn }, call) =>
    attach(call, userOf(call, UserName), PolicyArn),
  AttachGroupPolicy: ({ GroupName, PolicyArn }, call) =>
    attach(call, groupOf(call, GroupName), PolicyArn),
  AttachRolePolicy: ({ RoleName, PolicyArn }, call) =>
    attach(call, changeableRole(call, RoleName), PolicyArn),

  DetachUserPolicy: ({ UserName, PolicyArn }, call) => detach(userOf(call, UserName), PolicyArn),
  DetachGroupPolicy: ({ GroupName, PolicyArn }, call) =>
    detach(groupOf(call, GroupName), PolicyArn),
  DetachRolePolicy: ({ RoleName, PolicyArn }, call) =>
    detach(changeableRole(call, RoleName), PolicyArn),

  ListAttachedUserPolicies: ({ UserName, ...paging }, call) =>
    list(call, userOf(call, UserName), paging),
  ListAttachedGroupPolicies: ({ GroupName, ...paging }, call) =>
    list(call, groupOf(call, GroupName), paging),
  ListAttachedRolePolicies: ({ RoleName, ...paging }, call) =>
    list(call, roleOf(call, RoleName), paging),

  ListEntitiesForPolicy: ({ PolicyArn, EntityFilter, PolicyUsageFilter, ...paging }, call) => {
    policyOf(call, PolicyArn)
    const { attachments: attached, boundaries } = usesOf(call, PolicyArn)
    const used = PolicyUsageFilter === 'PermissionsBoundary' ? boundaries : attached
    const wanted = EntityFilter?.toLowerCase()
    const { items, ...rest } = iamPage(
      used.filter(({ kind }) => wanted === undefined || kind === wanted),
      ({ kind, name }) => `${kind}/${name}`,
      paging,
    )
    const of = (kind: Owner['kind']) => items.filter((item) => item.kind === kind)
    return {
      PolicyGroups: of('group').map(({ name, id }) => ({ GroupName: name, GroupId: id })),
      PolicyUsers: of('user').map(({ name, id }) => ({ UserName: name, UserId: id })),
      PolicyRoles: of('role').map(({ name, id }) => ({ RoleName: name, RoleId: id })),
      ...rest,
    }
  },

  PutUserPermissionsBoundary: ({ UserName, PermissionsBoundary }, call) =>
    bound(call, userOf(call, UserName), PermissionsBoundary),
  PutRolePermissionsBoundary: ({ RoleName, PermissionsBoundary }, call) =>
    bound(call, changeableRole(call, RoleName), PermissionsBoundary),
  DeleteUserPermissionsBoundary: ({ UserName }, call) => unbound(userOf(call, UserName)),
  DeleteRolePermissionsBoundary: ({ RoleName }, call) => unbound(changeableRole(call, RoleName)),
} satisfies IamOperations
