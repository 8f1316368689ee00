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

const groups = ['GetGroup', 'GetGroupPolicy', 'ListAttachedGroupPolicies', 'ListGroupPolicies']

export const unusedInScenarios: readonly Unused[] = [
  {
    permissions: responders.map((name) => `${name} dynamodb:GetItem on ${table('state')}`),
    why: 'a delivery reads what it sent before, if it has to try again',
  },
  {
    permissions: responders.map((name) => `${name} sqs:SendMessage on ${queue(`${name}-dead`)}`),
    why: 'requests are refused only if somebody forges them: test/simulate/forged.test.ts',
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
      `restart-trail cloudtrail:StopLogging on ${trails}`,
      `restart-trail cloudtrail:UpdateTrail on ${trails}`,
      'restart-trail iam:PassRole on arn:aws:iam::111122223333:role/*',
      'revoke-ingress ec2:AuthorizeSecurityGroupIngress',
      'revoke-ingress on arn:aws:ec2:*:111122223333:security-group-rule/*',
    ],
    why: 'other changes of the same object, and undo: test/e2e/responders.e2e.ts',
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
      'DeleteRole',
      'DeleteRolePermissionsBoundary',
      'DeleteRolePolicy',
      'DeleteUser',
      'DeleteUserPermissionsBoundary',
      'DeleteUserPolicy',
      'DetachGroupPolicy',
      'DetachRolePolicy',
      'GetUserPolicy',
      'PutGroupPolicy',
      'PutRolePermissionsBoundary',
      'PutUserPermissionsBoundary',
      'PutUserPolicy',
      'RemoveUserFromGroup',
      'TagRole',
      'TagUser',
      'UpdateAccessKey',
    ].map((call) => `rollback-iam iam:${call}`),
    why: 'inverses of other attacks: test/functions/rollback-iam/rows.ts has a row for each',
  },
  {
    permissions: [...groups, 'GetUserPolicy'].map((call) => `snapshot-iam iam:${call}`),
    why: 'reads of groups and of inline policies of users, which no scenario has',
  },
  {
    permissions: ['rollback-iam', 'snapshot-iam'].flatMap((name) => [
      `${name} on arn:aws:iam::111122223333:group/*`,
      `${name} on arn:aws:iam::aws:policy/*`,
    ]),
    why: "no scenario has groups, and AWS's own policies are read only if an attack attaches one",
  },
  {
    permissions: [`schedule sqs:SendMessage on ${queue('undelivered')}`],
    why: 'the scheduler sends calls that failed for long to this queue; the local account has none',
  },
  {
    permissions: [`snapshot-iam sqs:ChangeMessageVisibility on ${queue('snapshot-iam')}`],
    why: 'a message that failed comes back sooner: test/simulate/snapshot-iam.test.ts',
  },
]
