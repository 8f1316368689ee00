/**
 * What calls of IAM need to be allowed: the action on the entity that is read or changed. A managed
 * policy that is attached is a condition key.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
import type { Context, Demand } from '../../authorization/authorization.ts'
import { passRole } from '../../authorization/pass-role.ts'
import type { Call } from '../../call.ts'
import { arnOf } from './lookup.ts'
import { type Bounded, type Entity, iamOf } from './memory.ts'

interface Input {
  readonly UserName?: string
  readonly RoleName?: string
  readonly GroupName?: string
  readonly InstanceProfileName?: string
  readonly PolicyName?: string
  readonly PolicyArn?: string
  readonly PermissionsBoundary?: string
  readonly Path?: string
  readonly AWSServiceName?: string
  readonly Tags?: readonly object[]
}

const unscoped = [
  'GetAccountAuthorizationDetails',
  'ListGroups',
  'ListPolicies',
  'ListRoles',
  'ListUsers',
]

export function iamDemands(input: Input, call: Call): readonly Demand[] {
  const { operation } = call
  if (unscoped.includes(operation)) return [{ action: `iam:${operation}` }]
  const target = targetOf(input, call)
  // Root may manage its own keys, and is no user.
  if (target === undefined) return []
  const { arn, bounded } = target
  const kind = /^Create(User|Role|Policy|InstanceProfile)$/.exec(operation)?.[1]
  const isTagged = kind !== undefined && (input.Tags?.length ?? 0) > 0
  return [
    { action: `iam:${operation}`, resource: arn, context: contextOf(input, bounded) },
    ...(isTagged ? [{ action: `iam:Tag${kind}`, resource: arn }] : []),
    ...(operation === 'AddRoleToInstanceProfile'
      ? passRole([named(call, 'role', input.RoleName ?? '').arn], 'ec2.amazonaws.com')
      : []),
  ]
}

interface Target {
  readonly arn: string
  readonly bounded?: Bounded | undefined
}

/** Of a call that names two entities, the one that it changes: the group, the instance profile. */
function targetOf(input: Input, call: Call): Target | undefined {
  const { GroupName, InstanceProfileName, RoleName, UserName, PolicyArn, PolicyName } = input
  const { Path, AWSServiceName } = input
  if (GroupName !== undefined) return named(call, 'group', GroupName, Path)
  if (InstanceProfileName !== undefined)
    return named(call, 'instance-profile', InstanceProfileName, Path)
  if (RoleName !== undefined) return named(call, 'role', RoleName, Path)
  if (AWSServiceName !== undefined)
    return { arn: arnOf(call, 'role', `/aws-service-role/${AWSServiceName}/`, 'AWSServiceRole') }
  if (UserName !== undefined) return named(call, 'user', UserName, Path)
  if (PolicyArn !== undefined) return { arn: PolicyArn }
  if (PolicyName !== undefined) return { arn: arnOf(call, 'policy', Path ?? '/', PolicyName) }
  const { principal } = call.identity
  return principal.kind === 'user' ? named(call, 'user', principal.userName) : undefined
}

function named(
  call: Call,
  kind: 'user' | 'role' | 'group' | 'instance-profile',
  name: string,
  path = '/',
): Target {
  const { users, roles, groups, instanceProfiles } = iamOf(call.account)
  const bounded = kind === 'user' ? users.get(name) : kind === 'role' ? roles.get(name) : undefined
  const other = kind === 'group' ? groups.get(name) : instanceProfiles.get(name)
  const found: Entity | undefined = bounded ?? (/^(?:user|role)$/.test(kind) ? undefined : other)
  return { arn: found?.arn ?? arnOf(call, kind, path, name), bounded }
}

/** The boundary is the one that the call sets, or the one that its target has. */
function contextOf({ PolicyArn, PermissionsBoundary }: Input, bounded?: Bounded): Context {
  const boundary = PermissionsBoundary ?? bounded?.boundary
  return {
    ...(PolicyArn === undefined ? {} : { 'iam:PolicyARN': PolicyArn }),
    ...(boundary === undefined ? {} : { 'iam:PermissionsBoundary': boundary }),
  }
}
