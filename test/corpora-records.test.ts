/**
 * Records the local account writes have the fields that real ones have. Needs `../shared/corpora`;
 * without it there is nothing to run.
 */
import { existsSync, readFileSync } from 'node:fs'
import {
  CloudTrailClient,
  CreateTrailCommand,
  DeleteTrailCommand,
  PutEventSelectorsCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import {
  AuthorizeSecurityGroupIngressCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2'
import {
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { beforeAll, describe, expect, test } from 'vitest'
import type { CloudTrailRecord } from '../packages/local-aws/cloudtrail-record.ts'
import { signInRecord } from '../packages/local-aws/sign-in.ts'
import { account, at, type Desk, openDesk } from './simulate/desk.ts'

const file = '../shared/corpora/cloudtrail/stratus.events.jsonl'

type Fields = Readonly<Record<string, unknown>>

/** Paths of a record with the kind of value at each; items of a list are one. */
function fields(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => fields(item, `${path}[]`)))]
  if (typeof value !== 'object' || value === null)
    return [`${path}: ${value === null ? 'null' : typeof value}`]
  return Object.entries(value).flatMap(([name, item]) =>
    fields(item, path === '' ? name : `${path}.${name}`),
  )
}

const session = (credentials: Fields | undefined) => ({
  accessKeyId: String(credentials?.AccessKeyId),
  secretAccessKey: String(credentials?.SecretAccessKey),
})

const trust = (principal: object) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
  })

/** The calls of the techniques, made by a user. */
async function attack(desk: Desk): Promise<void> {
  const root = new IAMClient(at(desk))
  await root.send(new CreateUserCommand({ UserName: 'christophe' }))
  const { AccessKey } = await root.send(new CreateAccessKeyCommand({ UserName: 'christophe' }))
  const user = at(desk, session(AccessKey as unknown as Fields))
  await new S3Client({ ...user, region: 'us-east-1' }).send(
    new CreateBucketCommand({ Bucket: 'trail' }),
  )
  desk.records.length = 0
  const iam = new IAMClient(user)
  const RoleName = 'malicious'
  await iam.send(new CreateUserCommand({ UserName: 'backdoor', Tags: [{ Key: 'a', Value: 'b' }] }))
  await iam.send(new CreateAccessKeyCommand({ UserName: 'backdoor' }))
  await iam.send(
    new CreateLoginProfileCommand({
      UserName: 'backdoor',
      Password: 'pass',
      PasswordResetRequired: false,
    }),
  )
  await iam.send(
    new CreateRoleCommand({
      RoleName,
      PermissionsBoundary: 'arn:aws:iam::aws:policy/AdministratorAccess',
      AssumeRolePolicyDocument: trust({ Service: 'ec2.amazonaws.com' }),
    }),
  )
  await iam.send(
    new AttachRolePolicyCommand({
      RoleName,
      PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
    }),
  )
  await iam.send(
    new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trust({ AWS: '*' }) }),
  )
  await new STSClient(user).send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${account}:role/${RoleName}`,
      RoleSessionName: 'me',
      DurationSeconds: 900,
    }),
  )
  await new EC2Client(user).send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: await defaultGroup(desk),
      IpProtocol: 'tcp',
      FromPort: 22,
      ToPort: 22,
      CidrIp: '0.0.0.0/0',
    }),
  )
  const trail = new CloudTrailClient(user)
  await trail.send(new CreateTrailCommand({ Name: 'main', S3BucketName: 'trail' }))
  await trail.send(
    new PutEventSelectorsCommand({
      TrailName: 'main',
      EventSelectors: [
        {
          ReadWriteType: 'ReadOnly',
          IncludeManagementEvents: false,
          DataResources: [
            { Type: 'AWS::S3::Object', Values: [] },
            { Type: 'AWS::Lambda::Function', Values: [] },
          ],
          ExcludeManagementEventSources: [],
        },
      ],
    }),
  )
  await trail.send(new StopLoggingCommand({ Name: 'main' }))
  await trail.send(new DeleteTrailCommand({ Name: 'main' }))
  const who = {
    kind: 'user',
    accountId: account,
    userId: 'AIDA',
    userName: 'backdoor',
    path: '/',
  } as const
  desk.records.push(
    signInRecord(desk.cloud, {
      who,
      succeeds: true,
      mfa: false,
      sourceIPAddress: '192.0.2.1',
      region: 'us-east-1',
    }),
  )
}

async function defaultGroup(desk: Desk): Promise<string> {
  const { SecurityGroups: [group] = [] } = await new EC2Client(at(desk)).send(
    new DescribeSecurityGroupsCommand({}),
  )
  return group?.GroupId ?? ''
}

const compared = [
  ...['CreateAccessKey', 'CreateLoginProfile', 'AttachRolePolicy', 'UpdateAssumeRolePolicy'],
  ...['CreateUser', 'CreateRole', 'AssumeRole', 'AuthorizeSecurityGroupIngress'],
  ...['PutEventSelectors', 'StopLogging', 'DeleteTrail', 'ConsoleLogin'],
]

describe.runIf(existsSync(file))('records of attacks as AWS wrote them', () => {
  const theirs: CloudTrailRecord[] = existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line))
    : []
  let ours: readonly CloudTrailRecord[] = []

  beforeAll(async () => {
    const desk = await openDesk()
    await attack(desk)
    ours = [...desk.records]
  })

  test.each(compared)('%s', (name) => {
    const written = ours.find(({ eventName }) => eventName === name)
    const real = theirs.filter(
      (record) => record.eventName === name && record.errorCode === undefined && isUser(record),
    )
    expect(real).not.toEqual([])
    expect(real.map((record) => fields(record).toSorted())).toContainEqual(
      fields(written).toSorted(),
    )
  })
})

const isUser = ({ userIdentity }: CloudTrailRecord): boolean =>
  (userIdentity as Fields).type === 'IAMUser'
