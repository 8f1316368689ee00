/**
 * What each function may do, as plain data: the actions it calls on the resources it touches. A test
 * elsewhere holds the SDK calls that the functions were seen to make against this table, both ways.
 *
 * `*` as a resource stands only where the API knows none (`unscoped` below names them).
 */
import type { Responder } from '../src/ir/names.ts'
import {
  arnOf,
  busArn,
  channelArn,
  heartbeatRuleArn,
  logGroupOf,
  queueArn,
  queueOf,
  type TableName,
  tableArn,
} from '../src/plan/arns.ts'
import type { FunctionName, Manifest } from '../src/plan/manifest.ts'
import { iamEntities, iamReads, iamWrites } from './permissions-iam.ts'
import { allow, type Statement } from './policy.ts'

/**
 * Actions that take no resource, so that `*` is all there is to write.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const unscoped: readonly string[] = [
  'cloudtrail:DescribeTrails',
  'cloudtrail:LookupEvents',
  'config:GetResourceConfigHistory',
  'ec2:DescribeSecurityGroupRules',
  'iam:GetAccountAuthorizationDetails',
  'iam:ListRoles',
  's3:GetAccountPublicAccessBlock',
  's3:PutAccountPublicAccessBlock',
]

export const permissionsOf = (manifest: Manifest, name: FunctionName): readonly Statement[] => [
  // The log group is made beforehand, with its retention: a function that could create one could
  // bring back a deleted one without.
  allow(
    ['logs:CreateLogStream', 'logs:PutLogEvents'],
    [`${arnOf(manifest, 'logs', manifest.home, `log-group:${logGroupOf(manifest, name)}`)}:*`],
  ),
  ...consume(manifest, name),
  ...own(manifest, name),
]

function own(manifest: Manifest, name: FunctionName): readonly Statement[] {
  switch (name) {
    case 'detect':
      return [
        ...deciding(manifest),
        ...toResponders(manifest),
        allow(['sqs:SendMessage'], [queueArn(manifest, 'events-dead')]),
        allow(['cloudtrail:LookupEvents', 'config:GetResourceConfigHistory'], ['*']),
      ]
    case 'receipts':
      return [allow(['dynamodb:UpdateItem'], [tableArn(manifest, 'state')])]
    case 'alarm':
      return [
        ...deciding(manifest),
        ...readingTheLog(manifest),
        // While an alarm stays on, it reminds itself to look again.
        allow(['sqs:SendMessage'], [queueArn(manifest, 'alarms')]),
      ]
    case 'heartbeat':
      return [
        allow(
          ['events:TagResource'],
          manifest.heartbeat.regions.map((region) => heartbeatRuleArn(manifest, region)),
        ),
      ]
    case 'snapshot-iam':
      return [
        allow(['iam:GetAccountAuthorizationDetails', 'iam:ListRoles'], ['*']),
        allow(iamReads, iamEntities(manifest)),
        table(manifest, 'snapshots', 'GetItem', 'PutItem', 'Query'),
        allow(['sqs:ChangeMessageVisibility'], [queueArn(manifest, 'snapshot-iam')]),
      ]
    case 'rollback-iam':
      return [
        ...responding(manifest, name),
        table(manifest, 'snapshots', 'GetItem', 'Query'),
        allow([...iamReads, ...iamWrites], iamEntities(manifest)),
        ...hands(manifest),
      ]
    case 'restart-trail':
      return [
        ...responding(manifest, name),
        table(manifest, 'snapshots', 'GetItem', 'PutItem', 'Query'),
        allow(['cloudtrail:DescribeTrails'], ['*']),
        allow(
          [
            'cloudtrail:GetTrail',
            'cloudtrail:GetTrailStatus',
            'cloudtrail:GetEventSelectors',
            'cloudtrail:StartLogging',
            'cloudtrail:StopLogging',
            'cloudtrail:UpdateTrail',
            'cloudtrail:PutEventSelectors',
          ],
          [arnOf(manifest, 'cloudtrail', '*', 'trail/*')],
        ),
        // UpdateTrail names the role that delivers to the log group, whichever that is.
        {
          ...allow(['iam:PassRole'], [arnOf(manifest, 'iam', '', 'role/*')]),
          Condition: { StringEquals: { 'iam:PassedToService': 'cloudtrail.amazonaws.com' } },
        },
      ]
    case 'revoke-ingress':
      return [
        ...responding(manifest, name),
        allow(['ec2:DescribeSecurityGroupRules'], ['*']),
        allow(
          ['ec2:RevokeSecurityGroupIngress', 'ec2:AuthorizeSecurityGroupIngress'],
          [
            arnOf(manifest, 'ec2', '*', 'security-group/*'),
            arnOf(manifest, 'ec2', '*', 'security-group-rule/*'),
          ],
        ),
      ]
    case 'block-public-access':
      // PutPublicAccessBlock is also the permission for DeletePublicAccessBlock.
      return [
        ...responding(manifest, name),
        allow(
          [
            's3:GetBucketAcl',
            's3:GetBucketPolicy',
            's3:GetBucketPublicAccessBlock',
            's3:PutBucketPublicAccessBlock',
          ],
          [`arn:${manifest.partition}:s3:::*`],
        ),
        allow(['s3:GetAccountPublicAccessBlock', 's3:PutAccountPublicAccessBlock'], ['*']),
      ]
    case 'deactivate-key':
      return [
        ...responding(manifest, name),
        allow(
          ['iam:GetUser', 'iam:ListAccessKeys', 'iam:UpdateAccessKey'],
          [arnOf(manifest, 'iam', '', 'user/*')],
        ),
      ]
  }
}

/** What Lambda itself does with the function's role to read its queue. */
function consume(manifest: Manifest, name: FunctionName): readonly Statement[] {
  const queue = queueOf(name)
  return queue === undefined
    ? []
    : [
        allow(
          ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
          [queueArn(manifest, queue)],
        ),
      ]
}

/** Remembering what was seen of a key, and sending what follows from it. */
const deciding = (manifest: Manifest): readonly Statement[] => [
  table(manifest, 'state', 'PutItem'),
  ...sending(manifest),
]

/** Sending an alert once: who sends it and who has it, channels, and the event for others on the bus. */
const sending = (manifest: Manifest): readonly Statement[] => [
  table(manifest, 'state', 'GetItem', 'UpdateItem'),
  ...publishing(manifest),
  allow(['events:PutEvents'], [busArn(manifest)]),
]

const publishing = (manifest: Manifest): readonly Statement[] =>
  manifest.channels.length === 0
    ? []
    : [
        allow(
          ['sns:Publish'],
          manifest.channels.map((channel) => channelArn(manifest, channel)),
        ),
      ]

const toResponders = (manifest: Manifest): readonly Statement[] =>
  manifest.responders.length === 0
    ? []
    : [
        allow(
          ['sqs:SendMessage'],
          manifest.responders.map(({ name }) => queueArn(manifest, name)),
        ),
      ]

/** What every responder needs: its records, to say how it went, and where to put what it refuses. */
const responding = (manifest: Manifest, name: Responder): readonly Statement[] => [
  table(manifest, 'responses', 'GetItem', 'PutItem'),
  allow(['sqs:SendMessage'], [queueArn(manifest, `${name}-dead`)]),
  ...sending(manifest),
]

/** The alarm's own log groups, and the streams in them. */
function readingTheLog(manifest: Manifest): readonly Statement[] {
  const groups = new Set(
    manifest.metricFilters.map(({ region, logGroup }) =>
      arnOf(manifest, 'logs', region, `log-group:${logGroup}`),
    ),
  )
  return [
    allow(
      ['logs:FilterLogEvents'],
      [...groups].map((group) => `${group}:*`),
    ),
  ]
}

/** A responder keeps its hands off Tripline's own roles and the role that deploys it, whatever a rule asks for. */
const hands = (manifest: Manifest): readonly Statement[] => [
  {
    Effect: 'Deny',
    Action: iamWrites,
    Resource: [
      arnOf(manifest, 'iam', '', `role/${manifest.prefix}-*`),
      ...(manifest.limits.deployRole === undefined ? [] : [manifest.limits.deployRole]),
    ],
  },
]

const table = (manifest: Manifest, name: TableName, ...calls: readonly string[]): Statement =>
  allow(
    calls.map((call) => `dynamodb:${call}`),
    [tableArn(manifest, name)],
  )
