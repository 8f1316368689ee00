/**
 * Takes out of a security group exactly the permissions that a call added: those that the call was
 * told to add and that still stand as it added them. What others added, before or after, stays.
 */
import type { JsonObject } from '../../../ir/json.ts'
import { type ResponderEvent, textOf } from '../../contract/event.ts'
import {
  type Facets,
  type Final,
  type NoPlan,
  type Plan,
  type Question,
  type Responder,
  refuse,
  type Step,
  type Target,
} from '../../contract/responder.ts'
import {
  type Added,
  addedBy,
  type IngressRule,
  isSamePermission,
  itemsOf,
  type Peer,
  sayPermission,
} from './permission.ts'

/** The facets of a security group are its permissions, `tcp 22 from 0.0.0.0/0`; the value is the rule. */
export const revokeIngress: Responder<null> = {
  name: 'revoke-ingress',
  target,
  plan,
  steps,
  // A permission that comes back does so with another id.
  comparable: (_target, facets, names) =>
    Object.fromEntries(
      names.map((name) => [name, (facets[name] ?? null) === null ? null : standing]),
    ),
}

const standing = 'yes'

/** What stands, as facets. */
export const ingressFacets = (rules: readonly IngressRule[]): Facets =>
  Object.fromEntries(rules.map((rule) => [sayPermission(rule), JSON.stringify(rule)]))

/** Region and id of a target. */
export function groupOf({ key }: Target): { readonly region: string; readonly group: string } {
  const [, region = '', group = ''] = key.split('/')
  return { region, group }
}

function target({ source, name, request, answer, record }: ResponderEvent): Target | Final {
  if (source !== 'ec2.amazonaws.com') return refuse(`${name} of ${source} lets nothing in`)
  if (name === 'ModifySecurityGroupRules') {
    return refuse(
      'ModifySecurityGroupRules changes a rule in place, and CloudTrail does not say what the rule allowed before: put it right by hand',
    )
  }
  if (name !== 'AuthorizeSecurityGroupIngress') {
    return refuse(`${name} is nothing that revoke-ingress can undo`)
  }
  const [made] = itemsOf(answer.securityGroupRuleSet)
  const group = textOf(request.groupId) || textOf(made?.groupId)
  const region = textOf(record.awsRegion)
  return /^sg-[0-9a-z]+$/.test(group) && region !== ''
    ? {
        key: `security-group/${region}/${group}`,
        name: `security group ${group} in ${region}`,
      }
    : refuse('the event does not say by its id which security group was changed')
}

function plan({ event, target: of, live }: Question<null>): Plan | NoPlan {
  const added = addedBy(event.request, event.answer)
  const told = added.filter((each) => each !== null)
  if (told.length === 0) return refuse('the event does not say which permissions it added')
  const rules = rulesIn(live)
  const mine = told.map((each) => rules.find((rule) => isThe(rule, each)))
  const standing = mine.filter((rule) => rule !== undefined)
  if (standing.length === 0) {
    const why = `none of the permissions that the call added is in ${of.name} any more`
    return { kind: 'unsettled', otherwise: 'changed-since', why }
  }
  const found = ingressFacets(standing)
  const before: Facets = Object.fromEntries(Object.keys(found).map((name) => [name, null]))
  const way = steps(of, live, before)
  if ('why' in way) return way
  return {
    found,
    before,
    steps: way,
    covers: [],
    since: event.at,
    remains: remainsOf(event, of, added.length - told.length),
    notes: notesOf(told.length - standing.length),
  }
}

function remainsOf({ principal }: ResponderEvent, of: Target, unnamed: number): readonly string[] {
  const { group } = groupOf(of)
  return [
    `Find out how ${principal.key} came to make the call; its credentials are still good.`,
    `Connections that were made through ${group} in between may go on: security groups do not end what is established.`,
    `Look through the VPC flow logs for who came in, and at what ${group} is attached to.`,
    ...(unnamed === 0
      ? []
      : [
          `The call also let in a security group that it called by its name alone; that is not undone.`,
        ]),
  ]
}

const notesOf = (gone: number): readonly string[] =>
  gone === 0
    ? []
    : [
        `${gone} of the permissions that the call added ${gone === 1 ? 'does' : 'do'} not stand any more, or ${gone === 1 ? 'was' : 'were'} added again by somebody else; the others are taken out.`,
      ]

const rulesIn = (facets: Facets): readonly IngressRule[] =>
  Object.values(facets).flatMap((value) =>
    value === null ? [] : [JSON.parse(value) as IngressRule],
  )

/** By its id, where the event tells it: the same permission added again is somebody else's doing. */
const isThe = (rule: IngressRule, added: Added): boolean =>
  added.kind === 'rule' ? rule.id === added.id : isSamePermission(rule, added.permission)

/** `region` is where to make the call; the rest is its input. */
function steps(of: Target, live: Facets, to: Facets): readonly Step[] | Final {
  const { region, group: GroupId } = groupOf(of)
  const differing = Object.keys(to).filter(
    (name) => ((live[name] ?? null) === null) !== ((to[name] ?? null) === null),
  )
  const [taken, given] = [
    differing.filter((name) => (to[name] ?? null) === null),
    differing.filter((name) => (to[name] ?? null) !== null),
  ]
  const pick = (facets: Facets, names: readonly string[]): readonly IngressRule[] =>
    rulesIn(Object.fromEntries(names.map((name) => [name, facets[name] ?? null])))
  return [
    ...(taken.length === 0
      ? []
      : [
          {
            call: 'ec2:RevokeSecurityGroupIngress',
            input: { region, GroupId, SecurityGroupRuleIds: pick(live, taken).map(({ id }) => id) },
            sets: Object.fromEntries(taken.map((name) => [name, null])),
          },
        ]),
    ...(given.length === 0
      ? []
      : [
          {
            call: 'ec2:AuthorizeSecurityGroupIngress',
            input: { region, GroupId, IpPermissions: pick(to, given).map(asInput) },
            sets: Object.fromEntries(given.map((name) => [name, standing])),
          },
        ]),
  ]
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html */
function asInput({ protocol, fromPort, toPort, peer, description }: IngressRule): JsonObject {
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
      return {
        UserIdGroupPairs: [
          {
            GroupId: peer.id,
            ...(peer.account === '' ? {} : { UserId: peer.account }),
            ...(peer.peering === undefined ? {} : { VpcPeeringConnectionId: peer.peering }),
            ...more,
          },
        ],
      }
  }
}
