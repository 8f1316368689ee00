/** Security groups, as attacks open and responders close them. */
import type { Call, Script } from '../../support/differential.ts'

const ssh = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22 }
const open = { ...ssh, IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'for now' }] }

async function newGroup(call: Call, name: string): Promise<string> {
  const { GroupId } = await call('CreateSecurityGroup', { GroupName: name, Description: 'a test' })
  return GroupId
}

const rulesOf = (call: Call, GroupId: string) =>
  call('DescribeSecurityGroupRules', { Filters: [{ Name: 'group-id', Values: [GroupId] }] })

export const ec2Cases: Readonly<Record<string, Script>> = {
  'groups come and go': async (call) => {
    const GroupId = await newGroup(call, 'web')
    await call('CreateSecurityGroup', { GroupName: 'web', Description: 'again' })
    await call('DescribeSecurityGroups', { GroupIds: [GroupId] })
    await call('DescribeSecurityGroups', { GroupIds: ['sg-00000000000000000'] })
    await call('DescribeSecurityGroups', { Filters: [{ Name: 'group-name', Values: ['web'] }] })
    await call('DescribeSecurityGroups', { Filters: [{ Name: 'group-name', Values: ['db'] }] })
    await call('DeleteSecurityGroup', { GroupId })
    await call('DeleteSecurityGroup', { GroupId })
  },

  'tags of a new group': async (call) => {
    const { GroupId } = await call('CreateSecurityGroup', {
      GroupName: 'web',
      Description: 'tagged',
      TagSpecifications: [
        { ResourceType: 'security-group', Tags: [{ Key: 'team', Value: 'red' }] },
      ],
    })
    await call('DescribeSecurityGroups', { GroupIds: [GroupId] })
  },

  'addresses of both kinds let in and thrown out': async (call) => {
    const GroupId = await newGroup(call, 'web')
    const web = {
      IpProtocol: 'tcp',
      FromPort: 443,
      ToPort: 443,
      IpRanges: [{ CidrIp: '10.0.0.0/8' }, { CidrIp: '192.0.2.0/24' }],
      Ipv6Ranges: [{ CidrIpv6: '::/0' }],
    }
    await call('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions: [open] })
    await call('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions: [web] })
    await call('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions: [open] })
    await call('DescribeSecurityGroups', { GroupIds: [GroupId] })
    await rulesOf(call, GroupId)
    await call('RevokeSecurityGroupIngress', { GroupId, IpPermissions: [web] })
    await call('DescribeSecurityGroups', { GroupIds: [GroupId] })
  },

  'one permission asked for in the flat way': async (call) => {
    const GroupId = await newGroup(call, 'web')
    const flat = { GroupId, ...ssh, CidrIp: '0.0.0.0/0' }
    await call('AuthorizeSecurityGroupIngress', flat)
    await call('AuthorizeSecurityGroupIngress', flat)
    await call('DescribeSecurityGroups', { GroupIds: [GroupId] })
    await call('RevokeSecurityGroupIngress', flat)
    await call('DescribeSecurityGroups', { GroupIds: [GroupId] })
  },

  'prefix lists and other groups': async (call) => {
    const GroupId = await newGroup(call, 'web')
    const other = await newGroup(call, 'balancer')
    const permissions = [
      { ...ssh, PrefixListIds: [{ PrefixListId: 'pl-0123456789abcdef0' }] },
      { ...ssh, UserIdGroupPairs: [{ GroupId: other }] },
    ]
    for (const permission of permissions) {
      await call('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions: [permission] })
    }
    await call('DescribeSecurityGroups', { GroupIds: [GroupId] })
    for (const permission of permissions) {
      await call('RevokeSecurityGroupIngress', { GroupId, IpPermissions: [permission] })
    }
    await call('DescribeSecurityGroups', { GroupIds: [GroupId] })
  },

  'outward rules': async (call) => {
    const GroupId = await newGroup(call, 'web')
    const all = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }
    await call('AuthorizeSecurityGroupEgress', { GroupId, IpPermissions: [open] })
    await call('RevokeSecurityGroupEgress', { GroupId, IpPermissions: [all] })
    await call('DescribeSecurityGroups', { GroupIds: [GroupId] })
    await call('AuthorizeSecurityGroupEgress', { GroupId, IpPermissions: [all] })
    await call('DescribeSecurityGroups', { GroupIds: [GroupId] })
  },

  'rules by their id': async (call) => {
    const GroupId = await newGroup(call, 'web')
    const { SecurityGroupRules = [] } = await call('AuthorizeSecurityGroupIngress', {
      GroupId,
      IpPermissions: [open],
    })
    const SecurityGroupRuleId = SecurityGroupRules[0]?.SecurityGroupRuleId
    await call('DescribeSecurityGroupRules', { SecurityGroupRuleIds: [SecurityGroupRuleId] })
    await call('ModifySecurityGroupRules', {
      GroupId,
      SecurityGroupRules: [
        {
          SecurityGroupRuleId,
          SecurityGroupRule: { ...ssh, CidrIpv4: '10.0.0.0/8', Description: 'inside' },
        },
      ],
    })
    await rulesOf(call, GroupId)
    await call('RevokeSecurityGroupIngress', {
      GroupId,
      SecurityGroupRuleIds: [SecurityGroupRuleId],
    })
    await call('DescribeSecurityGroups', { GroupIds: [GroupId] })
  },

  'a group that is not there': async (call) => {
    const GroupId = 'sg-00000000000000000'
    await call('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions: [open] })
    await call('RevokeSecurityGroupIngress', { GroupId, IpPermissions: [open] })
    await call('AuthorizeSecurityGroupEgress', { GroupId, IpPermissions: [open] })
    await call('RevokeSecurityGroupEgress', { GroupId, IpPermissions: [open] })
  },

  'rules of a group that is not there': async (call) => {
    await call('ModifySecurityGroupRules', {
      GroupId: 'sg-00000000000000000',
      SecurityGroupRules: [{ SecurityGroupRuleId: 'sgr-00000000000000000' }],
    })
  },

  'two permissions at once': async (call) => {
    const GroupId = await newGroup(call, 'web')
    const dns = {
      IpProtocol: 'udp',
      FromPort: 53,
      ToPort: 53,
      IpRanges: [{ CidrIp: '10.0.0.0/8' }],
    }
    await call('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions: [open, dns] })
    await call('DescribeSecurityGroups', { GroupIds: [GroupId] })
  },

  'a group that another one names': async (call) => {
    const GroupId = await newGroup(call, 'web')
    const other = await newGroup(call, 'balancer')
    const permission = { ...ssh, UserIdGroupPairs: [{ GroupId: other }] }
    await call('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions: [permission] })
    await call('DeleteSecurityGroup', { GroupId: other })
  },

  'what is no address': async (call) => {
    const GroupId = await newGroup(call, 'web')
    await call('AuthorizeSecurityGroupIngress', {
      GroupId,
      IpPermissions: [{ ...ssh, IpRanges: [{ CidrIp: 'everywhere' }] }],
    })
  },

  'a rule that does not stand is revoked': async (call) => {
    const GroupId = await newGroup(call, 'web')
    await call('RevokeSecurityGroupIngress', { GroupId, IpPermissions: [open] })
  },
}
