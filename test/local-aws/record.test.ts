/** What a call leaves in CloudTrail, against the fields that real records have. */
import {
  CloudTrailClient,
  CreateTrailCommand,
  PutEventSelectorsCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
  ModifySecurityGroupRulesCommand,
} from '@aws-sdk/client-ec2'
import {
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreateRoleCommand,
  CreateUserCommand,
  GetUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam'
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeletePublicAccessBlockCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import {
  PutPublicAccessBlockCommand as PutAccountBlock,
  S3ControlClient,
} from '@aws-sdk/client-s3-control'
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { describe, expect, test } from 'vitest'
import { byName, localhostAgent } from '../../packages/local-aws/localhost.ts'
import { signInRecord } from '../../packages/local-aws/sign-in.ts'
import { account, at, type Desk, openDesk, other } from '../simulate/desk.ts'

const document =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}'
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
})

const last = ({ records }: Desk) => records.at(-1)

describe('IAM', () => {
  test('a change: who, where, what, and what came of it', async () => {
    const desk = await openDesk()
    await new IAMClient(at(desk)).send(new CreateUserCommand({ UserName: 'alice' }))
    expect(last(desk)).toEqual({
      eventVersion: '1.11',
      userIdentity: {
        type: 'Root',
        principalId: account,
        arn: `arn:aws:iam::${account}:root`,
        accountId: account,
        accessKeyId: desk.root.accessKeyId,
      },
      eventTime: '2026-11-21T21:05:07Z',
      eventSource: 'iam.amazonaws.com',
      eventName: 'CreateUser',
      awsRegion: 'us-east-1',
      sourceIPAddress: '198.51.100.7',
      userAgent: expect.stringContaining('aws-sdk-js'),
      requestParameters: { userName: 'alice' },
      responseElements: {
        user: {
          path: '/',
          userName: 'alice',
          userId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
          arn: `arn:aws:iam::${account}:user/alice`,
          createDate: 'Nov 21, 2026 9:05:07 PM',
        },
      },
      requestID: expect.stringMatching(/^[0-9a-f-]{36}$/),
      eventID: expect.stringMatching(/^[0-9a-f-]{36}$/),
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: account,
      eventCategory: 'Management',
      tlsDetails: {
        tlsVersion: 'TLSv1.3',
        cipherSuite: 'TLS_AES_128_GCM_SHA256',
        clientProvidedHostHeader: 'iam.amazonaws.com',
      },
    })
  })

  test('secrets are left out, documents stand as they were sent', async () => {
    const desk = await openDesk()
    const iam = new IAMClient(at(desk))
    const of = { UserName: 'alice' }
    await iam.send(new CreateUserCommand(of))
    await iam.send(new CreateLoginProfileCommand({ ...of, Password: 'correct horse' }))
    expect(last(desk)?.requestParameters).toEqual({ userName: 'alice' })
    await iam.send(new CreateAccessKeyCommand(of))
    expect(last(desk)?.responseElements).toEqual({
      accessKey: {
        userName: 'alice',
        accessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/),
        status: 'Active',
        createDate: 'Nov 21, 2026 9:05:07 PM',
      },
    })
    await iam.send(new PutUserPolicyCommand({ ...of, PolicyName: 'p', PolicyDocument: document }))
    expect(last(desk)).toMatchObject({
      requestParameters: { userName: 'alice', policyName: 'p', policyDocument: document },
      responseElements: null,
    })
  })

  test('a read, and a call that failed', async () => {
    const desk = await openDesk()
    const iam = new IAMClient(at(desk))
    await iam.send(new GetUserCommand({})).catch(() => undefined)
    expect(last(desk)).toMatchObject({
      eventName: 'GetUser',
      readOnly: true,
      responseElements: null,
    })
    await iam.send(new GetUserCommand({ UserName: 'nobody' })).catch(() => undefined)
    expect(last(desk)).toMatchObject({
      errorCode: 'NoSuchEntityException',
      errorMessage: 'The user with name nobody cannot be found.',
      requestParameters: { userName: 'nobody' },
      responseElements: null,
      readOnly: true,
    })
  })
})

describe('STS', () => {
  test('a session: handed out as a read, and then who its calls are from', async () => {
    const desk = await openDesk()
    await new IAMClient(at(desk)).send(
      new CreateRoleCommand({ RoleName: 'app', AssumeRolePolicyDocument: trust }),
    )
    const { Credentials } = await new STSClient(at(desk)).send(
      new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/app`, RoleSessionName: 'me' }),
    )
    expect(last(desk)).toMatchObject({
      eventName: 'AssumeRole',
      awsRegion: 'eu-west-1',
      readOnly: true,
      responseElements: {
        credentials: {
          accessKeyId: Credentials?.AccessKeyId,
          sessionToken: Credentials?.SessionToken,
          expiration: 'Nov 21, 2026, 10:05:07 PM',
        },
        assumedRoleUser: { arn: `arn:aws:sts::${account}:assumed-role/app/me` },
      },
      resources: [
        { accountId: account, type: 'AWS::IAM::Role', ARN: `arn:aws:iam::${account}:role/app` },
      ],
    })
    const session = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    }
    await new STSClient(at(desk, session)).send(new GetCallerIdentityCommand({}))
    expect(last(desk)?.userIdentity).toEqual({
      type: 'AssumedRole',
      principalId: expect.stringMatching(/^AROA[A-Z2-7]{17}:me$/),
      arn: `arn:aws:sts::${account}:assumed-role/app/me`,
      accountId: account,
      accessKeyId: session.accessKeyId,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
          arn: `arn:aws:iam::${account}:role/app`,
          accountId: account,
          userName: 'app',
        },
        attributes: { creationDate: '2026-11-21T21:05:07Z', mfaAuthenticated: 'false' },
      },
    })
  })

  test('a role of another account: a record in each, one shared id', async () => {
    const desk = await openDesk()
    await new IAMClient(at(desk, desk.otherRoot)).send(
      new CreateRoleCommand({ RoleName: 'guest', AssumeRolePolicyDocument: trust }),
    )
    await new STSClient(at(desk)).send(
      new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${other}:role/guest`, RoleSessionName: 'me' }),
    )
    const [ours, theirs] = desk.records.slice(-2)
    expect([ours?.recipientAccountId, theirs?.recipientAccountId]).toEqual([account, other])
    expect(theirs?.sharedEventID).toBe(ours?.sharedEventID)
    expect(theirs?.eventID).not.toBe(ours?.eventID)
    expect(theirs?.userIdentity).toEqual({
      type: 'AWSAccount',
      principalId: account,
      accountId: account,
    })
  })
})

describe('EC2', () => {
  test('permissions as XML has them, and the rules that came of it', async () => {
    const desk = await openDesk()
    const ec2 = new EC2Client(at(desk))
    const { GroupId = '' } = await ec2.send(
      new CreateSecurityGroupCommand({ GroupName: 'web', Description: 'the web' }),
    )
    expect(last(desk)).toMatchObject({
      requestParameters: { groupName: 'web', groupDescription: 'the web' },
      responseElements: { requestId: last(desk)?.requestID, _return: true, groupId: GroupId },
    })
    const open = {
      IpProtocol: 'tcp',
      FromPort: 22,
      ToPort: 22,
      IpRanges: [{ CidrIp: '0.0.0.0/0' }],
    }
    await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [open] }))
    expect(last(desk)?.requestParameters).toEqual({
      groupId: GroupId,
      ipPermissions: {
        items: [
          {
            ipProtocol: 'tcp',
            fromPort: 22,
            toPort: 22,
            groups: {},
            ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] },
            ipv6Ranges: {},
            prefixListIds: {},
          },
        ],
      },
    })
    const rule = {
      groupOwnerId: account,
      groupId: GroupId,
      securityGroupRuleId: expect.stringMatching(/^sgr-[0-9a-f]{17}$/),
      isEgress: false,
      ipProtocol: 'tcp',
      fromPort: 22,
      toPort: 22,
      cidrIpv4: '0.0.0.0/0',
    }
    expect(last(desk)?.responseElements).toMatchObject({
      _return: true,
      securityGroupRuleSet: { items: [rule] },
    })
  })

  test('one permission the flat way', async () => {
    const desk = await openDesk()
    const ec2 = new EC2Client(at(desk))
    await ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupName: 'default',
        IpProtocol: 'tcp',
        FromPort: 3000,
        ToPort: 4000,
        CidrIp: '0.0.0.0/0',
      }),
    )
    expect(last(desk)?.requestParameters).toEqual({
      groupName: 'default',
      cidrIp: '0.0.0.0/0',
      ipProtocol: 'tcp',
      fromPort: 3000,
      toPort: 4000,
      ipPermissions: {},
    })
  })

  test('modified rules are written in the newer way', async () => {
    const desk = await openDesk()
    const ec2 = new EC2Client(at(desk))
    const { SecurityGroupRules: [rule] = [] } = await ec2.send(
      new DescribeSecurityGroupRulesCommand({}),
    )
    const change = { IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432, CidrIpv4: '0.0.0.0/0' }
    await ec2.send(
      new ModifySecurityGroupRulesCommand({
        GroupId: rule?.GroupId,
        SecurityGroupRules: [
          { SecurityGroupRuleId: rule?.SecurityGroupRuleId, SecurityGroupRule: change },
        ],
      }),
    )
    expect(last(desk)?.requestParameters).toEqual({
      ModifySecurityGroupRulesRequest: {
        GroupId: rule?.GroupId,
        SecurityGroupRule: {
          SecurityGroupRuleId: rule?.SecurityGroupRuleId,
          SecurityGroupRule: change,
          tag: 1,
        },
      },
    })
  })

  test('a description asked for', async () => {
    const desk = await openDesk()
    await new EC2Client(at(desk)).send(
      new DescribeSecurityGroupsCommand({
        Filters: [{ Name: 'group-name', Values: ['default'] }],
      }),
    )
    expect(last(desk)).toMatchObject({
      requestParameters: {
        securityGroupSet: {},
        securityGroupIdSet: {},
        filterSet: { items: [{ name: 'group-name', valueSet: { items: [{ value: 'default' }] } }] },
      },
      responseElements: null,
      readOnly: true,
    })
  })
})

describe('S3', () => {
  const Bucket = 'exports'
  const host = 'exports.s3.eu-west-1.amazonaws.com'
  const bucketOf = async () => {
    const desk = await openDesk()
    const s3 = new S3Client(at(desk))
    await s3.send(
      new CreateBucketCommand({
        Bucket,
        CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
      }),
    )
    return { desk, s3 }
  }

  test('older names, the subresource, and the document', async () => {
    const { desk, s3 } = await bucketOf()
    const PublicAccessBlockConfiguration = { BlockPublicAcls: true }
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }))
    expect(last(desk)).toMatchObject({
      eventName: 'PutBucketPublicAccessBlock',
      awsRegion: 'eu-west-1',
      requestParameters: {
        bucketName: Bucket,
        Host: host,
        publicAccessBlock: '',
        PublicAccessBlockConfiguration: {
          xmlns: 'http://s3.amazonaws.com/doc/2006-03-01/',
          BlockPublicAcls: true,
        },
      },
      responseElements: null,
      resources: [{ accountId: account, type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::exports' }],
    })
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket }))
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: '*',
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::exports/*',
        },
      ],
    })
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }))
    expect(last(desk)?.requestParameters).toEqual({
      bucketName: Bucket,
      Host: host,
      bucketPolicy: JSON.parse(Policy),
      policy: '',
    })
    await s3.send(new DeleteBucketCommand({ Bucket }))
    expect(last(desk)).toMatchObject({
      eventName: 'DeleteBucket',
      requestParameters: { bucketName: Bucket, Host: host },
    })
  })

  test('objects are data events', async () => {
    const { desk, s3 } = await bucketOf()
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a/b', Body: 'x' }))
    expect(last(desk)).toMatchObject({
      eventName: 'PutObject',
      managementEvent: false,
      eventCategory: 'Data',
      requestParameters: { bucketName: Bucket, Host: host, key: 'a/b' },
      resources: [
        { type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::exports/a/b' },
        { type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::exports', accountId: account },
      ],
    })
  })

  test('the account as a whole', async () => {
    const desk = await openDesk()
    const control = new S3ControlClient({
      ...at(desk),
      endpoint: byName(desk.endpoint),
      requestHandler: { httpAgent: localhostAgent() },
    })
    await control.send(
      new PutAccountBlock({
        AccountId: account,
        PublicAccessBlockConfiguration: { BlockPublicPolicy: false },
      }),
    )
    expect(last(desk)).toMatchObject({
      eventSource: 's3.amazonaws.com',
      eventName: 'PutAccountPublicAccessBlock',
      requestParameters: {
        Host: `${account}.s3-control.eu-west-1.amazonaws.com`,
        publicAccessBlock: '',
        PublicAccessBlockConfiguration: { BlockPublicPolicy: false },
      },
    })
  })
})

describe('CloudTrail', () => {
  test('trails by their name, selectors as they then stand', async () => {
    const desk = await openDesk()
    await new S3Client(at(desk, desk.root, 'us-east-1')).send(
      new CreateBucketCommand({ Bucket: 'trail' }),
    )
    const trail = new CloudTrailClient(at(desk))
    await trail.send(
      new CreateTrailCommand({ Name: 'main', S3BucketName: 'trail', IsMultiRegionTrail: true }),
    )
    const trailARN = `arn:aws:cloudtrail:eu-west-1:${account}:trail/main`
    expect(last(desk)).toMatchObject({
      requestParameters: { name: 'main', s3BucketName: 'trail', isMultiRegionTrail: true },
      responseElements: { name: 'main', s3BucketName: 'trail', isMultiRegionTrail: true, trailARN },
    })
    await trail.send(
      new PutEventSelectorsCommand({
        TrailName: 'main',
        EventSelectors: [{ ReadWriteType: 'ReadOnly', IncludeManagementEvents: false }],
      }),
    )
    const selector = { readWriteType: 'ReadOnly', includeManagementEvents: false }
    expect(last(desk)).toMatchObject({
      requestParameters: { trailName: 'main', eventSelectors: [selector] },
      responseElements: { trailARN, eventSelectors: [selector] },
    })
    await trail.send(new StopLoggingCommand({ Name: trailARN }))
    expect(last(desk)).toMatchObject({
      eventName: 'StopLogging',
      requestParameters: { name: trailARN },
      responseElements: null,
    })
  })
})

describe('console sign-in', () => {
  const from = { sourceIPAddress: '203.0.113.61', region: 'us-east-1' }

  test('root comes in', async () => {
    const { cloud } = await openDesk()
    const who = { kind: 'root', accountId: account } as const
    expect(signInRecord(cloud, { ...from, who, succeeds: true, mfa: false })).toMatchObject({
      eventSource: 'signin.amazonaws.com',
      eventName: 'ConsoleLogin',
      eventType: 'AwsConsoleSignIn',
      userIdentity: { type: 'Root', arn: `arn:aws:iam::${account}:root` },
      responseElements: { ConsoleLogin: 'Success' },
      additionalEventData: { MFAUsed: 'No' },
      readOnly: false,
    })
  })

  test('of somebody the account does not know not even the name is written down', async () => {
    const { cloud } = await openDesk()
    const who = { kind: 'unknown', accountId: account } as const
    expect(signInRecord(cloud, { ...from, who, succeeds: false, mfa: false })).toMatchObject({
      errorMessage: 'No username found in supplied account',
      userIdentity: { type: 'IAMUser', userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
      responseElements: { ConsoleLogin: 'Failure' },
    })
  })
})
