/** A permission of a security group: what it lets in, and whether two let in the same. */
import { parseNetwork } from '../../../ir/ip-address.ts'

/** The source of the traffic that is let in. */
export type Peer =
  | { readonly kind: 'ipv4' | 'ipv6'; readonly cidr: string }
  | { readonly kind: 'prefix-list'; readonly id: string }
  | {
      readonly kind: 'group'
      readonly id: string
      /** Twelve digits; empty where it is not known. */
      readonly account: string
      /** For a group in another VPC. */
      readonly peering?: string
    }

export interface Permission {
  /** `tcp`, `udp`, `icmp`, `icmpv6`, another protocol's number, or `-1` for all. */
  readonly protocol: string
  /** For ICMP the type; -1 means any. */
  readonly fromPort: number
  readonly toPort: number
  readonly peer: Peer
}

/** A permission that exists in EC2. */
export interface IngressRule extends Permission {
  /** `sgr-…`. EC2 never reuses it: a permission that is revoked and added again has another. */
  readonly id: string
  readonly description?: string
}

/** As people read it, and as the name of a facet: `tcp 22 from 0.0.0.0/0`. */
export const permissionText = ({ protocol, fromPort, toPort, peer }: Permission): string =>
  `${protocol === '-1' ? 'everything' : protocol}${portsText(protocol, fromPort, toPort)} from ${peerText(peer)}`

const portsText = (protocol: string, from: number, to: number): string =>
  !withPorts.has(protocol) ? '' : from === to ? ` ${from}` : ` ${from}-${to}`

function peerText(peer: Peer): string {
  switch (peer.kind) {
    case 'ipv4':
    case 'ipv6':
      return peer.cidr
    case 'prefix-list':
      return peer.id
    case 'group':
      return peer.account === '' ? peer.id : `${peer.id} of ${peer.account}`
  }
}

/**
 * Whether a rule lets in the same as the permission. The account of a peer group may be missing in
 * either.
 */
export function isSamePermission(rule: Permission, { peer, ...other }: Permission): boolean {
  const [mine, theirs] = [normalPorts(rule), normalPorts({ ...other, peer })]
  return (
    mine.protocol === theirs.protocol &&
    mine.fromPort === theirs.fromPort &&
    mine.toPort === theirs.toPort &&
    isSamePeer(rule.peer, peer)
  )
}

function isSamePeer(one: Peer, other: Peer): boolean {
  if (one.kind === 'group' && other.kind === 'group') {
    const isSameAccount =
      one.account === '' || other.account === '' || one.account === other.account
    return one.id === other.id && isSameAccount
  }
  if ('cidr' in one && 'cidr' in other) return network(one.cidr) === network(other.cidr)
  return one.kind === 'prefix-list' && other.kind === 'prefix-list' && one.id === other.id
}

/** EC2 stores the network of an address: `10.1.2.3/8` becomes `10.0.0.0/8`. */
function network(cidr: string): string {
  const parsed = parseNetwork(cidr)
  if (parsed === undefined) return cidr
  const { address, prefixBits } = parsed
  const width = address.length === 4 ? 8 : 16
  const kept = address.map((part, index) => {
    const bits = Math.max(0, Math.min(width, prefixBits - index * width))
    return (part >> (width - bits)) << (width - bits)
  })
  return `${kept.join(' ')}/${prefixBits}`
}

/** The four protocols that EC2 calls by name: https://www.iana.org/assignments/protocol-numbers */
const protocolNames: Readonly<Record<string, string>> = {
  '1': 'icmp',
  '6': 'tcp',
  '17': 'udp',
  '58': 'icmpv6',
}

/** EC2 ignores the ports of other protocols. */
const withPorts: ReadonlySet<string> = new Set(['tcp', 'udp', 'icmp', 'icmpv6'])

/** The form that EC2 stores: protocols by their names, ports only where the protocol has them. */
export function normalPorts<P extends Permission>(permission: P): P {
  const written = permission.protocol.toLowerCase()
  const protocol = Object.hasOwn(protocolNames, written)
    ? (protocolNames[written] ?? written)
    : written
  return withPorts.has(protocol)
    ? { ...permission, protocol }
    : { ...permission, protocol, fromPort: -1, toPort: -1 }
}
