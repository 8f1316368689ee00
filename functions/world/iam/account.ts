/** Reads the account's users, roles, groups and policies, page by page. */
import {
  GetAccountAuthorizationDetailsCommand,
  type GetAccountAuthorizationDetailsResponse,
  ListRolesCommand,
} from '@aws-sdk/client-iam'
import { type AccountPage, MarkerExpired } from '../../../src/respond/history/fact-store.ts'
import {
  entityFacets,
  policyFacets,
  type RoleSettings,
} from '../../../src/respond/history/iam/details.ts'
import { entityOf } from '../../../src/respond/history/iam/entity.ts'
import type { InTime } from '../../support/invocation.ts'
import { allPages } from '../pages.ts'
import { iamClient } from './client.ts'

/** Reads one page, in the order of IAM: users, groups, roles, policies. */
export function accountPages(config: InTime): (marker: string | null) => Promise<AccountPage> {
  let settings: Promise<ReadonlyMap<string, RoleSettings>> | undefined
  return async (marker) => {
    settings ??= roleSettings(config)
    const [roles, page] = [await settings, await details(marker, config)]
    const next = page.IsTruncated === true ? (page.Marker ?? null) : null
    return { entities: entitiesOf(page, roles), next }
  }
}

async function details(marker: string | null, { signal }: InTime) {
  const command = new GetAccountAuthorizationDetailsCommand({
    Filter: ['User', 'Group', 'Role', 'LocalManagedPolicy'],
    MaxItems: 100,
    ...(marker === null ? {} : { Marker: marker }),
  })
  try {
    return await iamClient().send(command, { abortSignal: signal() })
  } catch (error) {
    if (marker !== null && isOfMarker(error)) throw new MarkerExpired(String(error))
    throw error
  }
}

const isOfMarker = (error: unknown): boolean =>
  error instanceof Error &&
  /^(?:ValidationError|InvalidInput|InvalidMarker)/.test(error.name) &&
  /marker/i.test(error.message)

/**
 * What recreating a role needs and GetAccountAuthorizationDetails does not return. An account has
 * at most 10,000 roles: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
async function roleSettings({ signal }: InTime) {
  const roles = await allPages(async (Marker) => {
    const command = new ListRolesCommand({ Marker, MaxItems: 1000 })
    const page = await iamClient().send(command, { abortSignal: signal() })
    const items = page.Roles?.map(({ RoleName = '', Description, MaxSessionDuration }) => ({
      RoleName,
      settings: { Description, MaxSessionDuration },
    }))
    return { items, next: page.Marker }
  })
  return new Map(roles.map(({ RoleName, settings }) => [RoleName, settings]))
}

function entitiesOf(
  page: GetAccountAuthorizationDetailsResponse,
  roles: ReadonlyMap<string, RoleSettings>,
): AccountPage['entities'] {
  const { UserDetailList = [], GroupDetailList = [], RoleDetailList = [], Policies = [] } = page
  return [
    ...UserDetailList.map((user) => {
      const { UserName = '', UserPolicyList, AttachedManagedPolicies, GroupList } = user
      const more = { ...lists(UserPolicyList, AttachedManagedPolicies), groups: GroupList ?? [] }
      return { entity: entityOf('user', UserName), facets: entityFacets({ ...user, ...more }) }
    }),
    ...GroupDetailList.map((group) => {
      const { GroupName = '', GroupPolicyList, AttachedManagedPolicies } = group
      const more = lists(GroupPolicyList, AttachedManagedPolicies)
      return { entity: entityOf('group', GroupName), facets: entityFacets({ ...group, ...more }) }
    }),
    ...RoleDetailList.map((role) => {
      const { RoleName = '', RolePolicyList, AttachedManagedPolicies } = role
      const settings = roles.get(RoleName)
      const more = { ...lists(RolePolicyList, AttachedManagedPolicies), settings }
      return { entity: entityOf('role', RoleName), facets: entityFacets({ ...role, ...more }) }
    }),
    ...Policies.map((policy) => ({
      entity: entityOf('policy', policy.Arn ?? ''),
      facets: policyFacets({ ...policy, versions: policy.PolicyVersionList ?? [] }),
    })),
  ]
}

const lists = <Inline, Attached>(
  inline: readonly Inline[] | undefined,
  attached: readonly Attached[] | undefined,
) => ({ inline: inline ?? [], attached: attached ?? [] })
