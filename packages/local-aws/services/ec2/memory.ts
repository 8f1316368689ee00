/** Stores the security groups of a region of an account, and its default VPC. */
import type { Tag } from '@aws-sdk/client-ec2'
import { type Cloud, perCloud, type Region } from '../../accounts.ts'
import { attachMemory } from '../../attached.ts'
import type { OperationsOf } from '../../call.ts'

export type Ec2Operations = OperationsOf<typeof import('@aws-sdk/client-ec2')>

export interface Ec2Memory {
  readonly vpcId: string
  readonly groups: Map<string, SecurityGroup>
}

export interface SecurityGroup {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly vpcId: string
  readonly tags: readonly Tag[]
  /** Rules by id, in the order of adding. */
  readonly rules: Map<string, Rule>
}

export interface Rule {
  readonly id: string
  readonly isEgress: boolean
  /** `tcp`, `udp`, `icmp`, `icmpv6`, another number as text, or `-1` for all. */
  readonly protocol: string
  readonly fromPort: number
  readonly toPort: number
  readonly peer: Peer
  readonly description?: string
}

export type Peer =
  | { readonly kind: 'ipv4'; readonly cidr: string }
  | { readonly kind: 'ipv6'; readonly cidr: string }
  | { readonly kind: 'prefixList'; readonly id: string }
  | { readonly kind: 'group'; readonly id: string; readonly accountId: string }

/**
 * The memory of a region. A new region has a default VPC with its default group, which allows
 * traffic in from itself and out to everywhere.
 */
export const ec2In = (cloud: Cloud, region: Region): Ec2Memory => memories(cloud)(region)

const memories = perCloud((cloud) =>
  attachMemory((region: Region): Ec2Memory => {
    const vpcId = `vpc-${cloud.ids.hex(17)}`
    const id = `sg-${cloud.ids.hex(17)}`
    const all = { protocol: '-1', fromPort: -1, toPort: -1 }
    const rules: Rule[] = [
      {
        ...all,
        id: newRuleId(cloud),
        isEgress: false,
        peer: { kind: 'group', id, accountId: region.account.id },
      },
      everywhere(cloud),
    ]
    const group: SecurityGroup = {
      id,
      name: 'default',
      description: 'default VPC security group',
      vpcId,
      tags: [],
      rules: new Map(rules.map((rule) => [rule.id, rule])),
    }
    return { vpcId, groups: new Map([[id, group]]) }
  }),
)

export const newRuleId = (cloud: Cloud): string => `sgr-${cloud.ids.hex(17)}`

/** The rule that every new group has. */
export const everywhere = (cloud: Cloud): Rule => ({
  id: newRuleId(cloud),
  isEgress: true,
  protocol: '-1',
  fromPort: -1,
  toPort: -1,
  peer: { kind: 'ipv4', cidr: '0.0.0.0/0' },
})
