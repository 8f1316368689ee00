/** What records do not hold, and what a trail or an EventBridge rule must be told first. */
import { describe, expect, test } from 'vitest'
import { codesOf, faults, findings, findingText } from './findings.ts'

describe('unfilled-field', () => {
  test.each([
    [
      'the answer of a read',
      'eventSource: iam.amazonaws.com\n  eventName: [GetUser, ListUsers]\n  responseElements.user.userName: root',
      'is null in calls that only read',
    ],
    [
      'parameters of a sign-in',
      'eventSource: signin.amazonaws.com\n  eventName: ConsoleLogin\n  requestParameters.userName: alice',
      'is null in sign-in events',
    ],
    [
      'an error code for success',
      'errorCode: Success\n  readOnly: false',
      '`errorCode` is absent if the call succeeded',
    ],
    [
      'one of several error codes',
      'errorCode: [AccessDenied, None]\n  readOnly: false',
      '`errorCode` is absent if the call succeeded',
    ],
    [
      'the user name of a role',
      'userIdentity.type: AssumedRole\n  userIdentity.userName: admin\n  readOnly: false',
      'is absent if the caller uses a session of a role or user',
    ],
    [
      'the user name of root',
      'userIdentity.type: Root\n  userIdentity.userName: root\n  readOnly: false',
      '`userIdentity.userName` is not the name of a user if `userIdentity.type` is Root',
    ],
    [
      'the end of a user agent',
      'userAgent: { suffix: boto3 }\n  readOnly: false',
      'is cut at 1 KB',
    ],
    [
      'a password',
      'eventSource: iam.amazonaws.com\n  eventName: CreateLoginProfile\n  requestParameters.password: { prefix: Welcome }',
      '`requestParameters.password` is always `********` in records, because its value is secret',
    ],
    [
      'what a command runs',
      'eventSource: ssm.amazonaws.com\n  eventName: SendCommand\n  requestParameters.parameters.commands: { contains: curl }',
      '`requestParameters.parameters.commands` is always `HIDDEN_DUE_TO_SECURITY_REASONS` in records, because its value is secret',
    ],
    [
      'a secret',
      'eventSource: secretsmanager.amazonaws.com\n  eventName: PutSecretValue\n  requestParameters.secretString: { exists: true }',
      '`requestParameters.secretString` is missing in records, because its value is secret',
    ],
  ])('%s', (_, clauses, why) => {
    const found = findings(`match:\n  ${clauses}`).filter(({ level }) => level !== 'note')
    expect(found).toMatchObject([{ code: 'unfilled-field', level: 'warning' }])
    expect(found[0]?.message).toContain(why)
  })

  test.each([
    ['info', 1],
    ['low', 1],
    ['medium', 1],
    ['high', 0],
    ['critical', 0],
  ])('a document that CloudTrail may leave out, for severity %s', (severity, count) => {
    const found = findings(
      "match:\n  eventSource: iam.amazonaws.com\n  eventName: PutUserPolicy\n  requestParameters.policyDocument: { suffix: '}' }",
      { also: `severity: ${severity}` },
    )
    expect(found).toHaveLength(count)
    if (count > 0)
      expect(found[0]).toMatchObject({
        ...{ code: 'unfilled-field', level: 'note' },
        message: `CloudTrail leaves \`requestParameters.policyDocument\` out of records above 100 KB, and a rule of severity ${severity} does not fire then`,
      })
  })

  test('says where the name of a role is', () => {
    const [found] = findings(
      'match: { userIdentity.type: AssumedRole, userIdentity.userName: admin, readOnly: false }',
    )
    expect(found?.help).toContain('userIdentity.sessionContext.sessionIssuer.userName')
  })

  test.each([
    [
      'null, as asked',
      'eventSource: iam.amazonaws.com\n  eventName: GetUser\n  responseElements: null',
    ],
    [
      'credentials handed out',
      'eventSource: sts.amazonaws.com\n  eventName: GetFederationToken\n  responseElements.credentials.accessKeyId: { prefix: ASIA }',
    ],
    [
      'a call among them that changes something',
      'eventSource: iam.amazonaws.com\n  eventName: [GetUser, CreateUser]\n  responseElements.user.userName: root',
    ],
    ['no error code', 'errorCode: { exists: false }\n  readOnly: false'],
    ['an error code that is not success', 'errorCode: { not: Success }\n  readOnly: false'],
    [
      'the user name of a user',
      'userIdentity.type: IAMUser\n  userIdentity.userName: a\n  readOnly: false',
    ],
    [
      'the user name of a role or a user',
      'userIdentity.type: [IAMUser, AssumedRole]\n  userIdentity.userName: a\n  readOnly: false',
    ],
    [
      'no user name where there is none',
      'userIdentity.type: AssumedRole\n  userIdentity.userName: { exists: false }\n  readOnly: false',
    ],
    ['the beginning of a user agent', 'userAgent: { prefix: boto3 }\n  readOnly: false'],
    [
      'the whole of an ARN',
      "requestParameters.policyArn: { suffix: ':policy/Admin' }\n  readOnly: false",
    ],
    [
      'that there is a new password',
      'eventSource: rds.amazonaws.com\n  eventName: ModifyDBInstance\n  requestParameters.masterUserPassword: { exists: true }',
    ],
    [
      'parameters of another call of the same service',
      "eventSource: ssm.amazonaws.com\n  eventName: StartSession\n  requestParameters.parameters.portNumber: '22'",
    ],
  ])('nothing: %s', (_, clauses) => {
    expect(faults(`match:\n  ${clauses}`)).toEqual([])
  })
})

describe('needs-read-only-events', () => {
  const state = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'

  test('only reads', () => {
    const [found, ...others] = findings(
      'match: { eventSource: kms.amazonaws.com, eventName: [ListKeys, DescribeKey] }',
    )
    expect(others).toEqual([])
    expect(found).toMatchObject({ code: 'needs-read-only-events', level: 'note' })
    expect(found?.message).toBe(
      `EventBridge delivers \`DescribeKey\`, \`ListKeys\` only to rules in the state ${state}`,
    )
  })

  test.each([
    ['reads among others', 'eventSource: iam.amazonaws.com\n  eventName: [ListUsers, CreateUser]'],
    ['a whole service', 'eventSource: kms.amazonaws.com'],
    ['any call', 'errorCode: { prefix: AccessDenied }'],
    ['any read', 'readOnly: true'],
    ['any name but one', 'eventSource: iam.amazonaws.com\n  eventName: { not: CreateUser }'],
  ])('%s', (_, clauses) => {
    expect(codesOf(findings(`match:\n  ${clauses}`))).toEqual(['needs-read-only-events'])
  })

  test('events of any state are told apart', () => {
    const ruleFor = (names: string) =>
      findings(`match: { eventSource: iam.amazonaws.com, eventName: ${names} }`)[0]?.message
    expect(ruleFor('[ListUsers, CreateUser]')).toContain('the other events of this rule')
    expect(ruleFor('[ListUsers, GetUser]')).not.toContain('the other events of this rule')
  })

  test.each([
    ['changes', 'eventSource: iam.amazonaws.com\n  eventName: [CreateUser, { prefix: Delete }]'],
    ['reads with another verb', 'eventSource: sts.amazonaws.com\n  eventName: AssumeRole'],
    ['credentials handed out', 'eventSource: sts.amazonaws.com\n  eventName: GetSessionToken'],
    ['only what changes', 'readOnly: false\n  userIdentity.type: Root'],
    ['only services', 'eventType: AwsServiceEvent\n  eventSource: kms.amazonaws.com'],
    ['only answers', 'responseElements.accessKey.accessKeyId: { prefix: AKIA }'],
  ])('nothing: %s', (_, clauses) => {
    expect(codesOf(findings(`match:\n  ${clauses}`))).toEqual([])
  })

  test('what `unless` keeps out is not needed', () => {
    expect(
      codesOf(findings('match: { errorCode: AccessDenied }\nunless: { readOnly: [true, "true"] }')),
    ).toEqual([])
  })

  test('nothing where no EventBridge rule is made, or no call is looked at', () => {
    const read = 'match: { eventSource: kms.amazonaws.com, eventName: ListKeys }'
    expect(codesOf(findings(read, { also: 'via: metric-filter' }))).toEqual([])
    expect(codesOf(findings(read, { also: 'via: both' }))).toEqual(['needs-read-only-events'])
    expect(codesOf(findings('match: { severity: 8 }', { also: 'on: guardduty' }))).toEqual([])
  })
})

describe('needs-data-events', () => {
  test('says what to select', () => {
    const [found] = findings(
      'match: { eventSource: s3.amazonaws.com, eventName: [PutObject, DeleteObject] }',
    )
    expect(found).toMatchObject({ code: 'needs-data-events', level: 'note' })
    expect(found?.message).toBe(
      '`PutObject`, `DeleteObject` are data events, and a trail records data events only if its event selectors include them',
    )
    expect(found?.help).toBe(
      'add to the event selectors of the trail: eventCategory Data, resources.type AWS::S3::Object; limit them by eventName and resources.ARN, because 100,000 events cost $0.10',
    )
  })

  test.each([
    ['lambda.amazonaws.com', 'Invoke', 'AWS::Lambda::Function'],
    ['dynamodb.amazonaws.com', 'DeleteItem', 'AWS::DynamoDB::Table'],
    ['sns.amazonaws.com', 'Publish', 'AWS::SNS::Topic'],
    ['s3.amazonaws.com', '{ prefix: GetObject }', 'AWS::S3::Object'],
    ['ebs.amazonaws.com', 'PutSnapshotBlock', 'AWS::EC2::Snapshot'],
  ])('%s: %s', (service, name, type) => {
    const found = findings(`match: { eventSource: ${service}, eventName: ${name} }`)
    expect(codesOf(found)).toEqual(['needs-data-events'])
    expect(found[0]?.help).toContain(type)
  })

  test.each([
    [
      'of the bucket',
      'eventSource: s3.amazonaws.com\n  eventName: [PutBucketPolicy, DeleteBucket]',
    ],
    ['a model invoked', 'eventSource: bedrock.amazonaws.com\n  eventName: InvokeModel'],
    [
      'kept out',
      'eventSource: s3.amazonaws.com\n  readOnly: false\n  not: { eventName: PutObject }',
    ],
    ['among others', 'eventSource: s3.amazonaws.com\n  eventName: { prefix: Put }'],
  ])('nothing: %s', (_, clauses) => {
    expect(codesOf(findings(`match:\n  ${clauses}`))).toEqual([])
  })
})

describe('other events', () => {
  test('Insights', () => {
    const found = findings('match: { insightDetails.state: Start }', { also: 'on: insight' })
    expect(found).toMatchObject([{ code: 'needs-insights', level: 'note' }])
  })

  test('network activity', () => {
    const on = "on: { source: aws.s3, detail-type: 'AWS Network Activity Event via CloudTrail' }"
    const match = 'match: { eventName: PutObject, errorCode: VpceAccessDenied }'
    expect(codesOf(findings(match, { also: on }))).toContain('needs-network-activity')
  })

  test('network activity that the rule does not look at', () => {
    const [found] = findings(
      'match: { eventCategory: NetworkActivity, errorCode: VpceAccessDenied }',
    )
    expect(found).toMatchObject({ code: 'never-matches', level: 'error' })
    expect(found?.help).toContain('AWS Network Activity Event via CloudTrail')
  })

  test('notes stand at their place, and say one thing once', () => {
    const twice = findings(`match:
  eventSource: s3.amazonaws.com
  any:
    - eventName: PutObject
    - eventName: DeleteObject`)
    expect(twice.map(findingText)).toHaveLength(1)
    expect(twice[0]?.span.start.line).toBe(8)
  })
})
