/** Inline policies of users, groups and roles: the same four operations for each. */
import type { Call } from '../../call.ts'
import { refuseBadPolicy, refuseTooLarge, sizeOf, urlEncoded } from './documents.ts'
import { changeableRole, groupOf, noSuchEntity, refuseBadName, roleOf, userOf } from './lookup.ts'
import type { IamGroup, IamOperations, IamRole, IamUser } from './memory.ts'
import { iamPage } from './pages.ts'
import { quotas } from './quotas.ts'

type Owner = IamUser | IamGroup | IamRole

function put(owner: Owner, name: string, document: string): void {
  refuseBadName(name, 'policyName')
  refuseBadPolicy(document)
  const others = [...owner.inline].filter(([other]) => other !== name)
  const size = others.reduce((sum, [, other]) => sum + sizeOf(other), sizeOf(document))
  refuseTooLarge(size, quotas.inlinePolicySize[owner.kind], `${owner.kind} ${owner.name}`)
  owner.inline.set(name, document)
}

function get(owner: Owner, name: string) {
  const document = owner.inline.get(name)
  if (document === undefined) throw missing(owner, name)
  return { PolicyName: name, PolicyDocument: urlEncoded(document) }
}

function remove(owner: Owner, name: string): void {
  if (!owner.inline.delete(name)) throw missing(owner, name)
}

const missing = ({ kind }: Owner, name: string) =>
  noSuchEntity(`The ${kind} policy with name ${name} cannot be found.`)

function list(owner: Owner, paging: Parameters<typeof iamPage>[2]) {
  const { items, ...rest } = iamPage(owner.inline.keys(), (name) => name, paging)
  return { PolicyNames: items, ...rest }
}

export const inlinePolicies = {
  PutUserPolicy: ({ UserName, PolicyName, PolicyDocument }, call) =>
    put(userOf(call, UserName), PolicyName, PolicyDocument),
  PutGroupPolicy: ({ GroupName, PolicyName, PolicyDocument }, call) =>
    put(groupOf(call, GroupName), PolicyName, PolicyDocument),
  PutRolePolicy: ({ RoleName, PolicyName, PolicyDocument }, call) =>
    put(changeableRole(call, RoleName), PolicyName, PolicyDocument),

  GetUserPolicy: ({ UserName, PolicyName }, call) => ({
    UserName,
    ...get(userOf(call, UserName), PolicyName),
  }),
  GetGroupPolicy: ({ GroupName, PolicyName }, call) => ({
    GroupName,
    ...get(groupOf(call, GroupName), PolicyName),
  }),
  GetRolePolicy: ({ RoleName, PolicyName }, call) => ({
    RoleName,
    ...get(roleOf(call, RoleName), PolicyName),
  }),

  DeleteUserPolicy: ({ UserName, PolicyName }, call: Call) =>
    remove(userOf(call, UserName), PolicyName),
  DeleteGroupPolicy: ({ GroupName, PolicyName }, call) =>
    remove(groupOf(call, GroupName), PolicyName),
  DeleteRolePolicy: ({ RoleName, PolicyName }, call) =>
    remove(changeableRole(call, RoleName), PolicyName),

  ListUserPolicies: ({ UserName, ...paging }, call) => list(userOf(call, UserName), paging),
  ListGroupPolicies: ({ GroupName, ...paging }, call) => list(groupOf(call, GroupName), paging),
  ListRolePolicies: ({ RoleName, ...paging }, call) => list(roleOf(call, RoleName), paging),
} satisfies IamOperations
