/**
 * The CloudFormation template of a member of a hub, for a StackSet over all of its regions: the
 * hub's own rules with the hub's bus as target, and a heartbeat.
 *
 * A StackSet has one template for every region of every account, and the hub does not know those
 * regions. So the template uses two conditions: resources for events of global services exist in
 * the global region only, and IAM resources, which an account has once, exist in the region that is
 * deployed first.
 */
import { globalRegionOf } from '../aws/regions.ts'
import type { JsonObject } from '../ir/json.ts'
import { heartbeatRule } from './heartbeat.ts'
import type { MemberRulePlan } from './manifest/event-rules.ts'
import type { Manifest } from './manifest.ts'
import { forwardRole, heartbeat, here, ruleResource } from './member-template/resources.ts'
import { undeliveredResources } from './member-template/undelivered.ts'
import { fingerprint } from './names.ts'

/** A CloudFormation template. */
export interface MemberTemplate extends JsonObject {
  readonly Resources: JsonObject
}

/** The template for the members of a hub, given the plan of the hub. */
export function memberTemplate(manifest: Manifest): MemberTemplate {
  const { prefix, home, account, partition, memberRules = [] } = manifest
  const isGlobal = { 'Fn::Equals': [here, globalRegionOf(partition)] }
  const used = (location: MemberRulePlan['deployedIn']) =>
    memberRules.some(({ deployedIn }) => deployedIn === location)
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Tripline: forwards the events of this account to the hub ${account}`,
    Parameters: {
      HomeBusArn: {
        Type: 'String',
        Description: 'The bus of the hub',
        Default: `arn:${partition}:events:${home}:${account}:event-bus/${prefix}`,
        AllowedPattern: '^arn:aws[a-z-]*:events:[a-z0-9-]+:[0-9]{12}:event-bus/.+$',
      },
      MainRegion: {
        Type: 'String',
        Description: 'The region in which the roles are created. Deploy to this region first.',
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
      ...undeliveredResources(prefix),
      ...heartbeat(manifest, heartbeatRule(manifest)),
      ...Object.fromEntries(
        memberRules.map((rule) => [
          idOf(rule),
          ruleResource(prefix, rule, conditions[rule.deployedIn]),
        ]),
      ),
    },
  }
}

const conditions = {
  everywhere: undefined,
  'in the global region': 'IsGlobalRegion',
  'in other regions': 'IsOtherRegion',
} as const satisfies Record<MemberRulePlan['deployedIn'], string | undefined>

/**
 * The logical id. It covers name, state and pattern, because other regions may have another pattern
 * under the same name.
 */
const idOf = ({ name, state, pattern }: MemberRulePlan): string =>
  `Rule${name.replaceAll(/[^a-zA-Z0-9]/g, '')}${fingerprint(`${name} ${state} ${pattern}`).slice(0, 8)}`
