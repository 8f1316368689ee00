import { CloudTrailClient, DescribeTrailsCommand } from '@aws-sdk/client-cloudtrail'
import {
  DescribeInstancesCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2'
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  GenerateCredentialReportCommand,
  IAMClient,
  ListUsersCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam'
import { GetBucketTaggingCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { probe } from '../probes/probe.ts'
import { at, codeOf, openDesk } from '../simulate/desk.ts'

describe('who is asking', () => {
  test('a key that nobody has is refused, in the words of each protocol, and not recorded', async () => {
    const desk = await openDesk()
    const config = at(desk, { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' })
    expect(
      await Promise.all([
        codeOf(new STSClient(config).send(new GetCallerIdentityCommand({}))),
        codeOf(new EC2Client(config).send(new DescribeSecurityGroupsCommand({}))),
        codeOf(new CloudTrailClient(config).send(new DescribeTrailsCommand({}))),
        codeOf(new S3Client(config).send(new ListBucketsCommand({}))),
      ]),
    ).toEqual([
      'InvalidClientTokenId',
      'AuthFailure',
      'UnrecognizedClientException',
      'InvalidAccessKeyId',
    ])
    expect(desk.records).toEqual([])
  })

  test('an access key speaks for its user until it is put off', async () => {
    const desk = await openDesk()
    const iam = new IAMClient(at(desk))
    await iam.send(new CreateUserCommand({ UserName: 'mallory', Path: '/ops/' }))
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'mallory' }))
    const credentials = {
      accessKeyId: AccessKey?.AccessKeyId ?? '',
      secretAccessKey: AccessKey?.SecretAccessKey ?? '',
    }
    const sts = new STSClient(at(desk, credentials))
    const { Arn } = await sts.send(new GetCallerIdentityCommand({}))
    expect(Arn).toBe('arn:aws:iam::111122223333:user/ops/mallory')
    const key = { UserName: 'mallory', AccessKeyId: credentials.accessKeyId }
    await iam.send(new UpdateAccessKeyCommand({ ...key, Status: 'Inactive' }))
    expect(await codeOf(sts.send(new GetCallerIdentityCommand({})))).toBe('InvalidClientTokenId')
    await iam.send(new UpdateAccessKeyCommand({ ...key, Status: 'Active' }))
    expect(await codeOf(sts.send(new GetCallerIdentityCommand({})))).toBe('no error')
  })

  test('accounts do not see one another', async () => {
    const desk = await openDesk()
    await new IAMClient(at(desk)).send(new CreateUserCommand({ UserName: 'alice' }))
    const { Users } = await new IAMClient(at(desk, desk.otherRoot)).send(new ListUsersCommand({}))
    expect(Users).toEqual([])
  })

  test('what is denied is refused and recorded, without what was asked for', async () => {
    const desk = await openDesk()
    desk.cloud.denials.set('arn:aws:iam::111122223333:root', ['iam:Create*', 'ec2:*'])
    const iam = new IAMClient(at(desk))
    expect(await codeOf(iam.send(new CreateUserCommand({ UserName: 'x' })))).toBe('AccessDenied')
    expect(await codeOf(iam.send(new ListUsersCommand({})))).toBe('no error')
    const ec2 = new EC2Client(at(desk))
    expect(await codeOf(ec2.send(new DescribeSecurityGroupsCommand({})))).toBe(
      'UnauthorizedOperation',
    )
    expect(desk.records.map(({ eventName, errorCode }) => [eventName, errorCode])).toEqual([
      ['CreateUser', 'AccessDenied'],
      ['ListUsers', undefined],
      ['DescribeSecurityGroups', 'Client.UnauthorizedOperation'],
    ])
    expect(desk.records[0]).toMatchObject({
      requestParameters: null,
      responseElements: null,
      errorMessage: expect.stringContaining('is not authorized to perform: iam:CreateUser'),
    })
  })
})

describe('what is not answered', () => {
  test('an operation is named, in every protocol, and leaves no record', async () => {
    const desk = await openDesk()
    const messages = await Promise.all(
      [
        new IAMClient(at(desk)).send(new GenerateCredentialReportCommand({})),
        new EC2Client(at(desk)).send(new DescribeInstancesCommand({})),
        new S3Client(at(desk)).send(new GetBucketTaggingCommand({ Bucket: 'b' })),
      ].map((answer) => answer.catch((error) => `${error.name}: ${error.message}`)),
    )
    expect(messages).toEqual([
      'NotImplemented: The local account does not answer GenerateCredentialReport of iam.amazonaws.com.',
      'NotImplemented: The local account does not answer DescribeInstances of ec2.amazonaws.com.',
      'NotImplemented: The local account does not answer GetBucketTagging of s3.amazonaws.com.',
    ])
    expect(desk.records).toEqual([])
  })

  test('a service is named', async () => {
    const desk = await openDesk()
    const answer = await fetch(desk.endpoint, {
      method: 'POST',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${desk.root.accessKeyId}/20261121/eu-west-1/kms/aws4_request`,
        'x-amz-target': 'TrentService.ListKeys',
      },
      body: '{}',
    })
    expect(answer.status).toBe(501)
    expect(await answer.text()).toContain('does not answer TrentService.ListKeys of kms')
  })

  test('an unsigned request is refused', async () => {
    const desk = await openDesk()
    const answer = await fetch(desk.endpoint)
    expect([answer.status, await answer.text()]).toEqual([
      403,
      expect.stringContaining('MissingAuthenticationToken'),
    ])
  })
})

describe('whatever comes over the wire', () => {
  test('is answered, and never by a fault of the server', async () => {
    const desk = await openDesk()
    const signed = (service: string) => ({
      authorization: `AWS4-HMAC-SHA256 Credential=${desk.root.accessKeyId}/20261121/us-east-1/${service}/aws4_request`,
      'x-amz-target': 'CloudTrail_20131101.CreateTrail',
      'content-type': 'text/plain',
    })
    const pieces = fc.constantFrom(
      ...['Action=CreateUser&', 'Action=AuthorizeSecurityGroupIngress&', 'Tags.member.1.Key=a&'],
      ...[
        'IpPermissions.1.FromPort=x&',
        'IpPermissions.1.IpRanges.x=1&',
        '{"Name":',
        '[',
        '<a>',
        '</b>',
        '&#x110000;',
      ],
      ...[
        'GroupId=sg-1&',
        `${'a.'.repeat(40)}=1&`,
        '__proto__.x=1&',
        '{"Name":{}}',
        '{"Name":"a"}',
        '{',
      ],
    )
    const body = fc.array(fc.oneof(pieces, fc.string()), { maxLength: 6 })
    const service = fc.constantFrom('iam', 'ec2', 'cloudtrail', 's3', 'sts', 'nothing')
    const path = fc.constantFrom(
      '/',
      '/b?policy',
      '/b/k',
      '/%ff',
      '/b?publicAccessBlock',
      '//',
      '/?x-id=',
    )
    await fc.assert(
      fc.asyncProperty(
        body,
        service,
        path,
        fc.constantFrom('POST', 'PUT'),
        async (parts, name, to, method) => {
          const answer = await fetch(desk.endpoint + to, {
            method,
            headers: signed(name),
            body: parts.join(''),
          })
          const text = await answer.text()
          expect([answer.status, text]).not.toEqual([500, text])
        },
      ),
      probe('local-aws/server/any-request', { short: 200, long: 10_000 }),
    )
  })
})

test('no answer has the time of the machine: an SDK with a driven clock would correct its own', async () => {
  const desk = await openDesk()
  const answer = await fetch(desk.endpoint)
  expect(answer.headers.get('date')).toBeNull()
  await answer.text()
})
