/** Reads, revokes and restores the ingress rules of security groups, in any region. */
import {
  AuthorizeSecurityGroupIngressCommand,
  DescribeSecurityGroupRulesCommand,
  EC2Client,
  RevokeSecurityGroupIngressCommand,
  type SecurityGroupRule,
} from '@aws-sdk/client-ec2'
import type { Surroundings } from '../../src/respond/contract/ports.ts'
import type { Facets, Target } from '../../src/respond/contract/responder.ts'
import { ingressFacets } from '../../src/respond/responders/revoke-ingress/facets.ts'
import type { IngressRule, Peer } from '../../src/respond/responders/revoke-ingress/permission.ts'
import { groupOf } from '../../src/respond/responders/revoke-ingress/target.ts'
import type { InTime } from '../support/invocation.ts'
import { maxAttempts } from './attempts.ts'
import { executor } from './calls.ts'
import { allPages } from './pages.ts'
import { regional } from './regional.ts'

const ec2 = regional((region) => new EC2Client({ region, maxAttempts }))

const commands = {
  'ec2:RevokeSecurityGroupIngress': RevokeSecurityGroupIngressCommand,
  'ec2:AuthorizeSecurityGroupIngress': AuthorizeSecurityGroupIngressCommand,
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
const passing = ['InternalError', 'Unavailable', 'RequestResourceCountExceeded']

const madeBefore = [
  'InvalidPermission.NotFound',
  'InvalidSecurityGroupRuleId.NotFound',
  'InvalidPermission.Duplicate',
]

export const ingress = (clock: InTime): Surroundings<null> => ({
  live: (target) => readIngress(target, clock),
  past: async () => null,
  execute: executor(ec2, commands, clock, { passing: () => passing, madeBefore }),
})

/** The group's rules; empty where the group does not exist. */
async function readIngress(target: Target, { signal }: InTime): Promise<Facets> {
  const { region, group } = groupOf(target)
  const rules = await allPages(async (NextToken) => {
    const command = new DescribeSecurityGroupRulesCommand({
      Filters: [{ Name: 'group-id', Values: [group] }],
      MaxResults: 1000,
      NextToken,
    })
    const page = await ec2(region).send(command, { abortSignal: signal() })
    return { items: page.SecurityGroupRules, next: page.NextToken }
  })
  const ingress = rules.filter(({ IsEgress, GroupId }) => !IsEgress && GroupId === group)
  return ingressFacets(ingress.flatMap(ruleOf))
}

/** Empty for a rule whose peer is of an unknown kind. */
function ruleOf(rule: SecurityGroupRule): readonly IngressRule[] {
  const peer = peerOf(rule)
  if (peer === undefined) return []
  const { SecurityGroupRuleId: id = '', IpProtocol: protocol = '-1', Description } = rule
  const { FromPort: fromPort = -1, ToPort: toPort = -1 } = rule
  const description = Description === undefined ? {} : { description: Description }
  return [{ id, protocol, fromPort, toPort, peer, ...description }]
}

function peerOf(rule: SecurityGroupRule): Peer | undefined {
  const { CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupInfo: group } = rule
  if (CidrIpv4 !== undefined) return { kind: 'ipv4', cidr: CidrIpv4 }
  if (CidrIpv6 !== undefined) return { kind: 'ipv6', cidr: CidrIpv6 }
  if (PrefixListId !== undefined) return { kind: 'prefix-list', id: PrefixListId }
  if (group?.GroupId === undefined) return undefined
  const { GroupId: id, UserId: account = '', VpcPeeringConnectionId: peering } = group
  return { kind: 'group', id, account, ...(peering === undefined ? {} : { peering }) }
}
