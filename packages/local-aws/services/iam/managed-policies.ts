/** Operations on the account's managed policies and their versions. */
import type { PolicyVersion as PolicyVersionView } from '@aws-sdk/client-iam'
import { awsPolicies } from './aws-policies.ts'
import { newEntity } from './create.ts'
import { refuseBadPolicy, refuseTooLarge, sizeOf, urlEncoded } from './documents.ts'
import {
  alreadyExists,
  deleteConflict,
  limitExceeded,
  noSuchEntity,
  ownPolicy,
  pathOf,
  policyOf,
  refuseBadName,
} from './lookup.ts'
import { type IamOperations, iamOf, type ManagedPolicy, type PolicyVersion } from './memory.ts'
import { iamPage } from './pages.ts'
import { quotas } from './quotas.ts'
import { policyInList, policyView, usesOf } from './views.ts'

export const managedPolicies = {
  CreatePolicy: ({ PolicyName: name, PolicyDocument: document, Path, Description, Tags }, call) => {
    refuseBadName(name, 'policyName')
    refuseDocument(document)
    const { policies } = iamOf(call.account)
    const path = pathOf(Path)
    if ([...policies.values()].some((policy) => policy.name.toLowerCase() === name.toLowerCase())) {
      throw alreadyExists(
        `A policy called ${name} already exists. Duplicate names are not allowed.`,
      )
    }
    const policy: ManagedPolicy = {
      ...newEntity(call, 'policy', name, path),
      updatedAt: call.now,
      tags: Tags ?? [],
      versions: new Map([['v1', { document, createdAt: call.now }]]),
      defaultVersion: 'v1',
      nextVersion: 2,
      ...(Description !== undefined && { description: Description }),
    }
    policies.set(policy.arn, policy)
    return { Policy: policyInList(call, policy) }
  },

  GetPolicy: ({ PolicyArn }, call) => ({ Policy: policyView(call, policyOf(call, PolicyArn)) }),

  ListPolicies: ({ Scope = 'All', OnlyAttached, PathPrefix = '/', ...paging }, call) => {
    const own = Scope === 'AWS' ? [] : [...iamOf(call.account).policies.values()]
    const all = Scope === 'Local' ? own : [...own, ...awsPolicies()]
    const { items, ...rest } = iamPage(
      all
        .filter(({ path }) => path.startsWith(PathPrefix))
        .filter(({ arn }) => !OnlyAttached || usesOf(call, arn).attachments.length > 0),
      ({ name, arn }) => `${name} ${arn}`,
      paging,
    )
    return { Policies: items.map((policy) => policyInList(call, policy)), ...rest }
  },

  DeletePolicy: ({ PolicyArn }, call) => {
    const policy = ownPolicy(call, PolicyArn)
    const { attachments, boundaries } = usesOf(call, PolicyArn)
    if (attachments.length + boundaries.length > 0) {
      throw deleteConflict('Cannot delete a policy attached to entities.')
    }
    if (policy.versions.size > 1) {
      throw deleteConflict(
        'This policy has more than one version. Before you delete a policy, you must delete the ' +
          "policy's versions. The default version is deleted with the policy.",
      )
    }
    iamOf(call.account).policies.delete(PolicyArn)
  },

  CreatePolicyVersion: ({ PolicyArn, PolicyDocument: document, SetAsDefault }, call) => {
    const policy = ownPolicy(call, PolicyArn)
    refuseDocument(document)
    if (policy.versions.size >= quotas.versionsPerPolicy) {
      throw limitExceeded(
        `A managed policy can have up to ${quotas.versionsPerPolicy} versions. Before you create a ` +
          'new version, you must delete an existing version.',
      )
    }
    const id = `v${policy.nextVersion++}`
    policy.versions.set(id, { document, createdAt: call.now })
    if (SetAsDefault) policy.defaultVersion = id
    policy.updatedAt = call.now
    return {
      PolicyVersion: {
        VersionId: id,
        IsDefaultVersion: policy.defaultVersion === id,
        CreateDate: call.now,
      },
    }
  },

  GetPolicyVersion: ({ PolicyArn, VersionId }, call) => {
    const policy = policyOf(call, PolicyArn)
    const version = versionOf(policy, VersionId)
    return {
      PolicyVersion: {
        Document: urlEncoded(version.document),
        ...versionView(policy, VersionId, version),
      },
    }
  },

  ListPolicyVersions: ({ PolicyArn, ...paging }, call) => {
    const policy = policyOf(call, PolicyArn)
    const { items, ...rest } = iamPage(policy.versions, ([id]) => newestFirst(id), paging)
    return {
      Versions: items.map(([id, version]) => versionView(policy, id, version)),
      ...rest,
    }
  },

  SetDefaultPolicyVersion: ({ PolicyArn, VersionId }, call) => {
    const policy = ownPolicy(call, PolicyArn)
    versionOf(policy, VersionId)
    policy.defaultVersion = VersionId
    policy.updatedAt = call.now
  },

  DeletePolicyVersion: ({ PolicyArn, VersionId }, call) => {
    const policy = ownPolicy(call, PolicyArn)
    versionOf(policy, VersionId)
    if (policy.defaultVersion === VersionId) {
      throw deleteConflict('Cannot delete the default version of a policy.')
    }
    policy.versions.delete(VersionId)
    policy.updatedAt = call.now
  },
} satisfies IamOperations

function refuseDocument(document: string): void {
  refuseBadPolicy(document)
  const maxSize = quotas.managedPolicySize
  if (sizeOf(document) > maxSize) refuseTooLarge(sizeOf(document), maxSize, 'PolicyDocument')
}

function versionOf(policy: ManagedPolicy, id: string): PolicyVersion {
  const version = policy.versions.get(id)
  if (version === undefined) {
    throw noSuchEntity(`Policy ${policy.arn} version ${id} does not exist or is not attachable.`)
  }
  return version
}

const versionView = (
  policy: ManagedPolicy,
  id: string,
  { createdAt }: PolicyVersion,
): PolicyVersionView => ({
  VersionId: id,
  IsDefaultVersion: policy.defaultVersion === id,
  CreateDate: createdAt,
})

/** A sort key that puts the newest version first: `v10` before `v9`. */
const newestFirst = (id: string): string => String(1e9 - Number(id.slice(1))).padStart(10, '0')
