/** Random IAM calls by random principals, on an account that holds something to attack. */
import * as fc from 'fast-check'
import { type IamModel, type Input, policyArn } from './iam-model.ts'

export interface RandomCall {
  readonly name: string
  readonly input: Input
  readonly by: 'mallory' | 'alice' | 'bob'
  /** Since the call before. */
  readonly afterSeconds: number
}

const documentOf = (action: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
  })

export const admin = 'arn:aws:iam::aws:policy/AdministratorAccess'
const arns = [policyArn('app'), policyArn('ci'), admin]

/** Two of each, with something in each. */
export function furnish(iam: IamModel): void {
  for (const name of ['app', 'ci']) {
    iam.call('CreatePolicy', { PolicyName: name, PolicyDocument: documentOf(`${name}:Get*`) })
  }
  iam.call('CreatePolicyVersion', {
    PolicyArn: policyArn('app'),
    PolicyDocument: documentOf('app:List*'),
    SetAsDefault: true,
  })
  for (const GroupName of ['ops', 'dev']) {
    iam.call('CreateGroup', { GroupName })
    iam.call('AttachGroupPolicy', { GroupName, PolicyArn: policyArn('ci') })
  }
  for (const UserName of ['ann', 'ben']) {
    iam.call('CreateUser', { UserName, Path: '/people/' })
    iam.call('AddUserToGroup', { UserName, GroupName: 'dev' })
    iam.call('PutUserPolicy', {
      UserName,
      PolicyName: 'one',
      PolicyDocument: documentOf('s3:Get*'),
    })
  }
  for (const RoleName of ['web', 'job']) {
    iam.call('CreateRole', { RoleName, AssumeRolePolicyDocument: documentOf('sts:AssumeRole') })
    iam.call('AttachRolePolicy', { RoleName, PolicyArn: policyArn('app') })
    iam.call('PutRolePermissionsBoundary', { RoleName, PermissionsBoundary: admin })
  }
}

const document = fc.constantFrom('s3:Get*', 's3:*', 'iam:*', '*').map(documentOf)
const inlineName = fc.constantFrom('one', 'two')
const version = fc.integer({ min: 1, max: 7 }).map((number) => `v${number}`)

const ofPolicies = fc.oneof(
  fc.record({
    name: fc.constant('CreatePolicyVersion'),
    input: fc.record({
      PolicyArn: fc.constantFrom(policyArn('app'), policyArn('ci')),
      PolicyDocument: document,
      SetAsDefault: fc.boolean(),
    }),
  }),
  fc.record({
    name: fc.constantFrom('SetDefaultPolicyVersion', 'DeletePolicyVersion'),
    input: fc.record({
      PolicyArn: fc.constantFrom(policyArn('app'), policyArn('ci')),
      VersionId: version,
    }),
  }),
  fc.record({
    name: fc.constant('DeletePolicy'),
    input: fc.record({ PolicyArn: fc.constantFrom(policyArn('app'), policyArn('ci')) }),
  }),
)

const kinds = [
  { word: 'User', names: ['ann', 'ben'] },
  { word: 'Role', names: ['web', 'job'] },
  { word: 'Group', names: ['ops', 'dev'] },
] as const

const ofHolders = fc.constantFrom(...kinds).chain(({ word, names }) => {
  const who = { [`${word}Name`]: fc.constantFrom(...names) }
  const calls = (verbs: readonly string[], suffix: string, more: object) =>
    fc.record({
      name: fc.constantFrom(...verbs.map((verb) => `${verb}${word}${suffix}`)),
      input: fc.record({ ...who, ...more }),
    })
  const common = [
    calls(['Put'], 'Policy', { PolicyName: inlineName, PolicyDocument: document }),
    calls(['Delete'], 'Policy', { PolicyName: inlineName }),
    calls(['Attach', 'Detach'], 'Policy', { PolicyArn: fc.constantFrom(...arns) }),
  ]
  if (word === 'Group') return fc.oneof(...common)
  return fc.oneof(
    ...common,
    calls(['Put'], 'PermissionsBoundary', { PermissionsBoundary: fc.constantFrom(...arns) }),
    calls(['Delete'], 'PermissionsBoundary', {}),
    calls(['Delete'], '', {}),
  )
})

const ofUsers = fc.oneof(
  fc.record({
    name: fc.constantFrom('AddUserToGroup', 'RemoveUserFromGroup'),
    input: fc.record({
      UserName: fc.constantFrom('ann', 'ben'),
      GroupName: fc.constantFrom('ops', 'dev'),
    }),
  }),
  fc.record({
    name: fc.constantFrom('CreateAccessKey', 'CreateLoginProfile'),
    input: fc.record({ UserName: fc.constantFrom('ann', 'ben') }),
  }),
)

const ofTrust = fc.record({
  name: fc.constant('UpdateAssumeRolePolicy'),
  input: fc.record({ RoleName: fc.constantFrom('web', 'job'), PolicyDocument: document }),
})

/** Removes everything that prevents the deletion of a user, role or policy, then deletes it. */
const wipes = fc.oneof(
  fc
    .constantFrom('ann', 'ben')
    .map((UserName) => [
      ...['one', 'two'].map(
        (PolicyName) => ['DeleteUserPolicy', { UserName, PolicyName }] as const,
      ),
      ...arns.map((PolicyArn) => ['DetachUserPolicy', { UserName, PolicyArn }] as const),
      ...['ops', 'dev'].map(
        (GroupName) => ['RemoveUserFromGroup', { UserName, GroupName }] as const,
      ),
      ['DeleteUser', { UserName }] as const,
    ]),
  fc
    .constantFrom('web', 'job')
    .map((RoleName) => [
      ...['one', 'two'].map(
        (PolicyName) => ['DeleteRolePolicy', { RoleName, PolicyName }] as const,
      ),
      ...arns.map((PolicyArn) => ['DetachRolePolicy', { RoleName, PolicyArn }] as const),
      ['DeleteRole', { RoleName }] as const,
    ]),
  fc
    .constantFrom('app', 'ci')
    .map((name) => [
      ...kinds.flatMap(({ word, names }) =>
        names.map(
          (one) =>
            [`Detach${word}Policy`, { [`${word}Name`]: one, PolicyArn: policyArn(name) }] as const,
        ),
      ),
      ['SetDefaultPolicyVersion', { PolicyArn: policyArn(name), VersionId: 'v1' }] as const,
      ...['v2', 'v3', 'v4', 'v5', 'v6'].map(
        (VersionId) => ['DeletePolicyVersion', { PolicyArn: policyArn(name), VersionId }] as const,
      ),
      ['DeletePolicy', { PolicyArn: policyArn(name) }] as const,
    ]),
)

type Spoken = readonly (readonly [string, Input])[]

const spoken: fc.Arbitrary<Spoken> = fc.oneof(
  { weight: 3, arbitrary: ofPolicies.map(({ name, input }): Spoken => [[name, input]]) },
  { weight: 5, arbitrary: ofHolders.map(({ name, input }): Spoken => [[name, input as Input]]) },
  { weight: 3, arbitrary: ofUsers.map(({ name, input }): Spoken => [[name, input]]) },
  { weight: 1, arbitrary: ofTrust.map(({ name, input }): Spoken => [[name, input]]) },
  { weight: 1, arbitrary: wipes.map((calls): Spoken => calls as unknown as Spoken) },
)

/** Most of it by mallory; the pauses are whole seconds, and mallory is sometimes as quick as one of them. */
export const randomCalls: fc.Arbitrary<readonly RandomCall[]> = fc
  .array(
    fc.record({
      calls: spoken,
      by: fc.constantFrom('mallory', 'mallory', 'alice', 'bob'),
      afterSeconds: fc.constantFrom(0, 1, 2, 5, 30, 1200),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((turns) =>
    turns.flatMap(({ calls, by, afterSeconds }) =>
      calls.map(([name, input], index) => ({
        name,
        input,
        by,
        // Only mallory makes two calls in one second, because their order is not known afterwards.
        afterSeconds: by === 'mallory' && index > 0 ? Math.min(afterSeconds, 1) : 1 + afterSeconds,
      })),
    ),
  )
