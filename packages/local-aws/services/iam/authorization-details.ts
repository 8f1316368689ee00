/**
 * GetAccountAuthorizationDetails: all of IAM in pages.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html
 */
import type { GroupDetail, ManagedPolicyDetail, RoleDetail, UserDetail } from '@aws-sdk/client-iam'
import type { Call } from '../../call.ts'
import { awsPolicies, awsPolicy } from './aws-policies.ts'
import { urlEncoded } from './documents.ts'
import {
  type IamGroup,
  type IamOperations,
  type IamRole,
  type IamUser,
  iamOf,
  type ManagedPolicy,
} from './memory.ts'
import { iamPage } from './pages.ts'
import {
  attachedView,
  bounds,
  entityView,
  groupView,
  inlineView,
  policyInList,
  profileView,
  tagged,
  userInList,
  usesOf,
} from './views.ts'

type Entity =
  | { readonly kind: 'User'; readonly of: IamUser }
  | { readonly kind: 'Group'; readonly of: IamGroup }
  | { readonly kind: 'Role'; readonly of: IamRole }
  | { readonly kind: 'LocalManagedPolicy' | 'AWSManagedPolicy'; readonly of: ManagedPolicy }

export const authorizationDetails = {
  GetAccountAuthorizationDetails: ({ Filter, ...paging }, call) => {
    const wanted = [...entitiesOf(call)].filter(
      ({ kind }) => Filter === undefined || Filter.length === 0 || Filter.includes(kind),
    )
    const { items, ...rest } = iamPage(wanted, ({ kind, of }) => `${kind} ${of.arn}`, paging)
    const UserDetailList: UserDetail[] = []
    const GroupDetailList: GroupDetail[] = []
    const RoleDetailList: RoleDetail[] = []
    const Policies: ManagedPolicyDetail[] = []
    for (const { kind, of } of items) {
      if (kind === 'User') UserDetailList.push(userDetail(call, of))
      else if (kind === 'Group') GroupDetailList.push(groupDetail(call, of))
      else if (kind === 'Role') RoleDetailList.push(roleDetail(call, of))
      else Policies.push(policyDetail(call, of))
    }
    return { UserDetailList, GroupDetailList, RoleDetailList, Policies, ...rest }
  },
} satisfies IamOperations

/** The entities of an account. AWS's own policies are included only if they are attached. */
function* entitiesOf(call: Call): Generator<Entity> {
  const { users, groups, roles, policies } = iamOf(call.account)
  for (const of of users.values()) yield { kind: 'User', of }
  for (const of of groups.values()) yield { kind: 'Group', of }
  for (const of of roles.values()) yield { kind: 'Role', of }
  for (const of of policies.values()) yield { kind: 'LocalManagedPolicy', of }
  for (const of of awsPolicies()) {
    const { attachments, boundaries } = usesOf(call, of.arn)
    if (attachments.length + boundaries.length > 0) yield { kind: 'AWSManagedPolicy', of }
  }
}

const userDetail = (call: Call, user: IamUser): UserDetail => ({
  ...userInList(user),
  ...(user.inline.size > 0 && { UserPolicyList: inlineView(user) }),
  GroupList: [...user.groups],
  AttachedManagedPolicies: attachedView(call, user),
  ...bounds(user),
  Tags: [...user.tags],
})

const groupDetail = (call: Call, group: IamGroup): GroupDetail => ({
  ...groupView(group),
  GroupPolicyList: inlineView(group),
  AttachedManagedPolicies: attachedView(call, group),
})

function roleDetail(call: Call, role: IamRole): RoleDetail {
  const profiles = [...iamOf(call.account).instanceProfiles.values()]
  return {
    ...entityView('Role', role),
    AssumeRolePolicyDocument: urlEncoded(role.trust),
    InstanceProfileList: profiles
      .filter((profile) => profile.role === role.name)
      .map((profile) => profileView(call, profile)),
    RolePolicyList: inlineView(role),
    AttachedManagedPolicies: attachedView(call, role),
    ...bounds(role),
    ...tagged(role),
    RoleLastUsed: role.lastUsed
      ? { LastUsedDate: role.lastUsed.at, Region: role.lastUsed.region }
      : {},
  }
}

function policyDetail(call: Call, policy: ManagedPolicy): ManagedPolicyDetail {
  const newestFirst = [...policy.versions].reverse()
  const versions = awsPolicy(policy.arn)
    ? newestFirst.filter(([id]) => id === policy.defaultVersion)
    : newestFirst
  return {
    ...policyInList(call, policy),
    ...(policy.description !== undefined && { Description: policy.description }),
    PolicyVersionList: versions.map(([id, { document, createdAt }]) => ({
      Document: urlEncoded(document),
      VersionId: id,
      IsDefaultVersion: id === policy.defaultVersion,
      CreateDate: createdAt,
    })),
  }
}
