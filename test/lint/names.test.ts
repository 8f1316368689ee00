/** The findings about event names and event sources, and where nothing is. */
import { describe, expect, test } from 'vitest'
import { codesOf, faults, findings, findingText } from './findings.ts'

const about = (service: string, name: string) =>
  findings(`match:\n  eventSource: ${service}\n  eventName: ${name}`)
const sentence = (service: string, name: string) => about(service, name).map(findingText)

describe('unknown-event-name', () => {
  test.each([
    ['organizations', 'DescribeOrgnanizationalUnit', 'did you mean `DescribeOrganizationalUnit`?'],
    ['iam', 'PutAccountPasswordPolicy', 'did you mean `UpdateAccountPasswordPolicy`?'],
    ['ec2', 'ReplaceIamInstanceProfile', 'did you mean `ReplaceIamInstanceProfileAssociation`?'],
    ['iam', 'RemoveAccessKey', 'did you mean `DeleteAccessKey`?'],
    [
      'ec2',
      'ModifyFlowLogs',
      'similar events are `CreateFlowLogs`, `DeleteFlowLogs`, `DescribeFlowLogs`',
    ],
    ['kms', 'Gibberish', 'copy the name from a real record'],
  ])('of %s: %s', (service, name, help) => {
    const source = `${service}.amazonaws.com`
    expect(sentence(source, name)).toEqual([
      `unknown-event-name: no known event of \`${source}\` has the name \`${name}\` = ${help}`,
    ])
  })

  test('without a service, all services are looked through', () => {
    expect(findings('match: { eventName: StopLoging }').map(findingText)).toEqual([
      'unknown-event-name: no known event in CloudTrail has the name `StopLoging` = did you mean `StopLogging`?',
    ])
  })

  test.each([
    ['{ prefix: Destroy }', 'starts with `Destroy`'],
    ['{ suffix: Buckt }', 'ends with `Buckt`'],
    ["{ wildcard: '*Bucket*Deleted*' }", 'looks like `*Bucket*Deleted*`'],
    ["{ matches: '^Dlete(Bucket|Object)$' }", 'matches `^Dlete(Bucket|Object)$`'],
    ['{ prefix: delete }', 'starts with `delete`'],
  ])('a pattern that no name fits: %s', (pattern, says) => {
    expect(sentence('s3.amazonaws.com', pattern)).toEqual([
      `unknown-event-name: no known event of \`s3.amazonaws.com\` has a name that ${says} = copy the name from a real record, including its letter case`,
    ])
  })

  test.each([
    ['s3.amazonaws.com', 'PutBucketPublicAccessBlock'],
    ['s3.amazonaws.com', '[PutAccountPublicAccessBlock, DeleteAccountPublicAccessBlock]'],
    ['s3.amazonaws.com', '[PutBucketLifecycle, DeleteBucketLifecycle, GetAccelerateConfiguration]'],
    ['s3.amazonaws.com', "{ wildcard: '*BucketPolicy' }"],
    ['lambda.amazonaws.com', '{ prefix: UpdateFunctionCode }'],
    ['lambda.amazonaws.com', '[CreateFunction20150331, UpdateFunctionCode20150331v2, Invoke]'],
    ['lambda.amazonaws.com', "{ matches: '^UpdateFunctionCode20\\d+' }"],
    ['signin.amazonaws.com', '[ConsoleLogin, SwitchRole, CheckMfa, PasswordRecoveryRequested]'],
    ['kms.amazonaws.com', '[RotateKey, DeleteKey, ScheduleKeyDeletion]'],
    ['sso.amazonaws.com', '[Federate, Authenticate]'],
    ['organizations.amazonaws.com', 'CreateAccountResult'],
    ['ec2.amazonaws.com', 'SharedSnapshotVolumeCreated'],
    ['bedrock.amazonaws.com', '[PutFoundationModelEntitlement, CreateAgent, InvokeModel]'],
    ['cloudfront.amazonaws.com', 'CreateFunction2020_05_31'],
    ['monitoring.amazonaws.com', 'DeleteAlarms'],
    ['cloudshell.amazonaws.com', 'CreateSession'],
    ['ssmmessages.amazonaws.com', 'AnythingAtAll'],
    ['ses.amazonaws.com', 'DeleteEmailIdentity'],
    ['{ prefix: s3 }', 'DeleteBucket'],
    ['{ not: kms.amazonaws.com }', '{ prefix: Delete }'],
  ])('nothing about %s: %s', (service, name) => {
    expect(codesOf(about(service, name).filter(({ level }) => level !== 'note'))).toEqual([])
  })

  test('names that are kept out are looked at as well', () => {
    expect(
      faults('match: { eventSource: iam.amazonaws.com }\nunless: { eventName: GetUsr }'),
    ).toEqual(['unknown-event-name'])
    expect(
      faults('match:\n  eventSource: iam.amazonaws.com\n  eventName: { not: GetUsr }'),
    ).toEqual(['unknown-event-name'])
    expect(
      faults('match:\n  eventSource: iam.amazonaws.com\n  not: { eventName: GetUsr }'),
    ).toEqual(['unknown-event-name'])
  })

  test('Insights have names of calls too', () => {
    const on = { also: 'on: insight' }
    const asked = (name: string) =>
      faults(
        `match:\n  insightDetails.eventSource: ec2.amazonaws.com\n  insightDetails.eventName: ${name}`,
        on,
      )
    expect(asked('RunInstances')).toEqual([])
    expect(asked('RunInstnces')).toEqual(['unknown-event-name'])
  })

  test('nothing where events are about no calls', () => {
    expect(faults('match: { eventName: Nonsense }', { also: 'on: guardduty' })).toEqual([])
  })
})

describe('misspelt-event-name', () => {
  test.each([
    ['stoplogging', 'StopLogging'],
    ['Stop Logging', 'StopLogging'],
    ['"StopLogging "', 'StopLogging'],
  ])('%s', (written, right) => {
    const [found, ...others] = about('cloudtrail.amazonaws.com', written)
    expect(others).toEqual([])
    expect(found).toMatchObject({ code: 'misspelt-event-name', level: 'error' })
    expect(found?.help).toBe(`write \`${right}\`: letter case and spaces count`)
  })

  test('letter case is no matter where the rule says so', () => {
    expect(faults('match: { eventName: { equals-ignore-case: stoplogging } }')).toEqual([])
  })
})

describe('versioned-event-name', () => {
  test('Lambda', () => {
    expect(sentence('lambda.amazonaws.com', 'UpdateFunctionCode')).toEqual([
      'versioned-event-name: CloudTrail records the call `UpdateFunctionCode` under another name, which contains the API version = write `UpdateFunctionCode20150331v2`, or `{ prefix: UpdateFunctionCode }` for every version',
    ])
  })

  test('others have the plain name', () => {
    expect(codesOf(about('lambda.amazonaws.com', 'CreateFunctionUrlConfig'))).toEqual([])
    expect(codesOf(about('appsync.amazonaws.com', 'CreateFunction'))).toEqual([])
  })
})

describe('not-an-event', () => {
  test('an IAM action', () => {
    expect(sentence('s3.amazonaws.com', 'PutEncryptionConfiguration')).toEqual([
      'not-an-event: CloudTrail never records an event with the name `PutEncryptionConfiguration` = match the events that CloudTrail records instead: `PutBucketEncryption`, `DeleteBucketEncryption`',
    ])
  })

  test('an IAM action that belongs to no call alone', () => {
    const [found] = about('s3.amazonaws.com', 'BypassGovernanceRetention')
    expect(found).toMatchObject({ code: 'not-an-event', level: 'error' })
    expect(found?.help).toBe('this name is only a permission: match the calls that need it')
  })

  test('the name of a call in another service is one', () => {
    expect(codesOf(about('elasticfilesystem.amazonaws.com', 'PutLifecycleConfiguration'))).toEqual(
      [],
    )
  })
})

describe('wrong-service', () => {
  test('says which', () => {
    expect(sentence('ec2.amazonaws.com', 'ListBuckets')).toEqual([
      'wrong-service: `ListBuckets` is not an event of `ec2.amazonaws.com` = it is an event of `s3.amazonaws.com`: correct the service or the name',
    ])
  })

  test('one of several sources is enough', () => {
    expect(codesOf(about('[ec2.amazonaws.com, s3.amazonaws.com]', 'DeleteBucket'))).toEqual([])
  })

  test('the source may stand in a block around, or beside', () => {
    const around = `match:
  eventSource: iam.amazonaws.com
  any:
    - eventName: CreateUser
    - eventName: CreateTrail`
    const beside = `match:
  eventName: [CreateUser, CreateTrail]
  any:
    - eventSource: iam.amazonaws.com
      errorCode: { exists: false }
    - eventSource: sts.amazonaws.com`
    expect(faults(around)).toEqual(['wrong-service'])
    expect(faults(beside)).toEqual(['wrong-service'])
  })

  test('what the rule is on says it as well', () => {
    const on = { also: "on: { source: aws.ec2, detail-type: 'AWS API Call via CloudTrail' }" }
    expect(faults('match: { eventName: RunInstances }', on)).toEqual([])
    expect(faults('match: { eventName: CreateBucket }', on)).toEqual(['wrong-service'])
  })

  test('a name that very many services have is no proof', () => {
    expect(codesOf(about('signin.amazonaws.com', 'TagResource'))).toEqual(['unknown-event-name'])
  })
})

describe('unguarded-name', () => {
  test('says which services', () => {
    const [found, ...others] = findings('match: { eventName: CreateTags }')
    expect(others).toEqual([])
    expect(found).toMatchObject({ code: 'unguarded-name', level: 'warning' })
    expect(found?.message).toContain('`ec2.amazonaws.com`')
    expect(found?.help).toMatch(
      /^add the service that you mean, for example `eventSource: \w+\.amazonaws\.com`$/,
    )
  })

  test.each([
    ['a name of one service', 'match: { eventName: [StopLogging, ConsoleLogin] }'],
    ['with its service', 'match: { eventName: CreateUser, eventSource: iam.amazonaws.com }'],
    ['of one service under several endpoints', 'match: { eventName: CreateImageBuilder }'],
    ['kept out', 'match: { eventSource: iam.amazonaws.com }\nunless: { eventName: CreateUser }'],
    ['a pattern', 'match: { eventName: { prefix: CreateUser } }'],
  ])('nothing: %s', (_, clauses) => {
    expect(faults(clauses)).not.toContain('unguarded-name')
  })
})

describe('event sources', () => {
  test.each([
    ['aws.ec2', 'ec2.amazonaws.com'],
    ['ec2', 'ec2.amazonaws.com'],
    ['EC2.amazonaws.com', 'ec2.amazonaws.com'],
    ['eventbridge.amazonaws.com', 'events.amazonaws.com'],
    ['stepfunctions', 'states.amazonaws.com'],
    ['"ec2.amazonaws.com "', 'ec2.amazonaws.com'],
  ])('bad: %s', (written, right) => {
    const found = findings(`match: { eventSource: ${written}, errorCode: AccessDenied }`)
    expect(found.filter(({ level }) => level !== 'note')).toMatchObject([
      { code: 'bad-event-source', level: 'error', help: `write \`${right}\`` },
    ])
  })

  test('unknown: a guess where there is one', () => {
    expect(
      findings('match: { eventSource: cloudtrial.amazonaws.com, readOnly: false }').map(
        findingText,
      ),
    ).toEqual([
      'unknown-event-source: no known service has the event source `cloudtrial.amazonaws.com` = did you mean `cloudtrail.amazonaws.com`?',
    ])
    expect(
      faults('match: { eventSource: quantum-teleport-hub.amazonaws.com, readOnly: false }'),
    ).toEqual(['unknown-event-source'])
  })

  test('a pattern that no source fits', () => {
    expect(faults('match: { eventSource: { suffix: .aws.com }, readOnly: false }')).toEqual([
      'unknown-event-source',
    ])
  })

  test('its names are judged by the service that was meant', () => {
    expect(codesOf(about('eventbridge.amazonaws.com', 'PutRule'))).toEqual(['bad-event-source'])
    expect(codesOf(about('eventbridge.amazonaws.com', 'PutRool'))).toEqual([
      'bad-event-source',
      'unknown-event-name',
    ])
    expect(codesOf(about('cloudtrial.amazonaws.com', 'StopLogging'))).toEqual([
      'unknown-event-source',
    ])
  })

  test.each([
    'IoTSecuredTunneling.amazonaws.com',
    'sso-directory.amazonaws.com',
    'catalog.marketplace.amazonaws.com',
    's3.amazonaws.com.cn',
    '{ prefix: bedrock }',
    '{ equals-ignore-case: EC2.AmazonAWS.com }',
  ])('nothing about %s', (source) => {
    expect(faults(`match: { eventSource: ${source}, readOnly: false }`)).toEqual([])
  })
})
