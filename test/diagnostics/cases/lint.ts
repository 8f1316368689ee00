// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is the language's own notation
/** Rules without an error that never fire, always fire, or have clauses without effect. */
import { neverMatches, partOf } from '../../../src/diagnostics/catalogue/lint/clauses.ts'
import { badEventSource } from '../../../src/diagnostics/catalogue/lint/names.ts'
import { startOf } from '../../../src/diagnostics/diagnostic.ts'
import {
  also,
  asking,
  beside,
  type Case,
  file,
  matching,
  path,
  slip,
  source,
  whole,
} from '../project.ts'

const s3 = ['eventSource: s3.amazonaws.com', 'eventName: PutBucketPolicy']
const document = (test: string) => [
  'eventSource: iam.amazonaws.com',
  'eventName: PutUserPolicy',
  `requestParameters.policyDocument: { policy: ${test} }`,
]
const network = 'AWS Network Activity Event via CloudTrail'
const unfilled = (...lines: string[]) => matching(...lines)

export const lintCases = {
  'unknown-event-name': [
    asking('eventName: StopLoging'),
    matching('eventSource: ec2.amazonaws.com', 'eventName: [ModifyFlowLogs, FooBar]'),
    matching('eventName: StopLoging'),
    matching('eventSource: s3.amazonaws.com', 'eventName: { prefix: putBucket }'),
  ],
  'misspelt-event-name': [asking('eventName: stopLogging')],
  'versioned-event-name': [
    slip(source, '  eventSource: lambda.amazonaws.com\n  eventName: CreateFunction'),
  ],
  'not-an-event': [
    slip(source, '  eventSource: iam.amazonaws.com\n  eventName: PassRole'),
    slip(source, '  eventSource: s3.amazonaws.com\n  eventName: ReplicateObject'),
  ],
  'wrong-service': [slip(source, '  eventSource: ec2.amazonaws.com\n  eventName: StopLogging')],
  'unguarded-name': [slip(source, '  eventName: TagResource')],
  'unknown-event-source': [
    slip(source, '  eventSource: cloudtrial.amazonaws.com\n  eventName: StopLogging'),
    matching('eventSource: [qqqqqqqqqqqqqqqq.amazonaws.com, { prefix: aws.cloudtrail }]'),
  ],
  'bad-event-source': [
    slip(source, '  eventSource: cloudtrail\n  eventName: StopLogging'),
    { made: [badEventSource('CloudTrail logs', undefined, startOf(path))] },
  ],
  'unknown-action': [
    matching(...document('{ grants: iam:PutUserPolcy }')),
    matching(...document('{ grants: iam:Qqqqqqqqqq }')),
  ],
  'needs-read-only-events': [
    slip(source, '  eventSource: iam.amazonaws.com\n  eventName: GetUser'),
    matching('eventSource: iam.amazonaws.com', 'eventName: [GetUser, CreateUser]'),
  ],
  'needs-data-events': [
    slip(source, '  eventSource: s3.amazonaws.com\n  eventName: GetObject'),
    matching('eventSource: s3.amazonaws.com', 'eventName: [GetObject, PutObject]'),
  ],
  'needs-insights': [
    slip(`match:\n${source}`, 'on: insight\nmatch:\n  insightDetails.state: Start'),
  ],
  'needs-network-activity': [
    slip(
      `match:\n${source}`,
      `on: { source: aws.ec2, detail-type: ${network} }\nmatch:\n  errorCode: VpceAccessDenied`,
    ),
  ],
  'never-matches': [
    asking('eventName: StopLogging', 'errorCode: { exists: false, prefix: Access }'),
    asking(
      'eventName: StopLogging',
      'errorCode: [Throttled, { prefix: A, suffix: B, wildcard: C }]',
    ),
    matching('all:', '  - eventName: StopLogging', '  - eventName: DeleteTrail'),
    asking('eventName: StopLogging', 'envelope.detail-type: AWS API Call via Cloudtrail'),
    asking('eventName: StopLogging', 'envelope.source: [aws.cloudtrail, my.app]'),
    asking('eventName: StopLogging', 'each: { resources: { any: [{ type: { gt: 2, lt: 1 } }] } }'),
    matching(...s3, 'is: [by-principal, by-aws-service]'),
    matching(...s3, 'not: { errorCode: [{ exists: true }, { exists: false }] }'),
    matching(...s3, 'errorCode: { prefix: Access }', 'unless:', '  errorCode: { prefix: A }'),
    beside(
      { 'tripline.yaml': 'lists: { nobody: [] }\n' },
      asking('eventName: StopLogging', 'userIdentity.arn: "${lists.nobody}"'),
    ),
    matching(`eventSource: ec2.amazonaws.com`, 'eventCategory: NetworkActivity'),
    matching(...s3, 'any:', '  - errorCode: { exists: false, prefix: A }'),
    matching('errorCode: A', 'not: { errorCode: { prefix: A } }'),
    { made: [neverMatches(partOf.block, startOf(path))] },
  ],
  'always-matches': [
    asking('eventName: StopLogging', `userAgent: { wildcard: '*' }`),
    asking('eventName: StopLogging', 'errorCode: [{ exists: true }, { exists: false }]'),
    asking('eventName: StopLogging', 'not: { errorCode: { exists: false, prefix: A } }'),
    matching(...s3, 'any:', '  - errorCode: { exists: true }', '  - errorCode: { exists: false }'),
  ],
  'subsumed-clause': [
    asking('eventName: [StopLogging, { prefix: Stop }]'),
    asking('eventName: StopLogging', 'errorCode: { exists: true, prefix: Access }'),
    asking(`userAgent: [${Array.from({ length: 70 }, (_, at) => `a${at}`).join(', ')}, a7]`),
    matching(...s3, 'errorCode: { exists: false }', 'is: succeeded'),
    matching(...s3, 'is: [succeeded, succeeded]'),
    matching(
      ...s3,
      'is: succeeded',
      'all:',
      '  - errorCode: { exists: false }',
      '  - is: succeeded',
    ),
    matching(
      'eventSource: iam.amazonaws.com',
      'any:',
      '  - eventName: CreateUser',
      '  - eventName: CreateUser',
      '    errorCode: A',
    ),
    matching(
      'eventSource: iam.amazonaws.com',
      'eventName: [CreateUser, DeleteUser]',
      'unless:',
      '  - eventName: CreateRole',
      '  - userIdentity.arn: x',
    ),
    matching(
      'eventSource: iam.amazonaws.com',
      'eventName: { prefix: Create, suffix: User }',
      'not: { eventName: DeleteUser }',
    ),
    matching(
      'eventSource: iam.amazonaws.com',
      'all:',
      '  - eventName: { prefix: Create }',
      '  - eventName: { suffix: User }',
      '  - eventName: { prefix: Create, suffix: User }',
    ),
  ],
  'subsumed-rule': [
    beside({
      'rules/trail-stopped-by-root.yaml': whole
        .replace('id: trail-stopped', 'id: trail-stopped-by-root')
        .replace(
          '  eventName: StopLogging\n',
          '  eventName: StopLogging\n  userIdentity.type: Root\n',
        ),
    }),
  ],
  'dead-value': [
    matching(
      'eventSource: iam.amazonaws.com',
      'eventName: CreateUser',
      'userIdentity.sessionContext.attributes.mfaAuthenticated: false',
      "readOnly: 'false'",
      'eventTime: { gt: 20 }',
      'userIdentity.type: IamUser',
      'userIdentity.sessionContext: { exists: true }',
      'userIdentity.onBehalfOf: { exists: false }',
      'requestParameters.PolicyArn: { contains: Admin }',
      'awsRegion: eu-west-1',
    ),
    matching('eventName: CreateUser', 'eventSource: iam.amazonaws.com', 'readOnly: true'),
    matching(
      'eventSource: s3.amazonaws.com',
      'eventName: PutBucketAcl',
      'requestParameters.AccessControlPolicy: { exists: true }',
    ),
    matching(
      'eventSource: iam.amazonaws.com',
      'eventName: CreateUser',
      'unless:',
      '  - userIdentity.type: AssumedRole',
      '    userIdentity.arn: arn:aws:iam::111122223333:role/terraform',
      '  - userIdentity.type: Root',
      '    userIdentity.arn: { contains: ":user/" }',
      '  - userIdentity.type: AWSService',
      '    userIdentity.arn: { exists: true }',
      '  - userIdentity.type: IdentityCenterUser',
      '    userIdentity.userName: ann',
    ),
  ],
  blindfold: [
    also('dedup: { by: userIdentity.arn, within: 1h }'),
    also(
      'alert: { fields: { Trail: $.requestParameters.name } }\ndedup: { by: userIdentity.arn, within: 1h, new: [] }',
    ),
  ],
  'chosen-key': [
    slip('\nmatch:', 'threshold: { count: 5, within: 10m, by: [userIdentity.arn] }\n\nmatch:'),
    slip('\nmatch:', 'firstSeen: { by: [sourceIPAddress], within: 90d }\n\nmatch:'),
  ],
  'unfilled-field': [
    asking('eventName: StopLogging', 'errorCode: Success', 'userAgent: { suffix: boto3 }'),
    unfilled(
      'eventSource: iam.amazonaws.com',
      'eventName: GetUser',
      'responseElements.user.userName: root',
    ),
    unfilled(
      'eventSource: signin.amazonaws.com',
      'eventName: ConsoleLogin',
      'requestParameters.userName: ann',
    ),
    asking(
      'eventName: StopLogging',
      'userIdentity.type: AssumedRole',
      'userIdentity.userName: admin',
    ),
    asking('eventName: StopLogging', 'userIdentity.type: Root', 'userIdentity.userName: root'),
    unfilled(
      'eventSource: iam.amazonaws.com',
      'eventName: CreateLoginProfile',
      'requestParameters.password: { prefix: Welcome }',
    ),
    unfilled(
      'eventSource: secretsmanager.amazonaws.com',
      'eventName: PutSecretValue',
      'requestParameters.secretString: { exists: true }',
    ),
    file(
      whole
        .replace('severity: critical', 'severity: medium')
        .replace(
          source,
          '  eventSource: iam.amazonaws.com\n  eventName: PutUserPolicy\n  requestParameters.policyDocument: { contains: "*" }',
        ),
    ),
  ],
} satisfies Record<string, readonly Case[]>
