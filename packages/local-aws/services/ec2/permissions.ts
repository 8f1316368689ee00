/** Converts the permissions of a request into single rules, and back. */
import type { IpPermission, SecurityGroupRule } from '@aws-sdk/client-ec2'
import { parseNetwork } from '../../../../src/ir/ip-address.ts'
import type { Call } from '../../call.ts'
import { AwsError } from '../../errors.ts'
import { groupById, groupByName } from './lookup.ts'
import type { Peer, Rule, SecurityGroup } from './memory.ts'

/** A rule before it has an id. */
export type Permission = Omit<Rule, 'id' | 'isEgress'>

/** The flat parameters for one permission. */
export interface Flat {
  readonly IpPermissions?: readonly IpPermission[] | undefined
  readonly IpProtocol?: string | undefined
  readonly FromPort?: number | undefined
  readonly ToPort?: number | undefined
  readonly CidrIp?: string | undefined
  readonly SourceSecurityGroupName?: string | undefined
}

/** The permissions of a request. Throws if it has none, or an invalid address. */
export function permissionsOf(call: Call, request: Flat): readonly Permission[] {
  const { IpPermissions = [], IpProtocol, CidrIp, SourceSecurityGroupName: groupName } = request
  const flat: IpPermission[] =
    IpProtocol === undefined && CidrIp === undefined && groupName === undefined
      ? []
      : [
          {
            IpProtocol: IpProtocol ?? '-1',
            FromPort: request.FromPort,
            ToPort: request.ToPort,
            ...(CidrIp !== undefined && { IpRanges: [{ CidrIp }] }),
            ...(groupName !== undefined && { UserIdGroupPairs: [{ GroupName: groupName }] }),
          },
        ]
  const found = [...IpPermissions, ...flat].flatMap((permission) => single(call, permission))
  if (found.length === 0) {
    throw new AwsError('MissingParameter', 'The request must contain the parameter ipPermissions')
  }
  return found
}

function single(call: Call, permission: IpPermission): readonly Permission[] {
  const peers = [...peersOf(call, permission)]
  return peers.map(({ peer, description }) => ({
    ...portsOf(permission),
    peer,
    ...(description !== undefined && { description }),
  }))
}

interface Described {
  readonly peer: Peer
  readonly description: string | undefined
}

function* peersOf(call: Call, permission: IpPermission): Generator<Described> {
  const { IpRanges = [], Ipv6Ranges = [], PrefixListIds = [], UserIdGroupPairs = [] } = permission
  for (const { CidrIp = '', Description: description } of IpRanges) {
    yield { peer: { kind: 'ipv4', cidr: cidr(CidrIp, 4) }, description }
  }
  for (const { CidrIpv6 = '', Description: description } of Ipv6Ranges) {
    yield { peer: { kind: 'ipv6', cidr: cidr(CidrIpv6, 8) }, description }
  }
  for (const { PrefixListId = '', Description: description } of PrefixListIds) {
    yield { peer: { kind: 'prefixList', id: PrefixListId }, description }
  }
  for (const { GroupId, GroupName, UserId, Description: description } of UserIdGroupPairs) {
    const accountId = UserId ?? call.account.id
    const isOwn = accountId === call.account.id
    const id = isOwn
      ? (GroupId === undefined ? groupByName(call, GroupName ?? '') : groupById(call, GroupId)).id
      : (GroupId ?? '')
    yield { peer: { kind: 'group', id, accountId }, description }
  }
}

/** https://www.iana.org/assignments/protocol-numbers; these four have names in EC2. */
const protocolNames: Readonly<Record<string, string>> = {
  '1': 'icmp',
  '6': 'tcp',
  '17': 'udp',
  '58': 'icmpv6',
}

const withPorts: ReadonlySet<string> = new Set(['tcp', 'udp', 'icmp', 'icmpv6'])

export function portsOf({
  IpProtocol,
  FromPort,
  ToPort,
}: Pick<IpPermission, 'IpProtocol' | 'FromPort' | 'ToPort'>): Pick<
  Permission,
  'protocol' | 'fromPort' | 'toPort'
> {
  if (IpProtocol === undefined) {
    throw new AwsError('MissingParameter', 'The request must contain the parameter ipProtocol')
  }
  const protocol = protocolNames[IpProtocol] ?? IpProtocol.toLowerCase()
  if (!withPorts.has(protocol)) {
    if (!/^-?\d{1,3}$/.test(protocol)) {
      throw new AwsError(
        'InvalidParameterValue',
        `Invalid value '${IpProtocol}' for IP protocol. Unknown protocol.`,
      )
    }
    return { protocol, fromPort: -1, toPort: -1 }
  }
  if (FromPort === undefined || ToPort === undefined) {
    if (protocol === 'icmpv6') return { protocol, fromPort: -1, toPort: -1 }
    throw new AwsError(
      'InvalidParameterValue',
      'Invalid value for portRange. Must specify both from and to ports with TCP/UDP.',
    )
  }
  if (!protocol.startsWith('icmp') && (FromPort < 0 || ToPort > 65_535 || FromPort > ToPort)) {
    throw new AwsError(
      'InvalidParameterValue',
      `Invalid TCP/UDP port range (${FromPort}:${ToPort})`,
    )
  }
  return { protocol, fromPort: FromPort, toPort: ToPort }
}

/** The network of an address, as EC2 stores it: 10.1.2.3/8 becomes 10.0.0.0/8. */
export function cidr(text: string, parts: 4 | 8): string {
  const network = parseNetwork(text)
  if (network === undefined || network.address.length !== parts) {
    throw new AwsError('InvalidParameterValue', `CIDR block ${text} is malformed`)
  }
  const width = parts === 4 ? 8 : 16
  const masked = network.address.map((part, at) => {
    const kept = Math.min(width, Math.max(0, network.prefixBits - at * width))
    return part - (part % 2 ** (width - kept))
  })
  const host = parts === 4 ? masked.join('.') : ipv6Text(masked)
  return `${host}/${network.prefixBits}`
}

/** The short form of an IPv6 address, made by the URL parser. */
const ipv6Text = (groups: readonly number[]): string =>
  new URL(`http://[${groups.map((group) => group.toString(16)).join(':')}]`).hostname.slice(1, -1)

export const samePermission = (one: Permission, other: Permission): boolean =>
  one.protocol === other.protocol &&
  one.fromPort === other.fromPort &&
  one.toPort === other.toPort &&
  peerText(one.peer) === peerText(other.peer)

export function peerText(peer: Peer): string {
  switch (peer.kind) {
    case 'ipv4':
    case 'ipv6':
      return peer.cidr
    case 'prefixList':
      return peer.id
    case 'group':
      return `${peer.accountId}/${peer.id}`
  }
}

/** The rules of one direction, grouped by protocol and ports. */
export function permissionViews(group: SecurityGroup, isEgress: boolean): IpPermission[] {
  const rules = [...group.rules.values()].filter((rule) => rule.isEgress === isEgress)
  return permissionsView(rules)
}

export function permissionsView(rules: readonly Permission[]): IpPermission[] {
  const byPorts = Map.groupBy(rules, ({ protocol, fromPort, toPort }) =>
    [protocol, fromPort, toPort].join(),
  )
  return [...byPorts.values()].flatMap((alike) => {
    const [first] = alike
    return first === undefined ? [] : [{ ...portsView(first), ...rangesView(alike) }]
  })
}

const portsView = ({ protocol, fromPort, toPort }: Permission): IpPermission => ({
  IpProtocol: protocol,
  ...(withPorts.has(protocol) && { FromPort: fromPort, ToPort: toPort }),
})

function rangesView(rules: readonly Permission[]): IpPermission {
  const described = ({ description }: Permission) =>
    description === undefined ? {} : { Description: description }
  return {
    IpRanges: rules.flatMap((rule) =>
      rule.peer.kind === 'ipv4' ? [{ CidrIp: rule.peer.cidr, ...described(rule) }] : [],
    ),
    Ipv6Ranges: rules.flatMap((rule) =>
      rule.peer.kind === 'ipv6' ? [{ CidrIpv6: rule.peer.cidr, ...described(rule) }] : [],
    ),
    PrefixListIds: rules.flatMap((rule) =>
      rule.peer.kind === 'prefixList' ? [{ PrefixListId: rule.peer.id, ...described(rule) }] : [],
    ),
    UserIdGroupPairs: rules.flatMap((rule) =>
      rule.peer.kind === 'group'
        ? [{ GroupId: rule.peer.id, UserId: rule.peer.accountId, ...described(rule) }]
        : [],
    ),
  }
}

export const ruleView = (call: Call, group: SecurityGroup, rule: Rule): SecurityGroupRule => ({
  SecurityGroupRuleId: rule.id,
  GroupId: group.id,
  GroupOwnerId: call.account.id,
  IsEgress: rule.isEgress,
  IpProtocol: rule.protocol,
  FromPort: rule.fromPort,
  ToPort: rule.toPort,
  ...peerView(rule.peer),
  ...(rule.description !== undefined && { Description: rule.description }),
})

function peerView(peer: Peer): SecurityGroupRule {
  switch (peer.kind) {
    case 'ipv4':
      return { CidrIpv4: peer.cidr }
    case 'ipv6':
      return { CidrIpv6: peer.cidr }
    case 'prefixList':
      return { PrefixListId: peer.id }
    case 'group':
      return { ReferencedGroupInfo: { GroupId: peer.id, UserId: peer.accountId } }
  }
}
