/** Operations on security groups: create, describe, delete. */
import type { Filter, SecurityGroup as GroupView } from '@aws-sdk/client-ec2'
import type { Call } from '../../call.ts'
import { AwsError } from '../../errors.ts'
import { page } from '../../paging.ts'
import { groupById, groupByIdOrName, groupByName, memoryOf } from './lookup.ts'
import { type Ec2Operations, everywhere, type SecurityGroup } from './memory.ts'
import { permissionViews, ruleView } from './permissions.ts'

const arnOf = (call: Call, id: string): string =>
  `arn:aws:ec2:${call.region.name}:${call.account.id}:security-group/${id}`

export const groups = {
  CreateSecurityGroup: ({ GroupName: name, Description, VpcId, TagSpecifications }, call) => {
    const memory = memoryOf(call)
    const vpcId = VpcId ?? memory.vpcId
    if (vpcId !== memory.vpcId) {
      throw new AwsError('InvalidVpcID.NotFound', `The vpc ID '${vpcId}' does not exist`)
    }
    if (name.startsWith('sg-')) {
      throw new AwsError('InvalidParameterValue', 'Group names may not be in the format sg-*.')
    }
    if (memory.groups.values().some((group) => group.name === name && group.vpcId === vpcId)) {
      throw new AwsError(
        'InvalidGroup.Duplicate',
        `The security group '${name}' already exists for VPC '${vpcId}'`,
      )
    }
    const outward = everywhere(call.cloud)
    const group: SecurityGroup = {
      id: `sg-${call.cloud.ids.hex(17)}`,
      name,
      description: Description,
      vpcId,
      tags: TagSpecifications?.flatMap(({ Tags = [] }) => Tags) ?? [],
      rules: new Map([[outward.id, outward]]),
    }
    memory.groups.set(group.id, group)
    return {
      GroupId: group.id,
      ...(group.tags.length > 0 && { Tags: [...group.tags] }),
      SecurityGroupArn: arnOf(call, group.id),
    }
  },

  DeleteSecurityGroup: (input, call) => {
    const group = groupByIdOrName(call, input)
    const memory = memoryOf(call)
    if (group.name === 'default') {
      throw new AwsError(
        'CannotDelete',
        `the specified group: "${group.id}" name: "default" cannot be deleted by a user`,
      )
    }
    const others = [...memory.groups.values()].filter(({ id }) => id !== group.id)
    if (
      others.some(({ rules }) =>
        rules.values().some(({ peer }) => peer.kind === 'group' && peer.id === group.id),
      )
    ) {
      throw new AwsError('DependencyViolation', `resource ${group.id} has a dependent object`)
    }
    memory.groups.delete(group.id)
    return { Return: true, GroupId: group.id }
  },

  DescribeSecurityGroups: ({ GroupIds, GroupNames, Filters, MaxResults, NextToken }, call) => {
    const named = [
      ...(GroupIds ?? []).map((id) => groupById(call, id)),
      ...(GroupNames ?? []).map((name) => groupByName(call, name)),
    ]
    const all = named.length > 0 ? named : [...memoryOf(call).groups.values()]
    const found = ec2Page(
      all.filter((group) => passes(call, group, Filters)),
      MaxResults,
      NextToken,
    )
    return {
      SecurityGroups: found.items.map((group) => groupView(call, group)),
      ...(found.next !== undefined && { NextToken: found.next }),
    }
  },

  DescribeSecurityGroupRules: ({ SecurityGroupRuleIds, Filters, MaxResults, NextToken }, call) => {
    const wanted = new Set(SecurityGroupRuleIds)
    const all = [...memoryOf(call).groups.values()].flatMap((group) =>
      [...group.rules.values()].map((rule) => ({ id: rule.id, group, rule })),
    )
    for (const id of wanted) {
      if (!all.some((found) => found.id === id)) {
        throw new AwsError(
          'InvalidSecurityGroupRuleId.NotFound',
          `The security group rule ID '${id}' does not exist`,
        )
      }
    }
    const found = ec2Page(
      all
        .filter(({ id }) => wanted.size === 0 || wanted.has(id))
        .filter(({ group }) => passes(call, group, Filters)),
      MaxResults,
      NextToken,
    )
    return {
      SecurityGroupRules: found.items.map(({ group, rule }) => ruleView(call, group, rule)),
      ...(found.next !== undefined && { NextToken: found.next }),
    }
  },
} satisfies Ec2Operations

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html */
function ec2Page<Item extends { readonly id: string }>(
  all: readonly Item[],
  size: number | undefined,
  token: string | undefined,
) {
  if (size !== undefined && (size < 5 || size > 1000)) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value ( ${size} ) for parameter maxResults is invalid. Expecting a value between 5 and 1000.`,
    )
  }
  const found = page(all, ({ id }) => id, size ?? 1000, token)
  if (found === undefined) {
    throw new AwsError('InvalidPaginationToken', 'The specified pagination token is not valid.')
  }
  return found
}

const filterValues: Readonly<
  Record<string, (group: SecurityGroup, call: Call) => string | undefined>
> = {
  'group-id': ({ id }) => id,
  'group-name': ({ name }) => name,
  'vpc-id': ({ vpcId }) => vpcId,
  description: ({ description }) => description,
  'owner-id': (_group, { account }) => account.id,
}

function passes(call: Call, group: SecurityGroup, filters: readonly Filter[] = []): boolean {
  return filters.every(({ Name = '', Values = [] }) => {
    const read = Object.hasOwn(filterValues, Name) ? filterValues[Name] : undefined
    const tag = /^tag:(.+)$/s.exec(Name)?.[1]
    if (read === undefined && tag === undefined) {
      throw new AwsError('InvalidParameterValue', `The filter '${Name}' is invalid`)
    }
    const value = read?.(group, call) ?? group.tags.find(({ Key }) => Key === tag)?.Value
    return value !== undefined && Values.includes(value)
  })
}

const groupView = (call: Call, group: SecurityGroup): GroupView => ({
  GroupId: group.id,
  GroupName: group.name,
  Description: group.description,
  VpcId: group.vpcId,
  OwnerId: call.account.id,
  SecurityGroupArn: arnOf(call, group.id),
  Tags: [...group.tags],
  IpPermissions: permissionViews(group, false),
  IpPermissionsEgress: permissionViews(group, true),
})
