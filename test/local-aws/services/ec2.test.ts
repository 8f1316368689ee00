import {
  AuthorizeSecurityGroupIngressCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
  type IpPermission,
  ModifySecurityGroupRulesCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2'
import { expect, test } from 'vitest'
import { at, codeOf, openDesk } from '../../simulate/desk.ts'

const GroupName = 'default'

async function openEc2() {
  const desk = await openDesk()
  return { desk, ec2: new EC2Client(at(desk)) }
}

const tcp = (port: number, ranges: Partial<IpPermission>): IpPermission => ({
  IpProtocol: 'tcp',
  FromPort: port,
  ToPort: port,
  ...ranges,
})

test('an address becomes its network, in both families', async () => {
  const { ec2 } = await openEc2()
  const permission = tcp(22, {
    IpRanges: [{ CidrIp: '100.68.0.18/18' }],
    Ipv6Ranges: [{ CidrIpv6: '2001:DB8:0:ffff::1/48' }],
  })
  const { SecurityGroupRules } = await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({ GroupName, IpPermissions: [permission] }),
  )
  expect(SecurityGroupRules?.map(({ CidrIpv4, CidrIpv6 }) => CidrIpv4 ?? CidrIpv6)).toEqual([
    '100.68.0.0/18',
    '2001:db8::/48',
  ])
})

test('all or nothing: one permission that stands refuses the others with it', async () => {
  const { ec2 } = await openEc2()
  const ssh = tcp(22, { IpRanges: [{ CidrIp: '0.0.0.0/0' }] })
  const web = tcp(443, { IpRanges: [{ CidrIp: '0.0.0.0/0' }] })
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupName, IpPermissions: [ssh] }))
  const both = new AuthorizeSecurityGroupIngressCommand({ GroupName, IpPermissions: [web, ssh] })
  expect(await codeOf(ec2.send(both))).toBe('InvalidPermission.Duplicate')
  const { SecurityGroups: [group] = [] } = await ec2.send(
    new DescribeSecurityGroupsCommand({ GroupNames: [GroupName] }),
  )
  expect(group?.IpPermissions?.map(({ FromPort }) => FromPort)).toEqual([undefined, 22])
})

test('a modified rule keeps its id and may not become what stands already', async () => {
  const { ec2 } = await openEc2()
  const permissions = [22, 443].map((port) => tcp(port, { IpRanges: [{ CidrIp: '10.0.0.0/8' }] }))
  const { SecurityGroupRules: rules = [] } = await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({ GroupName, IpPermissions: permissions }),
  )
  const [ssh] = rules
  const modify = (port: number) =>
    ec2.send(
      new ModifySecurityGroupRulesCommand({
        GroupId: ssh?.GroupId,
        SecurityGroupRules: [
          {
            SecurityGroupRuleId: ssh?.SecurityGroupRuleId,
            SecurityGroupRule: {
              IpProtocol: 'tcp',
              FromPort: port,
              ToPort: port,
              CidrIpv4: '10.0.0.0/8',
            },
          },
        ],
      }),
    )
  expect(await codeOf(modify(443))).toBe('InvalidPermission.Duplicate')
  await modify(8443)
  const { SecurityGroupRules: [now] = [] } = await ec2.send(
    new DescribeSecurityGroupRulesCommand({
      SecurityGroupRuleIds: [ssh?.SecurityGroupRuleId ?? ''],
    }),
  )
  expect([now?.FromPort, now?.IsEgress]).toEqual([8443, false])
})

test('revoked by id or by permission, in one region alone', async () => {
  const { desk, ec2 } = await openEc2()
  const open = tcp(22, { Ipv6Ranges: [{ CidrIpv6: '::/0' }] })
  const elsewhere = new EC2Client(at(desk, desk.root, 'us-east-1'))
  for (const client of [ec2, elsewhere]) {
    await client.send(
      new AuthorizeSecurityGroupIngressCommand({ GroupName, IpPermissions: [open] }),
    )
  }
  await ec2.send(new RevokeSecurityGroupIngressCommand({ GroupName, IpPermissions: [open] }))
  const left = async (client: EC2Client) =>
    (await client.send(new DescribeSecurityGroupsCommand({}))).SecurityGroups?.[0]?.IpPermissions
      ?.length
  expect([await left(ec2), await left(elsewhere)]).toEqual([1, 2])
  const unknown = new RevokeSecurityGroupIngressCommand({
    GroupName,
    SecurityGroupRuleIds: ['sgr-00000000000000000'],
  })
  expect(await codeOf(ec2.send(unknown))).toBe('InvalidSecurityGroupRuleId.NotFound')
})

test('a dry run changes nothing', async () => {
  const { ec2 } = await openEc2()
  const dry = new RevokeSecurityGroupIngressCommand({ GroupName, DryRun: true, IpProtocol: '-1' })
  expect(await codeOf(ec2.send(dry))).toBe('DryRunOperation')
})

test.each([
  ['no group', {}, 'MissingParameter'],
  ['no permission', { GroupName }, 'MissingParameter'],
  [
    'ports the wrong way round',
    {
      GroupName,
      IpPermissions: [{ ...tcp(9, {}), ToPort: 8, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    },
    'InvalidParameterValue',
  ],
  [
    'a protocol that is none',
    { GroupName, IpPermissions: [{ IpProtocol: 'http', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] },
    'InvalidParameterValue',
  ],
  [
    'an IPv4 network as IPv6',
    { GroupName, IpPermissions: [tcp(1, { Ipv6Ranges: [{ CidrIpv6: '0.0.0.0/0' }] })] },
    'InvalidParameterValue',
  ],
  [
    'a group that is not there',
    { GroupName, IpPermissions: [tcp(1, { UserIdGroupPairs: [{ GroupId: 'sg-1' }] })] },
    'InvalidGroup.NotFound',
  ],
])('%s is refused', async (_what, input, code) => {
  const { ec2 } = await openEc2()
  expect(await codeOf(ec2.send(new AuthorizeSecurityGroupIngressCommand(input)))).toBe(code)
})
