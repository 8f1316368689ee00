import type { JsonObject } from '../../../ir/json.ts'
import { facetOf, pick } from '../../contract/facets.ts'
import type { Responder, Step } from '../../contract/responder.ts'
import { present, rulesIn } from './facets.ts'
import type { IngressRule, Peer } from './permission.ts'
import { groupOf } from './target.ts'

/** `region` is where the call is made; the other fields are its input. */
export const steps: Responder<unknown>['steps'] = (target, live, to) => {
  const { region, group: GroupId } = groupOf(target)
  const isThere = (facets: typeof to, name: string): boolean => facetOf(facets, name) !== null
  const names = Object.keys(to).filter((name) => isThere(live, name) !== isThere(to, name))
  const taken = names.filter((name) => !isThere(to, name))
  const given = names.filter((name) => isThere(to, name))
  const step = (
    call: string,
    names: readonly string[],
    value: string | null,
    input: () => JsonObject,
  ): readonly Step[] =>
    names.length === 0
      ? []
      : [
          {
            call,
            input: { region, GroupId, ...input() },
            sets: Object.fromEntries(names.map((name) => [name, value])),
          },
        ]
  return [
    ...step('ec2:RevokeSecurityGroupIngress', taken, null, () => ({
      SecurityGroupRuleIds: rulesIn(pick(live, taken)).map(({ id }) => id),
    })),
    ...step('ec2:AuthorizeSecurityGroupIngress', given, present, () => ({
      IpPermissions: rulesIn(pick(to, given)).map(permissionInput),
    })),
  ]
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html */
function permissionInput(rule: IngressRule): JsonObject {
  const { protocol, fromPort, toPort, peer, description } = rule
  const more: JsonObject = description === undefined ? {} : { Description: description }
  return {
    IpProtocol: protocol,
    ...(fromPort === -1 && toPort === -1 && !/^icmp/.test(protocol)
      ? {}
      : { FromPort: fromPort, ToPort: toPort }),
    ...peerInput(peer, more),
  }
}

function peerInput(peer: Peer, more: JsonObject): JsonObject {
  switch (peer.kind) {
    case 'ipv4':
      return { IpRanges: [{ CidrIp: peer.cidr, ...more }] }
    case 'ipv6':
      return { Ipv6Ranges: [{ CidrIpv6: peer.cidr, ...more }] }
    case 'prefix-list':
      return { PrefixListIds: [{ PrefixListId: peer.id, ...more }] }
    case 'group':
      return { UserIdGroupPairs: [{ ...groupInput(peer), ...more }] }
  }
}

const groupInput = ({ id, account, peering }: Extract<Peer, { kind: 'group' }>): JsonObject => ({
  GroupId: id,
  ...(account === '' ? {} : { UserId: account }),
  ...(peering === undefined ? {} : { VpcPeeringConnectionId: peering }),
})
