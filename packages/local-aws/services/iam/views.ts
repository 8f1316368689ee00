/** The answers of IAM about users, groups, roles and policies. */
import type {
  AttachedPermissionsBoundary,
  AttachedPolicy,
  Group,
  InstanceProfile as InstanceProfileView,
  Policy,
  PolicyDetail,
  Role,
  User,
} from '@aws-sdk/client-iam'
import type { Call } from '../../call.ts'
import { urlEncoded } from './documents.ts'
import { policyOf } from './lookup.ts'
import {
  type Bounded,
  type Entity,
  type Holder,
  type IamGroup,
  type IamRole,
  type IamUser,
  type InstanceProfile,
  iamOf,
  type ManagedPolicy,
} from './memory.ts'

/** AWS answers `Policy`; its documentation and the SDK's types have another value. */
const boundaryType = 'Policy' as 'PermissionsBoundaryPolicy'

const boundaryView = (boundary: string): AttachedPermissionsBoundary => ({
  PermissionsBoundaryType: boundaryType,
  PermissionsBoundaryArn: boundary,
})

export const bounds = ({ boundary }: Bounded) =>
  boundary === undefined ? {} : { PermissionsBoundary: boundaryView(boundary) }

export const tagged = ({ tags }: { readonly tags: Bounded['tags'] }) =>
  tags.length === 0 ? {} : { Tags: [...tags] }

type NameAndId<Kind extends string> = {
  readonly [_ in `${Kind}Name` | `${Kind}Id`]: string
}

/** The common fields, under the names of the kind: `UserName`, `UserId`. */
export const entityView = <Kind extends 'User' | 'Group' | 'Role' | 'InstanceProfile'>(
  kind: Kind,
  { path, name, id, arn, createdAt }: Entity,
) => ({
  Path: path,
  ...({ [`${kind}Name`]: name, [`${kind}Id`]: id } as NameAndId<Kind>),
  Arn: arn,
  CreateDate: createdAt,
})

/** A user in a list. Only the answer about a single user has boundary and tags. */
export const userInList = (user: IamUser): User => entityView('User', user)

export const userView = (user: IamUser): User => ({
  ...userInList(user),
  ...bounds(user),
  ...tagged(user),
})

export const groupView = (group: IamGroup): Group => entityView('Group', group)

export const roleInList = (role: IamRole): Role => ({
  ...entityView('Role', role),
  AssumeRolePolicyDocument: urlEncoded(role.trust),
  ...(role.description !== undefined && { Description: role.description }),
  MaxSessionDuration: role.maxSessionSeconds,
})

export const roleView = (role: IamRole): Role => ({
  ...roleInList(role),
  ...bounds(role),
  ...tagged(role),
  RoleLastUsed: role.lastUsed
    ? { LastUsedDate: role.lastUsed.at, Region: role.lastUsed.region }
    : {},
})

export function policyInList(call: Call, policy: ManagedPolicy): Policy {
  const { attachments, boundaries } = usesOf(call, policy.arn)
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersion,
    AttachmentCount: attachments.length,
    PermissionsBoundaryUsageCount: boundaries.length,
    IsAttachable: true,
    CreateDate: policy.createdAt,
    UpdateDate: policy.updatedAt,
  }
}

export const policyView = (call: Call, policy: ManagedPolicy): Policy => ({
  ...policyInList(call, policy),
  ...(policy.description !== undefined && { Description: policy.description }),
  Tags: [...policy.tags],
})

export function profileView(call: Call, profile: InstanceProfile): InstanceProfileView {
  const role = profile.role === undefined ? undefined : iamOf(call.account).roles.get(profile.role)
  return {
    ...entityView('InstanceProfile', profile),
    Roles: role ? [roleInList(role)] : [],
  }
}

export const attachedView = (call: Call, { attached }: Holder): AttachedPolicy[] =>
  [...attached].map((arn) => ({ PolicyName: policyOf(call, arn).name, PolicyArn: arn }))

export const inlineView = ({ inline }: Holder): PolicyDetail[] =>
  [...inline].map(([name, document]) => ({
    PolicyName: name,
    PolicyDocument: urlEncoded(document),
  }))

/** The entities to which a managed policy is attached, and those whose boundary it is. */
export function usesOf(call: Call, arn: string) {
  const { users, groups, roles } = iamOf(call.account)
  const bounded = [...users.values(), ...roles.values()]
  const holders: (IamUser | IamGroup | IamRole)[] = [...bounded, ...groups.values()]
  return {
    attachments: holders.filter(({ attached }) => attached.has(arn)),
    boundaries: bounded.filter(({ boundary }) => boundary === arn),
  }
}
