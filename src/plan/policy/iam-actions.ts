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

/** The inverses of an attacker's calls, and the calls that undo these inverses. */
export const iamWrites: readonly string[] = [
  'iam:AddUserToGroup',
  'iam:AttachGroupPolicy',
  'iam:AttachRolePolicy',
  'iam:AttachUserPolicy',
  'iam:CreatePolicy',
  'iam:CreatePolicyVersion',
  'iam:CreateRole',
  'iam:CreateUser',
  'iam:DeleteGroupPolicy',
  'iam:DeleteLoginProfile',
  'iam:DeletePolicy',
  'iam:DeletePolicyVersion',
  'iam:DeleteRole',
  'iam:DeleteRolePermissionsBoundary',
  'iam:DeleteRolePolicy',
  'iam:DeleteUser',
  'iam:DeleteUserPermissionsBoundary',
  'iam:DeleteUserPolicy',
  'iam:DetachGroupPolicy',
  'iam:DetachRolePolicy',
  'iam:DetachUserPolicy',
  'iam:PutGroupPolicy',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
  'iam:PutUserPermissionsBoundary',
  'iam:PutUserPolicy',
  'iam:RemoveUserFromGroup',
  'iam:SetDefaultPolicyVersion',
  // A principal is recreated with its tags, which needs a permission of its own.
  'iam:TagRole',
  'iam:TagUser',
  'iam:UpdateAccessKey',
  'iam:UpdateAssumeRolePolicy',
]

/**
 * The ARNs of everything that can be rolled back, including AWS managed policies. These can be
 * attached, detached and read, but nobody can change them.
 */
export const iamEntities = (manifest: Manifest): readonly string[] => [
  ...['user', 'group', 'role', 'policy'].map((kind) => arnOf(manifest, 'iam', '', `${kind}/*`)),
  `arn:${manifest.partition}:iam::aws:policy/*`,
]
