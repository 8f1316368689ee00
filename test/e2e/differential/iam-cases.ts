/** IAM, as rollback and its attacks use it. */
import type { Call, Script } from '../../support/differential.ts'

const policy = (action: string, resource = '*'): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: resource }],
  })

const trust = (service: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  })

const account = '123456789012'
const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess'
const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess'
const nobody = { UserName: 'nobody' }

export const iamCases: Readonly<Record<string, Script>> = {
  users: async (call) => {
    await call('CreateUser', { UserName: 'alice', Tags: [{ Key: 'team', Value: 'red' }] })
    await call('CreateUser', { UserName: 'bob', Path: '/dev/' })
    await call('CreateUser', { UserName: 'alice' })
    await call('GetUser', { UserName: 'alice' })
    await call('GetUser', nobody)
    await call('ListUsers')
    await call('ListUsers', { PathPrefix: '/dev/' })
    await call('DeleteUser', { UserName: 'bob' })
    await call('DeleteUser', { UserName: 'bob' })
    await call('ListUsers')
  },

  'names with blanks are refused': async (call) => {
    await call('CreateUser', { UserName: 'not a name' })
  },

  'a user in use is not deleted': async (call) => {
    await call('CreateUser', { UserName: 'alice' })
    await call('PutUserPolicy', {
      UserName: 'alice',
      PolicyName: 'p',
      PolicyDocument: policy('s3:*'),
    })
    await call('DeleteUser', { UserName: 'alice' })
    await call('DeleteUserPolicy', { UserName: 'alice', PolicyName: 'p' })
    await call('AttachUserPolicy', { UserName: 'alice', PolicyArn: readOnly })
    await call('DeleteUser', { UserName: 'alice' })
    await call('DetachUserPolicy', { UserName: 'alice', PolicyArn: readOnly })
    await call('DeleteUser', { UserName: 'alice' })
  },

  groups: async (call) => {
    await call('CreateGroup', { GroupName: 'admins', Path: '/ops/' })
    await call('CreateGroup', { GroupName: 'admins' })
    await call('CreateUser', { UserName: 'alice' })
    await call('AddUserToGroup', { GroupName: 'admins', UserName: 'alice' })
    await call('AddUserToGroup', { GroupName: 'admins', UserName: 'alice' })
    await call('AddUserToGroup', { GroupName: 'admins', UserName: 'nobody' })
    await call('AddUserToGroup', { GroupName: 'no-group', UserName: 'alice' })
    await call('GetGroup', { GroupName: 'admins' })
    await call('GetGroup', { GroupName: 'no-group' })
    await call('ListGroups')
    await call('ListGroupsForUser', { UserName: 'alice' })
    await call('ListGroupsForUser', nobody)
    await call('RemoveUserFromGroup', { GroupName: 'admins', UserName: 'alice' })
    await call('RemoveUserFromGroup', { GroupName: 'admins', UserName: 'alice' })
    await call('DeleteGroup', { GroupName: 'admins' })
    await call('DeleteGroup', { GroupName: 'admins' })
  },

  roles: async (call) => {
    await call('CreateRole', {
      RoleName: 'app',
      AssumeRolePolicyDocument: trust('lambda.amazonaws.com'),
      Description: 'runs the app',
      MaxSessionDuration: 7200,
      Path: '/service/',
      PermissionsBoundary: readOnly,
      Tags: [{ Key: 'team', Value: 'red' }],
    })
    await call('CreateRole', {
      RoleName: 'app',
      AssumeRolePolicyDocument: trust('ec2.amazonaws.com'),
    })
    await call('GetRole', { RoleName: 'app' })
    await call('GetRole', { RoleName: 'no-role' })
    await call('UpdateAssumeRolePolicy', {
      RoleName: 'app',
      PolicyDocument: trust('ec2.amazonaws.com'),
    })
    await call('UpdateAssumeRolePolicy', {
      RoleName: 'no-role',
      PolicyDocument: trust('ec2.amazonaws.com'),
    })
    await call('UpdateRole', { RoleName: 'app', Description: 'new', MaxSessionDuration: 3600 })
    await call('GetRole', { RoleName: 'app' })
    await call('ListRoles', { PathPrefix: '/service/' })
    await call('ListRoles', { PathPrefix: '/other/' })
    await call('PutRolePolicy', {
      RoleName: 'app',
      PolicyName: 'p',
      PolicyDocument: policy('s3:*'),
    })
    await call('DeleteRole', { RoleName: 'app' })
    await call('DeleteRolePolicy', { RoleName: 'app', PolicyName: 'p' })
    await call('AttachRolePolicy', { RoleName: 'app', PolicyArn: readOnly })
    await call('DeleteRole', { RoleName: 'app' })
    await call('DetachRolePolicy', { RoleName: 'app', PolicyArn: readOnly })
    await call('DeleteRole', { RoleName: 'app' })
    await call('DeleteRole', { RoleName: 'app' })
  },

  'service-linked roles': async (call) => {
    await call('CreateServiceLinkedRole', { AWSServiceName: 'autoscaling.amazonaws.com' })
    await call('GetRole', { RoleName: 'AWSServiceRoleForAutoScaling' })
  },

  'instance profiles': async (call) => {
    await call('CreateRole', {
      RoleName: 'app',
      AssumeRolePolicyDocument: trust('ec2.amazonaws.com'),
    })
    await call('CreateInstanceProfile', { InstanceProfileName: 'box' })
    await call('CreateInstanceProfile', { InstanceProfileName: 'box' })
    await call('AddRoleToInstanceProfile', { InstanceProfileName: 'box', RoleName: 'app' })
    await call('AddRoleToInstanceProfile', { InstanceProfileName: 'box', RoleName: 'app' })
    await call('AddRoleToInstanceProfile', { InstanceProfileName: 'no-box', RoleName: 'app' })
    await call('GetInstanceProfile', { InstanceProfileName: 'box' })
    await call('GetInstanceProfile', { InstanceProfileName: 'no-box' })
    await call('ListInstanceProfilesForRole', { RoleName: 'app' })
    await call('DeleteRole', { RoleName: 'app' })
    await call('DeleteInstanceProfile', { InstanceProfileName: 'box' })
    await call('RemoveRoleFromInstanceProfile', { InstanceProfileName: 'box', RoleName: 'app' })
    await call('DeleteInstanceProfile', { InstanceProfileName: 'box' })
    await call('ListInstanceProfilesForRole', { RoleName: 'app' })
  },

  'inline policies of each kind of principal': async (call) => {
    await principals(call)
    for (const [kind, name] of kinds) {
      const of = { [`${kind}Name`]: name }
      const one = { ...of, PolicyName: 'one' }
      await call(`Put${kind}Policy`, { ...one, PolicyDocument: policy('s3:GetObject') })
      await call(`Put${kind}Policy`, { ...of, PolicyName: 'two', PolicyDocument: policy('ec2:*') })
      await call(`Put${kind}Policy`, { ...one, PolicyDocument: policy('iam:*') })
      await call(`Put${kind}Policy`, { ...one, PolicyDocument: '{"not": "a policy"}' })
      await call(`Put${kind}Policy`, { ...one, PolicyDocument: 'not JSON' })
      await call(`Get${kind}Policy`, one)
      await call(`Get${kind}Policy`, { ...of, PolicyName: 'none' })
      await call(`List${kind}Policies`, of)
      await call(`Delete${kind}Policy`, one)
      await call(`Delete${kind}Policy`, one)
      await call(`List${kind}Policies`, of)
      await call(`Put${kind}Policy`, {
        [`${kind}Name`]: 'nobody',
        PolicyName: 'one',
        PolicyDocument: policy('iam:*'),
      })
    }
  },

  'attachments of each kind of principal': async (call) => {
    await principals(call)
    const { Policy } = await call('CreatePolicy', {
      PolicyName: 'own',
      PolicyDocument: policy('s3:*'),
    })
    for (const [kind, name] of kinds) {
      const of = { [`${kind}Name`]: name }
      await call(`Attach${kind}Policy`, { ...of, PolicyArn: Policy.Arn })
      await call(`Attach${kind}Policy`, { ...of, PolicyArn: Policy.Arn })
      await call(`Attach${kind}Policy`, { ...of, PolicyArn: administrator })
      await call(`Attach${kind}Policy`, {
        ...of,
        PolicyArn: `arn:aws:iam::${account}:policy/none`,
      })
      await call(`ListAttached${kind}Policies`, of)
      await call(`Detach${kind}Policy`, { ...of, PolicyArn: administrator })
      await call(`Detach${kind}Policy`, { ...of, PolicyArn: administrator })
      await call(`ListAttached${kind}Policies`, of)
    }
    await call('ListEntitiesForPolicy', { PolicyArn: Policy.Arn })
    await call('GetPolicy', { PolicyArn: Policy.Arn })
  },

  'permissions boundaries': async (call) => {
    await principals(call)
    const of = { RoleName: 'app' }
    await call('PutRolePermissionsBoundary', { ...of, PermissionsBoundary: readOnly })
    await call('GetRole', of)
    await call('DeleteRolePermissionsBoundary', of)
    await call('GetRole', of)
    await call('PutRolePermissionsBoundary', { RoleName: 'nobody', PermissionsBoundary: readOnly })
  },

  'policies and their versions': async (call) => {
    const { Policy } = await call('CreatePolicy', {
      PolicyName: 'app',
      PolicyDocument: policy('s3:GetObject'),
      Description: 'reads',
      Path: '/team/',
    })
    const of = { PolicyArn: Policy.Arn }
    await call('CreatePolicy', {
      PolicyName: 'app',
      PolicyDocument: policy('s3:GetObject'),
      Path: '/team/',
    })
    await call('CreatePolicy', { PolicyName: 'bad', PolicyDocument: policy('everything') })
    await call('CreatePolicy', { PolicyName: 'bad', PolicyDocument: policy('s3:*', 'everything') })
    await call('CreatePolicyVersion', { ...of, PolicyDocument: policy('*'), SetAsDefault: true })
    await call('CreatePolicyVersion', { ...of, PolicyDocument: policy('s3:*') })
    await call('GetPolicy', of)
    await call('GetPolicyVersion', { ...of, VersionId: 'v2' })
    await call('GetPolicyVersion', { ...of, VersionId: 'v9' })
    await call('ListPolicyVersions', of)
    await call('DeletePolicyVersion', { ...of, VersionId: 'v2' })
    await call('SetDefaultPolicyVersion', { ...of, VersionId: 'v1' })
    await call('SetDefaultPolicyVersion', { ...of, VersionId: 'v9' })
    await call('DeletePolicyVersion', { ...of, VersionId: 'v2' })
    await call('DeletePolicyVersion', { ...of, VersionId: 'v2' })
    await call('CreatePolicyVersion', { ...of, PolicyDocument: policy('s3:Put*') })
    await call('CreatePolicyVersion', { ...of, PolicyDocument: policy('s3:Get*') })
    await call('CreatePolicyVersion', { ...of, PolicyDocument: policy('s3:List*') })
    await call('CreatePolicyVersion', { ...of, PolicyDocument: policy('s3:Head*') })
    await call('ListPolicyVersions', of)
    for (const VersionId of ['v3', 'v4', 'v5', 'v6'])
      await call('DeletePolicyVersion', { ...of, VersionId })
    await call('ListPolicies', { Scope: 'Local' })
    await call('DeletePolicy', of)
    await call('GetPolicy', of)
    await call('GetPolicy', { PolicyArn: administrator })
    await call('GetPolicyVersion', { PolicyArn: administrator, VersionId: 'v1' })
  },

  'a policy in use is not deleted': async (call) => {
    await principals(call)
    const { Policy: attached } = await call('CreatePolicy', {
      PolicyName: 'attached',
      PolicyDocument: policy('s3:*'),
    })
    await call('AttachRolePolicy', { RoleName: 'app', PolicyArn: attached.Arn })
    await call('DeletePolicy', { PolicyArn: attached.Arn })
    const { Policy: grown } = await call('CreatePolicy', {
      PolicyName: 'grown',
      PolicyDocument: policy('s3:*'),
    })
    await call('CreatePolicyVersion', { PolicyArn: grown.Arn, PolicyDocument: policy('ec2:*') })
    await call('DeletePolicy', { PolicyArn: grown.Arn })
  },

  'access keys': async (call) => {
    await call('CreateUser', { UserName: 'alice' })
    const { AccessKey } = await call('CreateAccessKey', { UserName: 'alice' })
    const of = { UserName: 'alice', AccessKeyId: AccessKey.AccessKeyId }
    await call('CreateAccessKey', { UserName: 'alice' })
    await call('CreateAccessKey', { UserName: 'alice' })
    await call('CreateAccessKey', nobody)
    await call('ListAccessKeys', { UserName: 'alice' })
    await call('UpdateAccessKey', { ...of, Status: 'Inactive' })
    await call('ListAccessKeys', { UserName: 'alice' })
    await call('UpdateAccessKey', {
      ...of,
      AccessKeyId: 'AKIAAAAAAAAAAAAAAAAA',
      Status: 'Inactive',
    })
    await call('DeleteAccessKey', of)
    await call('DeleteAccessKey', of)
    await call('ListAccessKeys', { UserName: 'alice' })
    await call('ListAccessKeys', nobody)
  },

  'login profiles': async (call) => {
    const of = { UserName: 'alice' }
    await call('CreateUser', of)
    await call('GetLoginProfile', of)
    await call('CreateLoginProfile', {
      ...of,
      Password: 'correct horse',
      PasswordResetRequired: true,
    })
    await call('CreateLoginProfile', { ...of, Password: 'correct horse' })
    await call('GetLoginProfile', of)
    await call('UpdateLoginProfile', {
      ...of,
      Password: 'battery staple',
      PasswordResetRequired: false,
    })
    await call('GetLoginProfile', of)
    await call('DeleteLoginProfile', of)
    await call('DeleteLoginProfile', of)
    await call('CreateLoginProfile', { ...nobody, Password: 'correct horse' })
  },

  'the whole account in pages': async (call) => {
    await principals(call)
    const { Policy } = await call('CreatePolicy', {
      PolicyName: 'own',
      PolicyDocument: policy('s3:*'),
    })
    await call('AttachRolePolicy', { RoleName: 'app', PolicyArn: Policy.Arn })
    await call('AddUserToGroup', { GroupName: 'admins', UserName: 'alice' })
    await call('PutUserPolicy', {
      UserName: 'alice',
      PolicyName: 'p',
      PolicyDocument: policy('s3:*'),
    })
    await call('PutGroupPolicy', {
      GroupName: 'admins',
      PolicyName: 'p',
      PolicyDocument: policy('*'),
    })
    for (const kind of ['User', 'Group', 'Role', 'LocalManagedPolicy']) {
      await call('GetAccountAuthorizationDetails', { Filter: [kind] })
    }
  },

  'lists in pages': async (call) => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await call('CreateRole', {
        RoleName: name,
        AssumeRolePolicyDocument: trust('ec2.amazonaws.com'),
        Path: '/paged/',
      })
    }
    const pages = { PathPrefix: '/paged/', MaxItems: 2 }
    const first = await call('ListRoles', pages)
    const second = await call('ListRoles', { ...pages, Marker: first.Marker })
    await call('ListRoles', { ...pages, Marker: second.Marker })
    const { Policies = [] } = await call('ListPolicies', { Scope: 'Local', MaxItems: 1 })
    for (const PolicyName of ['p1', 'p2', 'p3']) {
      await call('CreatePolicy', { PolicyName, PolicyDocument: policy('s3:*'), Path: '/paged/' })
    }
    const some = { Scope: 'Local', MaxItems: Policies.length + 2 }
    const one = await call('ListPolicies', some)
    await call('ListPolicies', { ...some, Marker: one.Marker })
  },

  'pages that moto does not make': async (call) => {
    for (const UserName of ['a', 'b', 'c']) await call('CreateUser', { UserName })
    await call('ListUsers', { MaxItems: 2 })
  },
}

const kinds = [
  ['User', 'alice'],
  ['Group', 'admins'],
  ['Role', 'app'],
] as const

async function principals(call: Call): Promise<void> {
  await call('CreateUser', { UserName: 'alice' })
  await call('CreateGroup', { GroupName: 'admins' })
  await call('CreateRole', {
    RoleName: 'app',
    AssumeRolePolicyDocument: trust('ec2.amazonaws.com'),
  })
}
