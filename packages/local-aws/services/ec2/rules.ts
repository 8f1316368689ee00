/** Operations on rules of security groups: authorize, revoke, modify. */
import type { SecurityGroupRuleRequest } from '@aws-sdk/client-ec2'
import type { Call } from '../../call.ts'
import { AwsError } from '../../errors.ts'
import { groupById, groupByIdOrName, memoryOf, noRule } from './lookup.ts'
import {
  type Ec2Operations,
  newRuleId,
  type Peer,
  type Rule,
  type SecurityGroup,
} from './memory.ts'
import {
  cidr,
  type Flat,
  type Permission,
  peerText,
  permissionsOf,
  permissionsView,
  portsOf,
  ruleView,
  samePermission,
} from './permissions.ts'

interface Named {
  readonly GroupId?: string | undefined
  readonly GroupName?: string | undefined
}

interface RuleIds {
  readonly SecurityGroupRuleIds?: readonly string[] | undefined
}

export const rules = {
  AuthorizeSecurityGroupIngress: (input, call) => authorize(call, input, false),
  AuthorizeSecurityGroupEgress: (input, call) => authorize(call, input, true),
  RevokeSecurityGroupIngress: (input, call) => revoke(call, input, false),
  RevokeSecurityGroupEgress: (input, call) => revoke(call, input, true),

  ModifySecurityGroupRules: ({ GroupId, SecurityGroupRules }, call) => {
    const group = groupById(call, GroupId)
    const changed = SecurityGroupRules.map(
      ({ SecurityGroupRuleId = '', SecurityGroupRule = {} }) => {
        const rule = group.rules.get(SecurityGroupRuleId)
        if (rule === undefined) throw noRule(SecurityGroupRuleId)
        return { id: rule.id, isEgress: rule.isEgress, ...asPermission(call, SecurityGroupRule) }
      },
    )
    for (const rule of changed) refuseDuplicate(group, rule, rule.isEgress, rule.id)
    for (const rule of changed) group.rules.set(rule.id, rule)
    return { Return: true }
  },
} satisfies Ec2Operations

/** Adds permissions, all or none: one that exists already refuses the whole call. */
function authorize(call: Call, input: Named & Flat, isEgress: boolean) {
  const group = groupByIdOrName(call, input)
  const permissions = permissionsOf(call, input)
  for (const [at, permission] of permissions.entries()) {
    refuseDuplicate(group, permission, isEgress)
    if (permissions.slice(0, at).some((other) => samePermission(other, permission))) {
      throw new AwsError(
        'InvalidParameterValue',
        'The same permission must not appear multiple times',
      )
    }
  }
  const added = permissions.map(
    (permission): Rule => ({ id: newRuleId(call.cloud), isEgress, ...permission }),
  )
  for (const rule of added) group.rules.set(rule.id, rule)
  return {
    Return: true,
    SecurityGroupRules: added.map((rule) => ruleView(call, group, rule)),
  }
}

function refuseDuplicate(
  group: SecurityGroup,
  permission: Permission,
  isEgress: boolean,
  except?: string,
): void {
  const exists = [...group.rules.values()].some(
    (rule) => rule.id !== except && rule.isEgress === isEgress && samePermission(rule, permission),
  )
  if (!exists) return
  const { protocol, fromPort, toPort, peer } = permission
  const ports =
    protocol === '-1'
      ? 'ALL'
      : `${protocol.toUpperCase()}, from port: ${fromPort}, to port: ${toPort}`
  throw new AwsError(
    'InvalidPermission.Duplicate',
    `the specified rule "peer: ${peerText(peer)}, ${ports}, ALLOW" already exists`,
  )
}

/**
 * Removes permissions. In a default VPC a permission that does not exist is no error: the answer
 * lists it as unknown.
 */
function revoke(call: Call, input: Named & Flat & RuleIds, isEgress: boolean) {
  const group = groupByIdOrName(call, input)
  const { SecurityGroupRuleIds: ids = [] } = input
  if (ids.length > 0)
    return remove(
      call,
      group,
      ids.map((id) => ruleOf(group, id)),
    )
  const existing = [...group.rules.values()].filter((rule) => rule.isEgress === isEgress)
  const permissions = permissionsOf(call, input)
  const found = permissions.map((permission) => ({
    permission,
    rule: existing.find((rule) => samePermission(rule, permission)),
  }))
  const unknown = found.flatMap(({ rule, permission }) => (rule ? [] : [permission]))
  if (unknown.length > 0 && group.vpcId !== memoryOf(call).vpcId) {
    throw new AwsError(
      'InvalidPermission.NotFound',
      'The specified rule does not exist in this security group.',
    )
  }
  return {
    ...remove(
      call,
      group,
      found.flatMap(({ rule }) => rule ?? []),
    ),
    ...(unknown.length > 0 && { UnknownIpPermissions: permissionsView(unknown) }),
  }
}

function ruleOf(group: SecurityGroup, id: string): Rule {
  const rule = group.rules.get(id)
  if (rule === undefined) throw noRule(id)
  return rule
}

function remove(call: Call, group: SecurityGroup, gone: readonly Rule[]) {
  for (const { id } of gone) group.rules.delete(id)
  return {
    Return: true,
    RevokedSecurityGroupRules: gone.map((rule) => {
      const {
        ReferencedGroupInfo,
        SecurityGroupRuleId,
        GroupOwnerId: _owner,
        ...view
      } = ruleView(call, group, rule)
      return {
        ...view,
        ...(SecurityGroupRuleId !== undefined && { SecurityGroupRuleId }),
        ...(ReferencedGroupInfo?.GroupId !== undefined && {
          ReferencedGroupId: ReferencedGroupInfo.GroupId,
        }),
      }
    }),
  }
}

function asPermission(call: Call, request: SecurityGroupRuleRequest): Permission {
  return {
    ...portsOf(request),
    peer: peerOf(call, request),
    ...(request.Description !== undefined && { description: request.Description }),
  }
}

function peerOf(call: Call, request: SecurityGroupRuleRequest): Peer {
  const { CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupId } = request
  if (CidrIpv4 !== undefined) return { kind: 'ipv4', cidr: cidr(CidrIpv4, 4) }
  if (CidrIpv6 !== undefined) return { kind: 'ipv6', cidr: cidr(CidrIpv6, 8) }
  if (PrefixListId !== undefined) return { kind: 'prefixList', id: PrefixListId }
  if (ReferencedGroupId !== undefined) {
    const { id } = groupById(call, ReferencedGroupId)
    return { kind: 'group', id, accountId: call.account.id }
  }
  throw new AwsError('MissingParameter', 'The request must contain a source or destination')
}
