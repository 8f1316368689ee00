import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { expect, test } from 'vitest'
import { account, at, codeOf, openDesk } from '../../simulate/desk.ts'

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
})

test('a session lasts as long as was asked for, and needs its token', async () => {
  const desk = await openDesk()
  await new IAMClient(at(desk)).send(
    new CreateRoleCommand({ RoleName: 'app', Path: '/ops/', AssumeRolePolicyDocument: trust }),
  )
  const { Credentials } = await new STSClient(at(desk)).send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${account}:role/ops/app`,
      RoleSessionName: 'me',
      DurationSeconds: 900,
    }),
  )
  const session = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  }
  const identify = (credentials: object) =>
    new STSClient(at(desk, credentials)).send(new GetCallerIdentityCommand({}))
  expect((await identify(session)).Arn).toBe(`arn:aws:sts::${account}:assumed-role/app/me`)
  expect(await codeOf(identify({ ...session, sessionToken: 'another' }))).toBe(
    'InvalidClientTokenId',
  )
  await desk.cloud.clock.advance(899_000)
  expect(await codeOf(identify(session))).toBe('no error')
  await desk.cloud.clock.advance(1000)
  expect(await codeOf(identify(session))).toBe('ExpiredToken')
})

test('a session comes from where it was assumed, and what its role may not do it may not', async () => {
  const desk = await openDesk()
  await new IAMClient(at(desk)).send(
    new CreateRoleCommand({ RoleName: 'app', AssumeRolePolicyDocument: trust }),
  )
  const place = { sourceIPAddress: '203.0.113.99', userAgent: 'S3 Browser 9.5.3' }
  desk.cloud.keys.moveTo(desk.root.accessKeyId, place)
  const RoleArn = `arn:aws:iam::${account}:role/app`
  const { Credentials } = await new STSClient(at(desk)).send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me' }),
  )
  desk.cloud.denials.set(RoleArn, ['sts:*'])
  const session = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  }
  const answer = new STSClient(at(desk, session)).send(new GetCallerIdentityCommand({}))
  expect(await codeOf(answer)).toBe('AccessDenied')
  expect(desk.records.at(-1)).toMatchObject(place)
})
