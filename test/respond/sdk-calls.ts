/**
 * Every AWS call that the functions make, as the actions of IAM policies. The calls of snapshot-iam
 * and rollback-iam are recorded by test/e2e/rollback-iam.e2e.ts, those of the other responders by
 * test/e2e/responders.e2e.ts. Both fail on a difference, and so does the test that compares these
 * lists with the permissions in the plan.
 */
import type { Responder } from '../../src/ir/names.ts'

const reads = [
  'GetGroup',
  'GetGroupPolicy',
  'GetLoginProfile',
  'GetPolicy',
  'GetPolicyVersion',
  'GetRole',
  'GetRolePolicy',
  'GetUser',
  'GetUserPolicy',
  'ListAccessKeys',
  'ListAttachedGroupPolicies',
  'ListAttachedRolePolicies',
  'ListAttachedUserPolicies',
  'ListGroupPolicies',
  'ListGroupsForUser',
  'ListPolicyVersions',
  'ListRolePolicies',
  'ListUserPolicies',
].map((call) => `iam:${call}`)

/** What `rollback-iam` calls beside the inverses. */
const responding = [
  ...reads,
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'dynamodb:UpdateItem',
  'events:PutEvents',
  'sns:Publish',
  'sqs:ChangeMessageVisibility',
] as const

/** The inverses that only take powers away. */
const takes = [
  'DeleteGroupPolicy',
  'DeleteLoginProfile',
  'DeletePolicyVersion',
  'DeleteRolePolicy',
  'DeleteUserPolicy',
  'DetachGroupPolicy',
  'DetachRolePolicy',
  'DetachUserPolicy',
  'RemoveUserFromGroup',
  'SetDefaultPolicyVersion',
  'UpdateAccessKey',
].map((call) => `iam:${call}`)

/** All other inverses, and the calls that undo one. */
const gives = [
  'AddUserToGroup',
  'AttachGroupPolicy',
  'AttachRolePolicy',
  'AttachUserPolicy',
  'CreatePolicy',
  'CreatePolicyVersion',
  'CreateRole',
  'CreateUser',
  'DeletePolicy',
  'DeleteRole',
  'DeleteRolePermissionsBoundary',
  'DeleteUser',
  'DeleteUserPermissionsBoundary',
  'PutGroupPolicy',
  'PutRolePermissionsBoundary',
  'PutRolePolicy',
  'PutUserPermissionsBoundary',
  'PutUserPolicy',
  'UpdateAssumeRolePolicy',
].map((call) => `iam:${call}`)

export const sdkCalls = {
  'snapshot-iam': [
    ...reads,
    'iam:GetAccountAuthorizationDetails',
    'iam:ListRoles',
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:Query',
    'sqs:ChangeMessageVisibility',
  ],
  'rollback-iam': [...responding, ...takes, 'sqs:SendMessage'],
  restore: [...responding, ...takes, ...gives, 'iam:ListEntitiesForPolicy'],
  answers: ['dynamodb:GetItem', 'sqs:ChangeMessageVisibility', 'sqs:SendMessage'],
} as const

/** Records, alerts and what was sent of them. */
const shared = [
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'events:PutEvents',
  'sns:Publish',
] as const

/** The calls of every responder. */
export const responderCalls: Readonly<Record<Responder, readonly string[]>> = {
  'rollback-iam': sdkCalls['rollback-iam'],
  'restart-trail': [
    ...shared,
    'dynamodb:Query',
    ...['DescribeTrails', 'GetEventSelectors', 'GetTrail', 'GetTrailStatus'].map(
      (call) => `cloudtrail:${call}`,
    ),
    ...['PutEventSelectors', 'StartLogging', 'UpdateTrail'].map((call) => `cloudtrail:${call}`),
  ],
  'revoke-ingress': [...shared, 'ec2:DescribeSecurityGroupRules', 'ec2:RevokeSecurityGroupIngress'],
  'block-public-access': [
    ...shared,
    's3:GetAccountPublicAccessBlock',
    's3:GetBucketAcl',
    's3:GetBucketPolicy',
    's3:GetBucketPublicAccessBlock',
    's3:PutAccountPublicAccessBlock',
    's3:PutBucketPublicAccessBlock',
  ],
  'deactivate-key': [...shared, 'iam:GetUser', 'iam:ListAccessKeys', 'iam:UpdateAccessKey'],
}

/**
 * Making something with tags asks for the permission to tag it, and UpdateTrail with a log group for
 * the one to pass its role: no calls of their own.
 */
export const impliedActions: readonly string[] = ['iam:TagRole', 'iam:TagUser', 'iam:PassRole']
