/** What security groups let in, in any region: read, taken out and put back. */
import {
  AuthorizeSecurityGroupIngressCommand,
  type AuthorizeSecurityGroupIngressCommandInput,
  DescribeSecurityGroupRulesCommand,
  EC2Client,
  RevokeSecurityGroupIngressCommand,
  type RevokeSecurityGroupIngressCommandInput,
  type SecurityGroupRule,
} from '@aws-sdk/client-ec2'
import type { Surroundings } from '../../src/respond/contract/ports.ts'
import type { Facets, Step, Target } from '../../src/respond/contract/responder.ts'
import { ingressFacets } from '../../src/respond/responders/revoke-ingress/facets.ts'
import type { IngressRule, Peer } from '../../src/respond/responders/revoke-ingress/permission.ts'
import { groupOf } from '../../src/respond/responders/revoke-ingress/target.ts'
import { refusedOr } from '../support/refused.ts'
import { regional } from '../support/regional.ts'

export interface Ec2Config {
  readonly client: (region: string) => EC2Client
  readonly signal: () => AbortSignal
}

/** Throttled calls are tried again, at growing distances, for some seconds. */
const maxAttempts = 8

export const ec2Client = regional((region) => new EC2Client({ region, maxAttempts }))

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
const passing = ['InternalError', 'Unavailable', 'RequestResourceCountExceeded']

/** What a call is answered that was made before: whether it is so shows what stands afterwards. */
const madeBefore = [
  'InvalidPermission.NotFound',
  'InvalidSecurityGroupRuleId.NotFound',
  'InvalidPermission.Duplicate',
]

export const ingress = (config: Ec2Config): Surroundings<null> => ({
  live: (target) => readIngress(target, config),
  past: async () => null,
  execute: async (step) => {
    try {
      await make(step, config)
    } catch (error) {
      if (error instanceof Error && madeBefore.includes(error.name)) return
      throw refusedOr(error, passing)
    }
  },
})

async function make({ call, input }: Step, { client, signal }: Ec2Config): Promise<void> {
  const { region, ...request } = input
  const ec2 = client(String(region))
  const options = { abortSignal: signal() }
  switch (call) {
    case 'ec2:RevokeSecurityGroupIngress': {
      const revoke = request as unknown as RevokeSecurityGroupIngressCommandInput
      await ec2.send(new RevokeSecurityGroupIngressCommand(revoke), options)
      return
    }
    case 'ec2:AuthorizeSecurityGroupIngress': {
      const authorize = request as unknown as AuthorizeSecurityGroupIngressCommandInput
      await ec2.send(new AuthorizeSecurityGroupIngressCommand(authorize), options)
      return
    }
    default:
      throw new Error(`no step is called ${call}`)
  }
}

/** None where the group does not exist. */
async function readIngress(target: Target, { client, signal }: Ec2Config): Promise<Facets> {
  const { region, group } = groupOf(target)
  const rules: IngressRule[] = []
  let NextToken: string | undefined
  do {
    const command = new DescribeSecurityGroupRulesCommand({
      Filters: [{ Name: 'group-id', Values: [group] }],
      MaxResults: 1000,
      NextToken,
    })
    const page = await client(region).send(command, { abortSignal: signal() })
    for (const rule of page.SecurityGroupRules ?? []) {
      const peer = peerOf(rule)
      if (rule.IsEgress || rule.GroupId !== group || peer === undefined) continue
      rules.push(ruleOf(rule, peer))
    }
    NextToken = page.NextToken
  } while (NextToken !== undefined)
  return ingressFacets(rules)
}

const ruleOf = (rule: SecurityGroupRule, peer: Peer): IngressRule => ({
  id: rule.SecurityGroupRuleId ?? '',
  protocol: rule.IpProtocol ?? '-1',
  fromPort: rule.FromPort ?? -1,
  toPort: rule.ToPort ?? -1,
  peer,
  ...(rule.Description === undefined ? {} : { description: rule.Description }),
})

function peerOf(rule: SecurityGroupRule): Peer | undefined {
  const { CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupInfo: group } = rule
  if (CidrIpv4 !== undefined) return { kind: 'ipv4', cidr: CidrIpv4 }
  if (CidrIpv6 !== undefined) return { kind: 'ipv6', cidr: CidrIpv6 }
  if (PrefixListId !== undefined) return { kind: 'prefix-list', id: PrefixListId }
  if (group?.GroupId === undefined) return undefined
  const { GroupId: id, UserId: account = '', VpcPeeringConnectionId: peering } = group
  return { kind: 'group', id, account, ...(peering === undefined ? {} : { peering }) }
}
