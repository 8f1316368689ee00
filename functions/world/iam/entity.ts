/** IAM as the responders and the history read it: one entity, or the account page by page. */
import {
  GetAccountAuthorizationDetailsCommand,
  type GetAccountAuthorizationDetailsResponse,
  GetGroupCommand,
  GetGroupPolicyCommand,
  GetLoginProfileCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListAttachedGroupPoliciesCommand,
  ListAttachedRolePoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListGroupPoliciesCommand,
  ListGroupsForUserCommand,
  ListPolicyVersionsCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  ListUserPoliciesCommand,
  NoSuchEntityException,
} from '@aws-sdk/client-iam'
import type { Facets } from '../../src/respond/contract/responder.ts'
import { type AccountPage, MarkerExpired } from '../../src/respond/history/fact-store.ts'
import {
  entityFacets,
  policyFacets,
  type RoleSettings,
} from '../../src/respond/history/iam/details.ts'
import { entityOf, kindOf, nameOf } from '../../src/respond/history/iam/entity.ts'
import { once } from '../support/once.ts'

/** Few calls a second are allowed for a whole account; what is throttled is tried again, ever later. */
const maxAttempts = 8

export const iamClient = once(() => new IAMClient({ maxAttempts, retryMode: 'adaptive' }))

export interface IamConfig {
  readonly client: () => IAMClient
  readonly signal: () => AbortSignal
}

/** An entity as it stands, as facets; empty where it does not exist. */
export async function readEntity(entity: string, config: IamConfig): Promise<Facets> {
  try {
    return await readers[kindOf(entity)](nameOf(entity), config)
  } catch (error) {
    // Also where it was deleted between two of the calls.
    if (error instanceof NoSuchEntityException) return {}
    throw error
  }
}

type Read = (name: string, config: IamConfig) => Promise<Facets>

const readers: Readonly<Record<ReturnType<typeof kindOf>, Read>> = {
  user: readUser,
  role: readRole,
  group: readGroup,
  policy: readPolicy,
}

async function readUser(UserName: string, { client, signal }: IamConfig): Promise<Facets> {
  const iam = client()
  const options = () => ({ abortSignal: signal() })
  const { User: user } = await iam.send(new GetUserCommand({ UserName }), options())
  const names = await all(async (Marker) => {
    const page = await iam.send(new ListUserPoliciesCommand({ UserName, Marker }), options())
    return { items: page.PolicyNames, next: page.Marker }
  })
  const inline = await inTurn(names, (PolicyName) =>
    iam.send(new GetUserPolicyCommand({ UserName, PolicyName }), options()),
  )
  const attached = await all(async (Marker) => {
    const page = await iam.send(
      new ListAttachedUserPoliciesCommand({ UserName, Marker }),
      options(),
    )
    return { items: page.AttachedPolicies, next: page.Marker }
  })
  const groups = await all(async (Marker) => {
    const page = await iam.send(new ListGroupsForUserCommand({ UserName, Marker }), options())
    return { items: page.Groups, next: page.Marker }
  })
  const keys = await all(async (Marker) => {
    const page = await iam.send(new ListAccessKeysCommand({ UserName, Marker }), options())
    return { items: page.AccessKeyMetadata, next: page.Marker }
  })
  return {
    ...entityFacets({ ...user, inline, attached, groups: namesOf(groups) }),
    ...Object.fromEntries(
      keys.map(({ AccessKeyId, Status }) => [`key:${AccessKeyId}`, `${Status}`]),
    ),
    ...((await hasPassword(UserName, { client, signal })) ? { login: 'yes' } : {}),
  }
}

async function hasPassword(UserName: string, { client, signal }: IamConfig): Promise<boolean> {
  try {
    await client().send(new GetLoginProfileCommand({ UserName }), { abortSignal: signal() })
    return true
  } catch (error) {
    if (error instanceof NoSuchEntityException) return false
    throw error
  }
}

async function readRole(RoleName: string, { client, signal }: IamConfig): Promise<Facets> {
  const iam = client()
  const options = () => ({ abortSignal: signal() })
  const { Role: role } = await iam.send(new GetRoleCommand({ RoleName }), options())
  const names = await all(async (Marker) => {
    const page = await iam.send(new ListRolePoliciesCommand({ RoleName, Marker }), options())
    return { items: page.PolicyNames, next: page.Marker }
  })
  const inline = await inTurn(names, (PolicyName) =>
    iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }), options()),
  )
  const attached = await all(async (Marker) => {
    const page = await iam.send(
      new ListAttachedRolePoliciesCommand({ RoleName, Marker }),
      options(),
    )
    return { items: page.AttachedPolicies, next: page.Marker }
  })
  return entityFacets({ ...role, inline, attached, settings: role ?? {} })
}

async function readGroup(GroupName: string, { client, signal }: IamConfig): Promise<Facets> {
  const iam = client()
  const options = () => ({ abortSignal: signal() })
  // Its members are of no interest here; each is kept with the user.
  const { Group: group } = await iam.send(
    new GetGroupCommand({ GroupName, MaxItems: 1 }),
    options(),
  )
  const names = await all(async (Marker) => {
    const page = await iam.send(new ListGroupPoliciesCommand({ GroupName, Marker }), options())
    return { items: page.PolicyNames, next: page.Marker }
  })
  const inline = await inTurn(names, (PolicyName) =>
    iam.send(new GetGroupPolicyCommand({ GroupName, PolicyName }), options()),
  )
  const attached = await all(async (Marker) => {
    const page = await iam.send(
      new ListAttachedGroupPoliciesCommand({ GroupName, Marker }),
      options(),
    )
    return { items: page.AttachedPolicies, next: page.Marker }
  })
  return entityFacets({ ...group, inline, attached })
}

async function readPolicy(PolicyArn: string, { client, signal }: IamConfig): Promise<Facets> {
  const iam = client()
  const options = () => ({ abortSignal: signal() })
  const { Policy: policy } = await iam.send(new GetPolicyCommand({ PolicyArn }), options())
  const ids = await all(async (Marker) => {
    const page = await iam.send(new ListPolicyVersionsCommand({ PolicyArn, Marker }), options())
    return { items: page.Versions, next: page.Marker }
  })
  const versions = await inTurn(ids, async ({ VersionId }) => {
    const command = new GetPolicyVersionCommand({ PolicyArn, VersionId })
    return (await iam.send(command, options())).PolicyVersion ?? {}
  })
  const standard = versions.find(({ IsDefaultVersion }) => IsDefaultVersion === true)
  return policyFacets({
    ...policy,
    DefaultVersionId: standard?.VersionId ?? policy?.DefaultVersionId,
    versions,
  })
}

/** One page at a time as IAM gives it, in the order of what it gives: users, groups, roles, policies. */
export function accountPages(config: IamConfig): (marker: string | null) => Promise<AccountPage> {
  let settings: Promise<ReadonlyMap<string, RoleSettings>> | undefined
  return async (marker) => {
    settings ??= roleSettings(config)
    const [roles, page] = [await settings, await details(marker, config)]
    const next = page.IsTruncated === true ? (page.Marker ?? null) : null
    return { entities: entitiesOf(page, roles), next }
  }
}

async function details(marker: string | null, { client, signal }: IamConfig) {
  const command = new GetAccountAuthorizationDetailsCommand({
    Filter: ['User', 'Group', 'Role', 'LocalManagedPolicy'],
    MaxItems: 100,
    ...(marker === null ? {} : { Marker: marker }),
  })
  try {
    return await client().send(command, { abortSignal: signal() })
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
 * What GetAccountAuthorizationDetails does not tell of a role and it takes to make it anew. An
 * account has at most 10,000 roles: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
async function roleSettings({ client, signal }: IamConfig) {
  const roles = await all(async (Marker) => {
    const command = new ListRolesCommand({ Marker, MaxItems: 1000 })
    const page = await client().send(command, { abortSignal: signal() })
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

const namesOf = (groups: readonly { readonly GroupName?: string | undefined }[]): string[] =>
  groups.flatMap(({ GroupName }) => GroupName ?? [])

/** All pages of a list. */
async function all<Item>(
  page: (
    marker: string | undefined,
  ) => Promise<{ items: readonly Item[] | undefined; next: string | undefined }>,
): Promise<readonly Item[]> {
  const items: Item[] = []
  let marker: string | undefined
  do {
    const { items: more = [], next } = await page(marker)
    items.push(...more)
    marker = next
  } while (marker !== undefined && marker !== '')
  return items
}

/** One after the other: IAM allows few calls a second. */
async function inTurn<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = []
  for (const item of items) results.push(await work(item))
  return results
}
