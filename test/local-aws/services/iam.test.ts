import {
  AddUserToGroupCommand,
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateServiceLinkedRoleCommand,
  CreateUserCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRoleCommand,
  DeleteUserCommand,
  DeleteUserPermissionsBoundaryCommand,
  GetAccountAuthorizationDetailsCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  GetUserCommand,
  IAMClient,
  ListUsersCommand,
  PutRolePolicyCommand,
  PutUserPermissionsBoundaryCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam'
import { describe, expect, test } from 'vitest'
import { at, codeOf, openDesk } from '../../simulate/desk.ts'

const policy = (action = 's3:*') =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
  })

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
})

const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess'

async function openIam() {
  const desk = await openDesk()
  return new IAMClient(at(desk))
}

describe('documents', () => {
  test('come back URL-encoded by RFC 3986, as they were sent', async () => {
    const iam = await openIam()
    const PolicyDocument = policy('s3:*').replace('{', '{\n  "Id": "it\'s (mine)",')
    await iam.send(new CreateRoleCommand({ RoleName: 'app', AssumeRolePolicyDocument: trust }))
    await iam.send(new PutRolePolicyCommand({ RoleName: 'app', PolicyName: 'p', PolicyDocument }))
    const got = await iam.send(new GetRolePolicyCommand({ RoleName: 'app', PolicyName: 'p' }))
    expect(got.PolicyDocument).toMatch(/^%7B%0A%20%20%22Id%22%3A%20%22it%27s%20%28mine%29%22/)
    expect(decodeURIComponent(got.PolicyDocument ?? '')).toBe(PolicyDocument)
  })

  test.each([
    ['no JSON', '{'],
    ['a principal', policy().replace('"Effect"', '"Principal":"*","Effect"')],
    ['no action', policy().replace('"Action":"s3:*",', '')],
    ['no resource', policy().replace(',"Resource":"*"', '')],
    ['an action without service', policy('GetObject')],
    ['another version', policy().replace('2012', '2013')],
    ['an unknown field', policy().replace('"Effect"', '"Efect":1,"Effect"')],
    ['no statement', '{"Version":"2012-10-17"}'],
  ])('with %s are refused', async (_what, PolicyDocument) => {
    const iam = await openIam()
    const answer = iam.send(new CreatePolicyCommand({ PolicyName: 'p', PolicyDocument }))
    expect(await codeOf(answer)).toBe('MalformedPolicyDocument')
  })

  test('are refused when they grow too large, white space not counted', async () => {
    const iam = await openIam()
    await iam.send(new CreateRoleCommand({ RoleName: 'app', AssumeRolePolicyDocument: trust }))
    const put = (PolicyName: string, PolicyDocument: string) =>
      codeOf(iam.send(new PutRolePolicyCommand({ RoleName: 'app', PolicyName, PolicyDocument })))
    expect(await put('wide', policy().padEnd(20_000))).toBe('no error')
    expect(await put('a', policy(`s3:${'a'.repeat(6000)}`))).toBe('no error')
    expect(await put('b', policy(`s3:${'b'.repeat(6000)}`))).toBe('LimitExceeded')
    expect(await put('a', policy(`s3:${'c'.repeat(9000)}`))).toBe('no error')
  })

  test('of trust name whom they trust and no resource', async () => {
    const iam = await openIam()
    await iam.send(new CreateRoleCommand({ RoleName: 'app', AssumeRolePolicyDocument: trust }))
    const update = (PolicyDocument: string) =>
      codeOf(iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'app', PolicyDocument })))
    expect(await update(policy('sts:AssumeRole'))).toBe('MalformedPolicyDocument')
    expect(await update(trust.replace('sts:AssumeRole', 's3:GetObject'))).toBe(
      'MalformedPolicyDocument',
    )
    expect(await update(trust.replace('ec2', 'lambda'))).toBe('no error')
  })
})

describe('limits', () => {
  test('a policy has five versions, whose numbers are never used again', async () => {
    const iam = await openIam()
    const { Policy } = await iam.send(
      new CreatePolicyCommand({ PolicyName: 'p', PolicyDocument: policy() }),
    )
    const of = { PolicyArn: Policy?.Arn }
    const grow = () => iam.send(new CreatePolicyVersionCommand({ ...of, PolicyDocument: policy() }))
    for (let version = 2; version <= 5; version++) await grow()
    expect(await codeOf(grow())).toBe('LimitExceeded')
    await iam.send(new DeletePolicyVersionCommand({ ...of, VersionId: 'v5' }))
    expect((await grow()).PolicyVersion?.VersionId).toBe('v6')
    expect(await codeOf(iam.send(new DeletePolicyCommand(of)))).toBe('DeleteConflict')
    expect(await codeOf(iam.send(new DeletePolicyVersionCommand({ ...of, VersionId: 'v1' })))).toBe(
      'DeleteConflict',
    )
  })

  test('a user has two access keys and ten groups, a role ten policies', async () => {
    const iam = await openIam()
    await iam.send(new CreateUserCommand({ UserName: 'alice' }))
    await iam.send(new CreateRoleCommand({ RoleName: 'app', AssumeRolePolicyDocument: trust }))
    const key = () => codeOf(iam.send(new CreateAccessKeyCommand({ UserName: 'alice' })))
    expect([await key(), await key(), await key()]).toEqual([
      'no error',
      'no error',
      'LimitExceeded',
    ])
    const groups: string[] = []
    const policies: string[] = []
    for (let count = 0; count < 11; count++) {
      const GroupName = `group-${count}`
      await iam.send(new CreateGroupCommand({ GroupName }))
      groups.push(
        await codeOf(iam.send(new AddUserToGroupCommand({ GroupName, UserName: 'alice' }))),
      )
      const { Policy } = await iam.send(
        new CreatePolicyCommand({ PolicyName: `policy-${count}`, PolicyDocument: policy() }),
      )
      const attach = new AttachRolePolicyCommand({ RoleName: 'app', PolicyArn: Policy?.Arn })
      policies.push(await codeOf(iam.send(attach)))
    }
    const tenAndOne = [...Array<string>(10).fill('no error'), 'LimitExceeded']
    expect({ groups, policies }).toEqual({ groups: tenAndOne, policies: tenAndOne })
  })
})

describe('what stands in the way', () => {
  test('names that differ in case alone are taken', async () => {
    const iam = await openIam()
    await iam.send(new CreateUserCommand({ UserName: 'Alice' }))
    expect(await codeOf(iam.send(new CreateUserCommand({ UserName: 'alice' })))).toBe(
      'EntityAlreadyExists',
    )
  })

  test('a user in a group, or with a key, is not deleted', async () => {
    const iam = await openIam()
    await iam.send(new CreateGroupCommand({ GroupName: 'admins' }))
    for (const UserName of ['grouped', 'keyed']) await iam.send(new CreateUserCommand({ UserName }))
    await iam.send(new AddUserToGroupCommand({ GroupName: 'admins', UserName: 'grouped' }))
    await iam.send(new CreateAccessKeyCommand({ UserName: 'keyed' }))
    for (const UserName of ['grouped', 'keyed']) {
      expect(await codeOf(iam.send(new DeleteUserCommand({ UserName })))).toBe('DeleteConflict')
    }
  })

  test('roles of services and policies of AWS are not touched', async () => {
    const iam = await openIam()
    const { Role } = await iam.send(
      new CreateServiceLinkedRoleCommand({ AWSServiceName: 'autoscaling.amazonaws.com' }),
    )
    const RoleName = Role?.RoleName ?? ''
    expect([
      await codeOf(iam.send(new DeleteRoleCommand({ RoleName }))),
      await codeOf(iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: administrator }))),
      await codeOf(iam.send(new DeletePolicyCommand({ PolicyArn: administrator }))),
    ]).toEqual(['UnmodifiableEntity', 'UnmodifiableEntity', 'AccessDenied'])
  })
})

test('a boundary stands with the user until it is taken away', async () => {
  const iam = await openIam()
  const UserName = 'alice'
  await iam.send(new CreateUserCommand({ UserName, PermissionsBoundary: administrator }))
  const boundary = async () =>
    (await iam.send(new GetUserCommand({ UserName }))).User?.PermissionsBoundary
  expect(await boundary()).toEqual({
    PermissionsBoundaryType: 'Policy',
    PermissionsBoundaryArn: administrator,
  })
  await iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName }))
  expect(await boundary()).toBeUndefined()
  const PermissionsBoundary = 'arn:aws:iam::aws:policy/ReadOnlyAccess'
  await iam.send(new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary }))
  expect((await boundary())?.PermissionsBoundaryArn).toBe(PermissionsBoundary)
})

test('the whole account comes in pages that lose nothing', async () => {
  const iam = await openIam()
  for (const UserName of ['a', 'b', 'c']) await iam.send(new CreateUserCommand({ UserName }))
  for (const RoleName of ['r', 's']) {
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }))
  }
  await iam.send(new AttachRolePolicyCommand({ RoleName: 'r', PolicyArn: administrator }))
  const names: (string | undefined)[] = []
  let pages = 0
  let Marker: string | undefined
  do {
    const got = await iam.send(new GetAccountAuthorizationDetailsCommand({ MaxItems: 2, Marker }))
    names.push(...(got.UserDetailList ?? []).map(({ UserName }) => UserName))
    names.push(...(got.RoleDetailList ?? []).map(({ RoleName }) => RoleName))
    names.push(...(got.Policies ?? []).map(({ PolicyName }) => PolicyName))
    Marker = got.Marker
    pages++
  } while (Marker !== undefined)
  expect({ pages, names: names.toSorted() }).toEqual({
    pages: 3,
    names: ['AdministratorAccess', 'a', 'b', 'c', 'r', 's'],
  })
})

test('a page of no size, and a marker that is made up, are refused', async () => {
  const iam = await openIam()
  expect(await codeOf(iam.send(new ListUsersCommand({ MaxItems: 0 })))).toBe('ValidationError')
  expect(await codeOf(iam.send(new ListUsersCommand({ Marker: 'x' })))).toBe('ValidationError')
  expect(await codeOf(iam.send(new GetRoleCommand({ RoleName: undefined })))).toBe(
    'ValidationError',
  )
})
