/** The IAM actions that looking back and rolling back need, one by one. */

import { arnOf } from '../arns.ts'
import type { Manifest } from '../manifest.ts'

/** What stands now: documents, default versions, attachments, boundaries, members, keys. */
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

/** The inverses, and what undoes them. */
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
  // What is recreated is recreated with its tags, which is a permission of its own.
  'iam:TagRole',
  'iam:TagUser',
  'iam:UpdateAccessKey',
  'iam:UpdateAssumeRolePolicy',
]

/**
 * All that can be rolled back, AWS's own policies included: those are attached and detached, read,
 * and cannot be changed by anybody.
 */
export const iamEntities = (manifest: Manifest): readonly string[] => [
  ...['user', 'group', 'role', 'policy'].map((kind) => arnOf(manifest, 'iam', '', `${kind}/*`)),
  `arn:${manifest.partition}:iam::aws:policy/*`,
]
