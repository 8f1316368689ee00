/** Every row of what rollback-iam can undo: what is there, what the attacker calls, what may differ afterwards. */
import type { Input } from '../../respond/iam-model.ts'

export type Call = readonly [name: string, input: Input]

export interface Row {
  readonly name: string
  readonly setup: readonly Call[]
  /** In order; the last is the event that is responded to. */
  readonly attack: readonly Call[]
  /** `key`: comes back inactive. `password`: cannot be brought back by an undo, nobody knows it. */
  readonly but?: 'key' | 'password'
  /** moto has no boundaries of users. */
  readonly isMissingOnMoto?: boolean
}

const account = '123456789012'
export const admin = 'arn:aws:iam::aws:policy/AdministratorAccess'
const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess'

const allow = (...actions: string[]): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid: 'One', Effect: 'Allow', Action: actions, Resource: '*' }],
  })
const open = allow('*')
const trusting = (who: object): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: who, Action: 'sts:AssumeRole' }],
  })
const lambda = trusting({ Service: 'lambda.amazonaws.com' })

const policy = (name: string): Call => [
  'CreatePolicy',
  { PolicyName: name, Path: '/app/', PolicyDocument: allow('s3:GetObject'), Description: 'app' },
]
const arnOf = (name: string): string => `arn:aws:iam::${account}:policy/app/${name}`
const version = (name: string, action: string, isDefault: boolean): Call => [
  'CreatePolicyVersion',
  { PolicyArn: arnOf(name), PolicyDocument: allow(action), SetAsDefault: isDefault },
]

const kinds = ['User', 'Role', 'Group'] as const

const created = (kind: (typeof kinds)[number], name: string): Call => [
  `Create${kind}`,
  {
    [`${kind}Name`]: name,
    Path: '/app/',
    ...(kind === 'Role'
      ? { AssumeRolePolicyDocument: lambda, MaxSessionDuration: 7200, Description: 'app' }
      : {}),
    ...(kind === 'Group' ? {} : { Tags: [{ Key: 'team', Value: 'one' }] }),
  },
]

const ofKind = (kind: (typeof kinds)[number]): readonly Row[] => {
  const who = (name: string) => ({ [`${kind}Name`]: `${kind}-${name}` })
  const make = (name: string) => created(kind, `${kind}-${name}`)
  const put = (name: string, document: string): Call => [
    `Put${kind}Policy`,
    { ...who(name), PolicyName: 'inline', PolicyDocument: document },
  ]
  const rows: Row[] = [
    {
      name: `Put${kind}Policy where there was none`,
      setup: [make('put')],
      attack: [put('put', open)],
    },
    {
      name: `Put${kind}Policy over another`,
      setup: [make('over'), put('over', allow('s3:GetObject', 's3:ListBucket'))],
      attack: [put('over', open)],
    },
    {
      name: `Delete${kind}Policy`,
      setup: [make('delete'), put('delete', allow('s3:GetObject'))],
      attack: [[`Delete${kind}Policy`, { ...who('delete'), PolicyName: 'inline' }]],
    },
    {
      name: `Attach${kind}Policy`,
      setup: [make('attach')],
      attack: [[`Attach${kind}Policy`, { ...who('attach'), PolicyArn: admin }]],
    },
    {
      name: `Detach${kind}Policy`,
      setup: [make('detach'), [`Attach${kind}Policy`, { ...who('detach'), PolicyArn: readOnly }]],
      attack: [[`Detach${kind}Policy`, { ...who('detach'), PolicyArn: readOnly }]],
    },
  ]
  if (kind === 'Group') return rows
  const isMissingOnMoto = kind === 'User'
  const limit: Call = [
    `Put${kind}PermissionsBoundary`,
    { ...who('limited'), PermissionsBoundary: readOnly },
  ]
  return [
    ...rows,
    {
      isMissingOnMoto,
      name: `Put${kind}PermissionsBoundary`,
      setup: [make('limited'), limit],
      attack: [
        [`Put${kind}PermissionsBoundary`, { ...who('limited'), PermissionsBoundary: admin }],
      ],
    },
    {
      isMissingOnMoto,
      name: `Put${kind}PermissionsBoundary where there was none`,
      setup: [make('limitless')],
      attack: [
        [`Put${kind}PermissionsBoundary`, { ...who('limitless'), PermissionsBoundary: admin }],
      ],
    },
    {
      isMissingOnMoto,
      name: `Delete${kind}PermissionsBoundary`,
      setup: [
        make('freed'),
        [`Put${kind}PermissionsBoundary`, { ...who('freed'), PermissionsBoundary: readOnly }],
      ],
      attack: [[`Delete${kind}PermissionsBoundary`, who('freed')]],
    },
  ]
}

const ofPolicies: readonly Row[] = [
  {
    name: 'CreatePolicyVersion as default',
    setup: [policy('default')],
    attack: [version('default', '*', true)],
  },
  {
    name: 'CreatePolicyVersion, not default',
    setup: [policy('idle')],
    attack: [version('idle', '*', false)],
  },
  {
    name: 'SetDefaultPolicyVersion',
    setup: [policy('set'), version('set', 's3:*', false)],
    attack: [['SetDefaultPolicyVersion', { PolicyArn: arnOf('set'), VersionId: 'v2' }]],
  },
  {
    name: 'DeletePolicyVersion',
    setup: [policy('less'), version('less', 's3:*', true)],
    attack: [['DeletePolicyVersion', { PolicyArn: arnOf('less'), VersionId: 'v1' }]],
  },
  {
    name: 'five versions, one of them replaced',
    setup: [
      policy('full'),
      ...['a:A', 'b:B', 'c:C', 'd:D'].map((action) => version('full', action, true)),
    ],
    attack: [
      ['SetDefaultPolicyVersion', { PolicyArn: arnOf('full'), VersionId: 'v1' }],
      ['DeletePolicyVersion', { PolicyArn: arnOf('full'), VersionId: 'v5' }],
      version('full', '*', true),
    ],
  },
  {
    name: 'DeletePolicy',
    setup: [policy('gone'), version('gone', 's3:*', true)],
    attack: [
      ['DeletePolicyVersion', { PolicyArn: arnOf('gone'), VersionId: 'v1' }],
      ['DeletePolicy', { PolicyArn: arnOf('gone') }],
    ],
  },
]

const ofUsersAndRoles: readonly Row[] = [
  {
    name: 'UpdateAssumeRolePolicy',
    setup: [created('Role', 'trusting')],
    attack: [
      ['UpdateAssumeRolePolicy', { RoleName: 'trusting', PolicyDocument: trusting({ AWS: '*' }) }],
    ],
  },
  {
    name: 'AddUserToGroup',
    setup: [created('User', 'joins'), created('Group', 'joined')],
    attack: [['AddUserToGroup', { UserName: 'joins', GroupName: 'joined' }]],
  },
  {
    name: 'RemoveUserFromGroup',
    setup: [
      created('User', 'leaves'),
      created('Group', 'left'),
      ['AddUserToGroup', { UserName: 'leaves', GroupName: 'left' }],
    ],
    attack: [['RemoveUserFromGroup', { UserName: 'leaves', GroupName: 'left' }]],
  },
  {
    name: 'CreateAccessKey',
    setup: [created('User', 'keyed')],
    attack: [['CreateAccessKey', { UserName: 'keyed' }]],
    but: 'key',
  },
  {
    name: 'CreateLoginProfile',
    setup: [created('User', 'signs-in')],
    attack: [['CreateLoginProfile', { UserName: 'signs-in', Password: 'Correct-horse-1' }]],
    but: 'password',
  },
  {
    name: 'DeleteUser, with all it takes',
    setup: [
      created('User', 'deleted'),
      created('Group', 'bereft'),
      ['AddUserToGroup', { UserName: 'deleted', GroupName: 'bereft' }],
      [
        'PutUserPolicy',
        { UserName: 'deleted', PolicyName: 'inline', PolicyDocument: allow('s3:Get*') },
      ],
      ['AttachUserPolicy', { UserName: 'deleted', PolicyArn: readOnly }],
    ],
    attack: [
      ['RemoveUserFromGroup', { UserName: 'deleted', GroupName: 'bereft' }],
      ['DeleteUserPolicy', { UserName: 'deleted', PolicyName: 'inline' }],
      ['DetachUserPolicy', { UserName: 'deleted', PolicyArn: readOnly }],
      ['DeleteUser', { UserName: 'deleted' }],
    ],
  },
  {
    name: 'DeleteRole, with all it takes',
    setup: [
      created('Role', 'dropped'),
      ['PutRolePermissionsBoundary', { RoleName: 'dropped', PermissionsBoundary: readOnly }],
      ['AttachRolePolicy', { RoleName: 'dropped', PolicyArn: readOnly }],
    ],
    attack: [
      ['DetachRolePolicy', { RoleName: 'dropped', PolicyArn: readOnly }],
      ['DeleteRole', { RoleName: 'dropped' }],
    ],
  },
  {
    name: 'a burst on one role',
    setup: [created('Role', 'burst')],
    attack: [
      ['AttachRolePolicy', { RoleName: 'burst', PolicyArn: admin }],
      ['PutRolePolicy', { RoleName: 'burst', PolicyName: 'inline', PolicyDocument: open }],
      ['UpdateAssumeRolePolicy', { RoleName: 'burst', PolicyDocument: trusting({ AWS: '*' }) }],
      [
        'PutRolePolicy',
        { RoleName: 'burst', PolicyName: 'inline', PolicyDocument: allow('iam:*') },
      ],
    ],
  },
]

export const rows: readonly Row[] = [...ofPolicies, ...kinds.flatMap(ofKind), ...ofUsersAndRoles]
