/** Reads from the CloudTrail record what a call let in. */
import { isObject, type Json, type JsonObject } from '../../../ir/json.ts'
import { objectOf, textOf } from '../../contract/event.ts'
import { normalPorts, type Peer, type Permission } from './permission.ts'

/** What an event added: by its id where the event has it, otherwise by what it lets in. */
export type Added =
  | { readonly kind: 'rule'; readonly id: string }
  | { readonly kind: 'permission'; readonly permission: Permission }

/**
 * What AuthorizeSecurityGroupIngress added. Newer records contain the rules with their ids; older
 * ones contain only the request. A null entry is a permission that the event does not determine,
 * because it names the peer group by its name.
 */
export function addedBy(request: JsonObject, answer: JsonObject): readonly (Added | null)[] {
  const made = itemsOf(answer.securityGroupRuleSet)
    .filter(({ isEgress }) => isEgress !== true && isEgress !== 'true')
    .map(({ securityGroupRuleId: id }) => textOf(id))
    .filter((id) => id !== '')
  if (made.length > 0) return made.map((id) => ({ kind: 'rule', id }))
  const permissions = [...itemsOf(request.ipPermissions), ...flat(request)]
  return permissions.flatMap((item) =>
    peersOf(item).map((peer) =>
      peer === null
        ? null
        : { kind: 'permission', permission: normalPorts({ ...portsOf(item), peer }) },
    ),
  )
}

/** The older form of the call: one permission, spread over the parameters. */
function flat(request: JsonObject): readonly JsonObject[] {
  const { ipProtocol, fromPort = -1, toPort = -1, cidrIp } = request
  if (ipProtocol === undefined && cidrIp === undefined) return []
  const { sourceSecurityGroupName: groupName } = request
  const list = (item: JsonObject): JsonObject => ({ items: [item] })
  return [
    {
      ipProtocol: ipProtocol ?? '-1',
      fromPort,
      toPort,
      ...(cidrIp === undefined ? {} : { ipRanges: list({ cidrIp }) }),
      ...(groupName === undefined ? {} : { groups: list({ groupName }) }),
    },
  ]
}

const portsOf = ({ ipProtocol, fromPort, toPort }: JsonObject) => ({
  protocol: String(ipProtocol),
  fromPort: numberOf(fromPort),
  toPort: numberOf(toPort),
})

/** Some records have numbers as text. */
const numberOf = (value: Json | undefined): number =>
  value === undefined || value === null || Number.isNaN(Number(value)) ? -1 : Number(value)

function peersOf(item: JsonObject): readonly (Peer | null)[] {
  return [
    ...itemsOf(item.ipRanges).map(({ cidrIp }) => ({
      kind: 'ipv4' as const,
      cidr: textOf(cidrIp),
    })),
    ...itemsOf(item.ipv6Ranges).map(({ cidrIpv6 }) => ({
      kind: 'ipv6' as const,
      cidr: textOf(cidrIpv6),
    })),
    ...itemsOf(item.prefixListIds).map(({ prefixListId }) => ({
      kind: 'prefix-list' as const,
      id: textOf(prefixListId),
    })),
    ...itemsOf(item.groups).map(({ groupId, userId }) =>
      textOf(groupId) === ''
        ? null
        : { kind: 'group' as const, id: textOf(groupId), account: textOf(userId) },
    ),
  ]
}

/** EC2's records write a list as `{"items": […]}`, and an empty one as `{}`. */
export function itemsOf(list: Json | undefined): readonly JsonObject[] {
  const { items } = objectOf(list)
  return Array.isArray(items) ? items.filter(isObject) : []
}
