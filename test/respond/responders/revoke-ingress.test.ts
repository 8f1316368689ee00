import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../src/ir/json.ts'
import { type Facets, isNoPlan, type Step } from '../../../src/respond/contract/responder.ts'
import { ingressFacets } from '../../../src/respond/responders/revoke-ingress/facets.ts'
import type {
  IngressRule,
  Peer,
} from '../../../src/respond/responders/revoke-ingress/permission.ts'
import { revokeIngress } from '../../../src/respond/responders/revoke-ingress/revoke-ingress.ts'
import { probe } from '../../probes/probe.ts'
import { calls, eventWith, planFor, recorded, targetOf } from '../responder-events.ts'

const rule = (id: string, more: Partial<IngressRule> = {}): IngressRule => ({
  id,
  protocol: 'tcp',
  fromPort: 22,
  toPort: 22,
  peer: { kind: 'ipv4', cidr: '0.0.0.0/0' },
  ...more,
})

const authorized = (request: JsonObject, made?: readonly IngressRule[]) =>
  eventWith({
    eventSource: 'ec2.amazonaws.com',
    eventName: 'AuthorizeSecurityGroupIngress',
    requestParameters: { groupId: 'sg-0a1b', ...request },
    responseElements: {
      _return: true,
      ...(made && {
        securityGroupRuleSet: {
          items: made.map(({ id }) => ({ securityGroupRuleId: id, isEgress: false })),
        },
      }),
    },
  })

const item = (peer: JsonObject, ports: JsonObject = { fromPort: 22, toPort: 22 }): JsonObject => ({
  ipPermissions: {
    items: [{ ipProtocol: 'tcp', ...ports, groups: {}, ipRanges: {}, ipv6Ranges: {}, ...peer }],
  },
})

describe('which group', () => {
  test.each([
    'open-ssh-to-world',
    'open-everything-to-world-ipv6',
    'open-port-range-to-world-flat',
  ])('%s', (file) => {
    const target = targetOf(revokeIngress, recorded(`ec2/${file}`))
    expect(target.key).toMatch(/^security-group\/[a-z]+-[a-z]+-\d\/sg-[0-9a-f]+$/)
  })

  test('a rule changed in place is left to a person', () => {
    const refusal = revokeIngress.target(recorded('ec2/modify-rule-to-open-postgres'))
    expect(refusal).toMatchObject({ kind: 'refused' })
    expect('why' in refusal && refusal.why).toContain('does not record the former rule')
  })

  test.each([{ groupName: 'web' }, { groupId: '../other' }])('%j names none', (request) => {
    const event = authorized({ groupId: null, ...request })
    expect(revokeIngress.target(event)).toMatchObject({ kind: 'refused' })
  })
})

describe('what the call added, where the record has no ids', () => {
  const world = rule('sgr-1')
  test.each<[string, JsonObject, IngressRule]>([
    ['IPv4', item({ ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } }), world],
    [
      'ports as text',
      item({ ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } }, { fromPort: '22', toPort: '22' }),
      world,
    ],
    [
      'a host in its network',
      item({ ipRanges: { items: [{ cidrIp: '10.1.2.3/8' }] } }),
      rule('sgr-1', { peer: { kind: 'ipv4', cidr: '10.0.0.0/8' } }),
    ],
    [
      'IPv6, written long',
      item({ ipv6Ranges: { items: [{ cidrIpv6: '2001:DB8:0:0::1/32' }] } }),
      rule('sgr-1', { peer: { kind: 'ipv6', cidr: '2001:db8::/32' } }),
    ],
    [
      'a prefix list',
      item({ prefixListIds: { items: [{ prefixListId: 'pl-1' }] } }),
      rule('sgr-1', { peer: { kind: 'prefix-list', id: 'pl-1' } }),
    ],
    [
      'a group',
      item({ groups: { items: [{ groupId: 'sg-2' }] } }),
      rule('sgr-1', { peer: { kind: 'group', id: 'sg-2', account: '111122223333' } }),
    ],
    [
      'a protocol by its number',
      {
        ipPermissions: {
          items: [
            {
              ipProtocol: '6',
              fromPort: 22,
              toPort: 22,
              ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] },
            },
          ],
        },
      },
      world,
    ],
    [
      'everything',
      {
        ipPermissions: {
          items: [{ ipProtocol: '-1', ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } }],
        },
      },
      rule('sgr-1', { protocol: '-1', fromPort: -1, toPort: -1 }),
    ],
    [
      'the flat form',
      { ipProtocol: 'tcp', fromPort: 22, toPort: 22, cidrIp: '0.0.0.0/0', ipPermissions: {} },
      world,
    ],
  ])('%s', (_, request, stands) => {
    const others = [
      rule('sgr-2', { fromPort: 443, toPort: 443 }),
      rule('sgr-3', { peer: { kind: 'ipv4', cidr: '10.0.0.0/16' } }),
    ]
    const answer = planFor(
      revokeIngress,
      authorized(request),
      null,
      ingressFacets([stands, ...others]),
    )
    expect(answer).toMatchObject({
      steps: [
        {
          call: 'ec2:RevokeSecurityGroupIngress',
          input: { region: 'eu-west-1', GroupId: 'sg-0a1b', SecurityGroupRuleIds: ['sgr-1'] },
        },
      ],
    })
  })

  test('a group called by its name cannot be told, and that is said', () => {
    const request = {
      ipPermissions: {
        items: [
          {
            ipProtocol: 'tcp',
            fromPort: 22,
            toPort: 22,
            ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] },
            groups: { items: [{ groupName: 'web' }] },
          },
        ],
      },
    }
    const answer = planFor(revokeIngress, authorized(request), null, ingressFacets([world]))
    expect(isNoPlan(answer) || answer.remains.join(' ')).toContain('identified only by name')
  })
})

describe('what was done since', () => {
  const [mine, other] = [rule('sgr-1'), rule('sgr-2', { fromPort: 3389, toPort: 3389 })]
  const event = authorized({}, [mine, other])

  test('the permissions that still stand are taken out', () => {
    const answer = planFor(revokeIngress, event, null, ingressFacets([mine]))
    expect(answer).toMatchObject({ found: { 'tcp 22 from 0.0.0.0/0': expect.any(String) } })
    expect(isNoPlan(answer) || answer.notes[0]).toContain('1 of the permissions')
  })

  test('the same permission, added again by somebody, is theirs', () => {
    const again = [rule('sgr-8'), rule('sgr-9', { fromPort: 3389, toPort: 3389 })]
    expect(calls(planFor(revokeIngress, event, null, ingressFacets(again)))).toEqual([
      'unsettled: security group sg-0a1b in eu-west-1 no longer has any of the permissions that the call added',
    ])
  })
})

/** EC2, as far as these calls go. */
function apply(rules: readonly IngressRule[], steps: readonly Step[]): readonly IngressRule[] {
  let live = rules
  for (const [index, { call, input }] of steps.entries()) {
    if (call === 'ec2:RevokeSecurityGroupIngress') {
      const ids = input.SecurityGroupRuleIds as readonly string[]
      live = live.filter(({ id }) => !ids.includes(id))
    } else {
      const permissions = input.IpPermissions as readonly JsonObject[]
      const added = permissions.map((each, at) => ruleFrom(each, `sgr-new-${index}-${at}`))
      live = [...live, ...added]
    }
  }
  return live
}

function ruleFrom(permission: JsonObject, id: string): IngressRule {
  const first = (name: string) => (permission[name] as readonly JsonObject[] | undefined)?.[0]
  const [v4, v6, list, group] = ['IpRanges', 'Ipv6Ranges', 'PrefixListIds', 'UserIdGroupPairs'].map(
    first,
  )
  const peer: Peer =
    v4 !== undefined
      ? { kind: 'ipv4', cidr: String(v4.CidrIp) }
      : v6 !== undefined
        ? { kind: 'ipv6', cidr: String(v6.CidrIpv6) }
        : list !== undefined
          ? { kind: 'prefix-list', id: String(list.PrefixListId) }
          : { kind: 'group', id: String(group?.GroupId), account: String(group?.UserId) }
  const { Description } = v4 ?? v6 ?? list ?? group ?? {}
  return {
    id,
    protocol: String(permission.IpProtocol),
    fromPort: Number(permission.FromPort ?? -1),
    toPort: Number(permission.ToPort ?? -1),
    peer,
    ...(Description === undefined ? {} : { description: String(Description) }),
  }
}

const withoutIds = (facets: Facets) =>
  Object.fromEntries(
    Object.entries(facets).map(([name, value]) => [name, { ...JSON.parse(value ?? '{}'), id: '' }]),
  )

const peers = fc.oneof(
  fc
    .constantFrom('0.0.0.0/0', '10.0.0.0/8', '192.0.2.7/32')
    .map((cidr): Peer => ({ kind: 'ipv4', cidr })),
  fc.constantFrom('::/0', '2001:db8::/32').map((cidr): Peer => ({ kind: 'ipv6', cidr })),
  fc.constantFrom('pl-1', 'pl-2').map((id): Peer => ({ kind: 'prefix-list', id })),
  fc
    .constantFrom('sg-1', 'sg-2')
    .map((id): Peer => ({ kind: 'group', id, account: '111122223333' })),
)

const ports = fc.constantFrom(
  { protocol: 'tcp', fromPort: 22, toPort: 22 },
  { protocol: 'udp', fromPort: 0, toPort: 65_535 },
  { protocol: 'icmp', fromPort: -1, toPort: -1 },
  { protocol: '-1', fromPort: -1, toPort: -1 },
  { protocol: '50', fromPort: -1, toPort: -1 },
)

const ruleSets = fc
  .uniqueArray(
    fc.record({
      ports,
      peer: peers,
      isMine: fc.boolean(),
      description: fc.option(fc.string(), { nil: undefined }),
    }),
    {
      selector: ({ ports, peer }) => JSON.stringify([ports, peer]),
      maxLength: 12,
    },
  )
  .map((all) =>
    all.map(({ ports, peer, isMine, description }, at) => ({
      isMine,
      rule: {
        id: `sgr-${at}`,
        ...ports,
        peer,
        ...(description === undefined ? {} : { description }),
      },
    })),
  )

test('whatever is added: it alone goes, and an undo brings it back as it was', () => {
  void fc.assert(
    fc.property(ruleSets, (all) => {
      const attacked = all.map(({ rule }) => rule)
      const mine = all.filter(({ isMine }) => isMine).map(({ rule }) => rule)
      fc.pre(mine.length > 0)
      const event = authorized({}, mine)
      const plan = planFor(revokeIngress, event, null, ingressFacets(attacked))
      if (isNoPlan(plan)) throw new Error(plan.why)
      const answered = apply(attacked, plan.steps)
      expect(answered).toEqual(all.filter(({ isMine }) => !isMine).map(({ rule }) => rule))
      const of = targetOf(revokeIngress, event)
      const back = revokeIngress.steps(of, ingressFacets(answered), plan.found)
      if (isNoPlan(back)) throw new Error(back.why)
      expect(withoutIds(ingressFacets(apply(answered, back)))).toEqual(
        withoutIds(ingressFacets(attacked)),
      )
    }),
    probe('respond/revoke-ingress/rule-sets', { short: 100, long: 20_000 }),
  )
})
