/** The permissions that no scenario uses, and why a role has each. */

interface Unused {
  /** As `unusedPermissions` writes them. */
  readonly permissions: readonly string[]
  readonly why: string
}

const queue = (name: string) => `arn:aws:sqs:eu-west-1:111122223333:${name}`
const table = (name: string) => `arn:aws:dynamodb:eu-west-1:111122223333:table/${name}`
const trails = 'arn:aws:cloudtrail:*:111122223333:trail/*'
const receiptsLog = 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/receipts:*'

const responders = [
  'block-public-access',
  'deactivate-key',
  'restart-trail',
  'revoke-ingress',
  'rollback-iam',
]

const health = 'sns:Publish on arn:aws:sns:eu-west-1:111122223333:health'
const answersLog = 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/answers:*'

const groups = ['GetGroup', 'GetGroupPolicy', 'ListAttachedGroupPolicies', 'ListGroupPolicies']

export const unusedInScenarios: readonly Unused[] = [
  {
    permissions: [...responders, 'restore'].map(
      (name) => `${name} dynamodb:GetItem on ${table('state')}`,
    ),
    why: 'a delivery reads what it sent before, if it has to try again',
  },
  {
    permissions: [...responders, 'restore'].map(
      (name) => `${name} sqs:SendMessage on ${queue(`${name}-dead`)}`,
    ),
    why: 'requests are refused only if somebody forges them: test/simulate/forged.test.ts',
  },
  {
    permissions: [
      ...responders,
      'alarm',
      'answers',
      'detect',
      'receipts',
      'restore',
      'snapshot-iam',
    ].map((name) => `${name} ${health}`),
    why: 'reports a forged message: test/simulate/forged.test.ts',
  },
  {
    permissions: responders
      .filter((name) => name !== 'rollback-iam')
      .map((name) => `${name} sqs:SendMessage on ${queue('restore')}`),
    why: 'passes what gives powers back to `restore`: test/e2e/responders.e2e.ts',
  },
  {
    permissions: [
      `answers dynamodb:GetItem on ${table('responses')}`,
      `answers logs:CreateLogStream on ${answersLog}`,
      `answers logs:PutLogEvents on ${answersLog}`,
      `answers sqs:ChangeMessageVisibility on ${queue('answers')}`,
      `answers sqs:DeleteMessage on ${queue('answers')}`,
      `answers sqs:GetQueueAttributes on ${queue('answers')}`,
      `answers sqs:ReceiveMessage on ${queue('answers')}`,
      `answers sqs:SendMessage on ${queue('restore')}`,
    ],
    why: 'no scenario has a person who answers: test/simulate/forged.test.ts',
  },
  {
    permissions: [`detect sqs:SendMessage on ${queue('events-dead')}`],
    why: 'messages are put aside only if they cannot be read: test/simulate/redrive.test.ts',
  },
  {
    permissions: ['detect config:GetResourceConfigHistory'],
    why: 'the local account does not answer Config',
  },
  {
    permissions: [
      `receipts logs:CreateLogStream on ${receiptsLog}`,
      `receipts logs:PutLogEvents on ${receiptsLog}`,
    ],
    why: 'it writes to its log only if it fails',
  },
  {
    permissions: [
      'block-public-access s3:GetBucketAcl on arn:aws:s3:::*',
      'block-public-access s3:GetBucketPolicy on arn:aws:s3:::*',
      'deactivate-key iam:GetUser on arn:aws:iam::111122223333:user/*',
    ],
    why: 'read in cases that no scenario has; test/e2e/responders.e2e.ts has them',
  },
  {
    permissions: [
      `restart-trail cloudtrail:PutEventSelectors on ${trails}`,
      `restart-trail cloudtrail:UpdateTrail on ${trails}`,
      'restart-trail iam:PassRole on arn:aws:iam::111122223333:role/*',
      'revoke-ingress on arn:aws:ec2:*:111122223333:security-group-rule/*',
      'restore cloudtrail:DescribeTrails',
      `restore cloudtrail:GetEventSelectors on ${trails}`,
      `restore cloudtrail:GetTrail on ${trails}`,
      `restore cloudtrail:GetTrailStatus on ${trails}`,
      `restore cloudtrail:PutEventSelectors on ${trails}`,
      `restore cloudtrail:StartLogging on ${trails}`,
      `restore cloudtrail:StopLogging on ${trails}`,
      `restore cloudtrail:UpdateTrail on ${trails}`,
      'restore iam:PassRole on arn:aws:iam::111122223333:role/*',
      'restore ec2:AuthorizeSecurityGroupIngress',
      'restore ec2:DescribeSecurityGroupRules',
      'restore ec2:RevokeSecurityGroupIngress',
      'restore on arn:aws:ec2:*:111122223333:security-group-rule/*',
      'restore on arn:aws:ec2:*:111122223333:security-group/*',
      'restore s3:GetAccountPublicAccessBlock',
      'restore s3:GetBucketAcl on arn:aws:s3:::*',
      'restore s3:GetBucketPolicy on arn:aws:s3:::*',
      'restore s3:GetBucketPublicAccessBlock on arn:aws:s3:::*',
      'restore s3:PutAccountPublicAccessBlock',
      'restore s3:PutBucketPublicAccessBlock on arn:aws:s3:::*',
      'restore iam:GetUser on arn:aws:iam::111122223333:user/*',
      'restore iam:ListAccessKeys on arn:aws:iam::111122223333:user/*',
      'restore iam:UpdateAccessKey on arn:aws:iam::111122223333:user/*',
    ],
    why: 'other changes of the same object, and undo: test/e2e/responders.e2e.ts',
  },
  {
    permissions: [
      ...groups,
      'DeleteGroupPolicy',
      'DeleteLoginProfile',
      'DeleteRolePolicy',
      'DeleteUserPolicy',
      'DetachGroupPolicy',
      'DetachRolePolicy',
      'GetUserPolicy',
      'RemoveUserFromGroup',
      'UpdateAccessKey',
    ].map((call) => `rollback-iam iam:${call}`),
    why: 'inverses of other attacks: test/functions/rollback-iam/rows.ts has a row for each',
  },
  {
    permissions: [
      ...groups,
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
      'GetLoginProfile',
      'GetPolicy',
      'GetPolicyVersion',
      'GetUser',
      'GetUserPolicy',
      'ListAccessKeys',
      'ListAttachedUserPolicies',
      'ListEntitiesForPolicy',
      'ListGroupsForUser',
      'ListPolicyVersions',
      'ListUserPolicies',
      'PutGroupPolicy',
      'PutRolePermissionsBoundary',
      'PutUserPermissionsBoundary',
      'PutUserPolicy',
      'RemoveUserFromGroup',
      'SetDefaultPolicyVersion',
      'TagRole',
      'TagUser',
      'UpdateAccessKey',
    ].map((call) => `restore iam:${call}`),
    why: 'gives back after other attacks, and undo: test/functions/rollback-iam/rows.ts',
  },
  {
    permissions: [...groups, 'GetUserPolicy'].map((call) => `snapshot-iam iam:${call}`),
    why: 'reads of groups and of inline policies of users, which no scenario has',
  },
  {
    permissions: ['restore', 'rollback-iam', 'snapshot-iam'].flatMap((name) => [
      `${name} on arn:aws:iam::111122223333:group/*`,
      `${name} on arn:aws:iam::aws:policy/*`,
    ]),
    why: "no scenario has groups, and AWS's own policies are read only if an attack attaches one",
  },
  {
    permissions: ['policy', 'user'].map((kind) => `restore on arn:aws:iam::111122223333:${kind}/*`),
    why: 'only roles get powers back in the scenarios: test/functions/rollback-iam/rows.ts has the others',
  },
  {
    permissions: [`schedule sqs:SendMessage on ${queue('undelivered')}`],
    why: 'the scheduler sends calls that failed for long to this queue; the local account has none',
  },
]
