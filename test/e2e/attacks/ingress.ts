import {
  AuthorizeSecurityGroupIngressCommand,
  CreateManagedPrefixListCommand,
  CreateSecurityGroupCommand,
  DescribeSecurityGroupRulesCommand,
  EC2Client,
  type IpPermission,
  type SecurityGroupRule,
} from '@aws-sdk/client-ec2'
import type { Json, JsonObject } from '../../../src/ir/json.ts'
import { clientConfig } from '../responder-account.ts'
import { asBefore, type Scenario } from './attack.ts'

/** EC2 writes lists as `items`, and an empty one as `{}`. */
const items = (list: readonly JsonObject[]): JsonObject =>
  list.length === 0 ? {} : { items: list }

const permissionItem = (permission: IpPermission): JsonObject => ({
  ipProtocol: permission.IpProtocol ?? '-1',
  ...(permission.FromPort === undefined ? {} : { fromPort: permission.FromPort }),
  ...(permission.ToPort === undefined ? {} : { toPort: permission.ToPort }),
  groups: items(
    (permission.UserIdGroupPairs ?? []).map(({ GroupId = '' }) => ({ groupId: GroupId })),
  ),
  ipRanges: items((permission.IpRanges ?? []).map(({ CidrIp = '' }) => ({ cidrIp: CidrIp }))),
  ipv6Ranges: items(
    (permission.Ipv6Ranges ?? []).map(({ CidrIpv6 = '' }) => ({ cidrIpv6: CidrIpv6 })),
  ),
  prefixListIds: items(
    (permission.PrefixListIds ?? []).map(({ PrefixListId = '' }) => ({
      prefixListId: PrefixListId,
    })),
  ),
})

const permissionOf = (rule: SecurityGroupRule): Json[] =>
  [
    rule.IpProtocol,
    rule.FromPort,
    rule.ToPort,
    rule.CidrIpv4,
    rule.CidrIpv6,
    rule.PrefixListId,
    rule.ReferencedGroupInfo?.GroupId,
    rule.Description,
  ].map((value) => value ?? null)

const ingress = (
  name: string,
  permissions: (others: { group: string; list: string }) => IpPermission[],
  { ids, flat = false }: { ids: boolean; flat?: boolean },
): Scenario => ({
  name,
  responder: 'revoke-ingress',
  prepare: async (endpoint, group) => {
    const ec2 = new EC2Client(clientConfig(endpoint))
    const make = async (GroupName: string) => {
      const made = new CreateSecurityGroupCommand({ GroupName, Description: 'a group' })
      return (await ec2.send(made)).GroupId ?? ''
    }
    const GroupId = await make(group)
    const { PrefixList: list } = await ec2.send(
      new CreateManagedPrefixListCommand({
        PrefixListName: group,
        MaxEntries: 1,
        AddressFamily: 'IPv4',
      }),
    )
    const others = { group: await make(`${group}-2`), list: list?.PrefixListId ?? '' }
    const authorize = (IpPermissions: IpPermission[]) =>
      ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }))
    const rulesOf = async () => {
      const Filters = [{ Name: 'group-id', Values: [GroupId] }]
      const command = new DescribeSecurityGroupRulesCommand({ Filters })
      const { SecurityGroupRules: rules = [] } = await ec2.send(command)
      return rules.filter(({ IsEgress }) => !IsEgress)
    }
    const ofOthers = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 }
    await authorize([{ ...ofOthers, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }])
    return {
      attack: async () => {
        const added = permissions(others)
        const before = await rulesOf()
        await authorize(added)
        // The emulator's answer has the rules of the last permission alone; EC2's has all.
        const made = (await rulesOf())
          .filter(({ SecurityGroupRuleId: id }) =>
            before.every(({ SecurityGroupRuleId: other }) => other !== id),
          )
          .map(({ SecurityGroupRuleId: id = '' }) => ({
            securityGroupRuleId: id,
            groupId: GroupId,
            isEgress: false,
          }))
        const [first] = added
        return {
          source: 'ec2',
          name: 'AuthorizeSecurityGroupIngress',
          request: {
            groupId: GroupId,
            ...(flat
              ? {
                  ipProtocol: first?.IpProtocol ?? '',
                  fromPort: String(first?.FromPort),
                  toPort: String(first?.ToPort),
                  cidrIp: first?.IpRanges?.[0]?.CidrIp ?? '',
                  ipPermissions: {},
                }
              : { ipPermissions: items(added.map(permissionItem)) }),
          },
          answer: { _return: true, ...(ids ? { securityGroupRuleSet: items(made) } : {}) },
        }
      },
      state: async () =>
        (await rulesOf())
          .map(permissionOf)
          .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
    }
  },
  expected: asBefore,
})

const everyKind = ({ group, list }: { group: string; list: string }): IpPermission[] => [
  {
    IpProtocol: 'tcp',
    FromPort: 22,
    ToPort: 22,
    IpRanges: [{ CidrIp: '0.0.0.0/0', Description: 'just for now' }],
    Ipv6Ranges: [{ CidrIpv6: '::/0' }],
  },
  { IpProtocol: 'udp', FromPort: 1000, ToPort: 2000, PrefixListIds: [{ PrefixListId: list }] },
  { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: group }] },
]

export const openings: readonly Scenario[] = [
  ingress('IPv4, IPv6, a prefix list and a group are let in', everyKind, { ids: true }),
  ingress('the same, and the record tells no ids', everyKind, { ids: false }),
  ingress(
    'the flat form, with numbers as text',
    () => [
      { IpProtocol: 'tcp', FromPort: 3389, ToPort: 3389, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
    ],
    { ids: false, flat: true },
  ),
]
