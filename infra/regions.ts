/**
 * Every region with rules: the packed rules on its default bus, each with one target, the home bus.
 * Only one hop from bus to bus is delivered, so a region never goes through another one.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
import * as aws from '@pulumi/aws'
import { heartbeatRule } from '../src/plan/heartbeat.ts'
import { forwardedRules } from '../src/plan/home-rules.ts'
import type { EventRulePlan } from '../src/plan/manifest/event-rules.ts'
import type { Manifest } from '../src/plan/manifest.ts'
import { longest } from './bus.ts'
import type { Role } from './roles.ts'
import type { Arn } from './topics.ts'

/** What the rules of a region send to, and with what. */
interface HomeBus {
  readonly arn: Arn
  readonly role: Role
  readonly undelivered: ReadonlyMap<string, aws.sqs.Queue>
}

export function makeRegions(manifest: Manifest, bus: HomeBus): void {
  for (const rule of forwardedRules(manifest)) forward(rule, bus, heartbeatOptions(manifest, rule))
}

/** The heartbeat tags its rule with a new value each time; a deployment must not take it for drift. */
const heartbeatOptions = (manifest: Manifest, { name }: EventRulePlan) =>
  name === heartbeatRule(manifest).name ? { ignoreChanges: ['tags', 'tagsAll'] } : {}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
const maxDescription = 512

function forward(
  plan: EventRulePlan,
  { arn, role, undelivered }: HomeBus,
  options: { readonly ignoreChanges?: string[] },
): void {
  const { name, region } = plan
  const id = `${region}-${name}`
  const rule = new aws.cloudwatch.EventRule(
    `rule-${id}`,
    {
      region,
      name,
      description: plan.why.slice(0, maxDescription),
      state: plan.state,
      eventPattern: plan.pattern,
    },
    { deleteBeforeReplace: true, ...options },
  )
  const dead = undelivered.get(region)
  new aws.cloudwatch.EventTarget(
    `target-${id}`,
    {
      region,
      rule: rule.name,
      targetId: 'home',
      arn,
      roleArn: role.arn,
      retryPolicy: longest,
      ...(dead === undefined ? {} : { deadLetterConfig: { arn: dead.arn } }),
    },
    { deleteBeforeReplace: true, dependsOn: [role.policy] },
  )
}
