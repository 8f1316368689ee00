/** The IAM actions for snapshots and rollbacks, listed one by one. */

import { arnOf } from '../arns.ts'
import type { Manifest } from '../manifest.ts'

/** Reads of live state: documents, default versions, attachments, boundaries, members, keys. */
export const iamReads: readonly string[] = [
  'iam:GetGroup',
  'iam:GetGroupPolicy',
  'iam:GetLoginProfile',
  'iam:GetPolicy',
  'iam:GetPolicyVersion',
  'iam:GetRole',
  'iam:GetRolePolicy',
  'iam:GetUser',
  'iam:GetUserPolicy',
  'iam:ListAccessKeys',
  'iam:ListAttachedGroupPolicies',
  'iam:ListAttachedRolePolicies',
  'iam:ListAttachedUserPolicies',
  'iam:ListGroupPolicies',
  'iam:ListGroupsForUser',
  'iam:ListPolicyVersions',
  'iam:ListRolePolicies',
  'iam:ListUserPolicies',
]

/** The read that finds out who gains from a change of a policy, before a person's answer counts. */
export const iamHolders: readonly string[] = ['iam:ListEntitiesForPolicy']

/** The inverses of an attacker's calls that only take powers away. */
export const iamTakes: readonly string[] = [
  'iam:DeleteGroupPolicy',
  'iam:DeleteLoginProfile',
  'iam:DeletePolicyVersion',
  'iam:DeleteRolePolicy',
  'iam:DeleteUserPolicy',
  'iam:DetachGroupPolicy',
  'iam:DetachRolePolicy',
  'iam:DetachUserPolicy',
  'iam:RemoveUserFromGroup',
  // Both can also give: a former version, an active key. IAM cannot distinguish the two.
  'iam:SetDefaultPolicyVersion',
  'iam:UpdateAccessKey',
]

/** The other inverses of an attacker's calls, and the calls that undo an inverse. */
export const iamGives: readonly string[] = [
  'iam:AddUserToGroup',
  'iam:AttachGroupPolicy',
  'iam:AttachRolePolicy',
  'iam:AttachUserPolicy',
  'iam:CreatePolicy',
  'iam:CreatePolicyVersion',
  'iam:CreateRole',
  'iam:CreateUser',
  'iam:DeletePolicy',
  'iam:DeleteRole',
  'iam:DeleteRolePermissionsBoundary',
  'iam:DeleteUser',
  'iam:DeleteUserPermissionsBoundary',
  'iam:PutGroupPolicy',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
  'iam:PutUserPermissionsBoundary',
  'iam:PutUserPolicy',
  // A principal is recreated with its tags, which needs a permission of its own.
  'iam:TagRole',
  'iam:TagUser',
  'iam:UpdateAssumeRolePolicy',
]

/**
 * AWS's policies that only deny: one denies everything, the others are attached to users whose keys
 * were found in public.
 */
export const protectingPolicies = ({ partition }: Manifest): readonly string[] =>
  ['AWSDenyAll', 'AWSCompromisedKeyQuarantine*'].map(
    (name) => `arn:${partition}:iam::aws:policy/${name}`,
  )

/**
 * The ARNs of everything that can be rolled back, including AWS managed policies. These can be
 * attached, detached and read, but nobody can change them.
 */
export const iamEntities = (manifest: Manifest): readonly string[] => [
  ...['user', 'group', 'role', 'policy'].map((kind) => arnOf(manifest, 'iam', '', `${kind}/*`)),
  `arn:${manifest.partition}:iam::aws:policy/*`,
]
