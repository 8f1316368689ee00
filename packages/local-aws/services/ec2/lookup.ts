/** Finds security groups and rules, or throws EC2's error. */
import type { Call } from '../../call.ts'
import { AwsError } from '../../errors.ts'
import { ec2In, type SecurityGroup } from './memory.ts'

export const memoryOf = (call: Call) => ec2In(call.cloud, call.region)

export function groupById(call: Call, id: string): SecurityGroup {
  const found = memoryOf(call).groups.get(id)
  if (found === undefined) throw noGroup(id)
  return found
}

export function groupByName(call: Call, name: string): SecurityGroup {
  const found = memoryOf(call)
    .groups.values()
    .find((group) => group.name === name)
  if (found === undefined) throw noGroup(name)
  return found
}

/** The group of an id, or of a name in the default VPC. */
export function groupByIdOrName(
  call: Call,
  { GroupId, GroupName }: { GroupId?: string | undefined; GroupName?: string | undefined },
): SecurityGroup {
  if (GroupId !== undefined) return groupById(call, GroupId)
  if (GroupName !== undefined) return groupByName(call, GroupName)
  throw new AwsError(
    'MissingParameter',
    'The request must contain the parameter groupName or groupId',
  )
}

const noGroup = (name: string): AwsError =>
  new AwsError(
    'InvalidGroup.NotFound',
    name.startsWith('sg-')
      ? `The security group '${name}' does not exist`
      : `The security group '${name}' does not exist in default VPC`,
  )

export const noRule = (id: string): AwsError =>
  new AwsError(
    'InvalidSecurityGroupRuleId.NotFound',
    `The security group rule ID '${id}' does not exist`,
  )
