/**
 * The CloudFormation template of a member of a hub, for a StackSet over all of its regions: the rules
 * that the hub has for itself, with the hub's bus for their target, and a heartbeat.
 *
 * One template serves every region of every account, because a StackSet has one, and the hub cannot
 * know which regions those are: what differs is conditioned on the region that global services are
 * seen in, and what IAM has once for an account on the region that is deployed to first.
 */
import { globalRegionOf } from '../aws/regions.ts'
import type { JsonObject } from '../ir/json.ts'
import { heartbeatRule } from './heartbeat.ts'
import type { MemberRulePlan } from './manifest/event-rules.ts'
import type { Manifest } from './manifest.ts'
import { forwardRole, heartbeat, here, ruleResource } from './member-template/resources.ts'
import { undelivered } from './member-template/undelivered.ts'
import { fingerprint } from './names.ts'

export interface MemberTemplate extends JsonObject {
  readonly Resources: JsonObject
}

export function memberTemplate(manifest: Manifest): MemberTemplate {
  const { prefix, home, account, partition, memberRules = [] } = manifest
  const isGlobal = { 'Fn::Equals': [here, globalRegionOf(partition)] }
  const used = (where: MemberRulePlan['stands']) =>
    memberRules.some(({ stands }) => stands === where)
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Tripline: sends the events of this account to the hub ${account}`,
    Parameters: {
      HomeBusArn: {
        Type: 'String',
        Description: 'The bus of the hub',
        Default: `arn:${partition}:events:${home}:${account}:event-bus/${prefix}`,
        AllowedPattern: '^arn:aws[a-z-]*:events:[a-z0-9-]+:[0-9]{12}:event-bus/.+$',
      },
      MainRegion: {
        Type: 'String',
        Description: 'Where the roles are made; deploy to this region first',
        Default: globalRegionOf(partition),
      },
    },
    Conditions: {
      IsMainRegion: { 'Fn::Equals': [here, { Ref: 'MainRegion' }] },
      ...(used('in the global region') ? { IsGlobalRegion: isGlobal } : {}),
      ...(used('in other regions') ? { IsOtherRegion: { 'Fn::Not': [isGlobal] } } : {}),
    },
    Resources: {
      ForwardRole: forwardRole(prefix),
      ...undelivered(prefix),
      ...heartbeat(manifest, heartbeatRule(manifest)),
      ...Object.fromEntries(
        memberRules.map((rule) => [
          idOf(rule),
          ruleResource(prefix, rule, conditions[rule.stands]),
        ]),
      ),
    },
  }
}

const conditions = {
  everywhere: undefined,
  'in the global region': 'IsGlobalRegion',
  'in other regions': 'IsOtherRegion',
} as const satisfies Record<MemberRulePlan['stands'], string | undefined>

/** The logical id: of the name and what is asked, as other regions may ask otherwise under it. */
const idOf = ({ name, state, pattern }: MemberRulePlan): string =>
  `Rule${name.replaceAll(/[^a-zA-Z0-9]/g, '')}${fingerprint(`${name} ${state} ${pattern}`).slice(0, 8)}`
