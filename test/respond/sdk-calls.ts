/**
 * Every AWS call that the two functions make, as the actions of IAM policies: recorded by
 * test/e2e/rollback-iam.e2e.ts, which fails on any other, and held against what infra allows.
 */
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

export const sdkCalls = {
  'snapshot-iam': [
    ...reads,
    'iam:GetAccountAuthorizationDetails',
    'iam:ListRoles',
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:Query',
  ],
  'rollback-iam': [
    ...reads,
    ...[
      'AddUserToGroup',
      'AttachGroupPolicy',
      'AttachRolePolicy',
      'AttachUserPolicy',
      'CreatePolicy',
      'CreatePolicyVersion',
      'CreateRole',
      'CreateUser',
      'DeleteGroupPolicy',
      'DeleteLoginProfile',
      'DeletePolicy',
      'DeletePolicyVersion',
      'DeleteRole',
      'DeleteRolePermissionsBoundary',
      'DeleteRolePolicy',
      'DeleteUser',
      'DeleteUserPermissionsBoundary',
      'DeleteUserPolicy',
      'DetachGroupPolicy',
      'DetachRolePolicy',
      'DetachUserPolicy',
      'PutGroupPolicy',
      'PutRolePermissionsBoundary',
      'PutRolePolicy',
      'PutUserPermissionsBoundary',
      'PutUserPolicy',
      'RemoveUserFromGroup',
      'SetDefaultPolicyVersion',
      'UpdateAccessKey',
      'UpdateAssumeRolePolicy',
    ].map((call) => `iam:${call}`),
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:Query',
    'dynamodb:UpdateItem',
    'events:PutEvents',
    'sns:Publish',
  ],
} as const

/** Making something with tags asks for the permission to tag it: no call of its own. */
export const impliedActions: readonly string[] = ['iam:TagRole', 'iam:TagUser']
