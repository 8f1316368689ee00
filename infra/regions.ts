/**
 * Every region with rules. The packed rules are on its default bus, and each has one target, the
 * home bus. EventBridge delivers only one hop from bus to bus, so a region never forwards through
 * another one.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
import * as aws from '@pulumi/aws'
import { heartbeatRule } from '../src/plan/heartbeat.ts'
import { forwardedRules } from '../src/plan/home-rules.ts'
import type { EventRulePlan } from '../src/plan/manifest/event-rules.ts'
import type { Manifest } from '../src/plan/manifest.ts'
import { maxRetries } from './bus.ts'
import type { Role } from './roles.ts'
import type { Arn } from './topics.ts'

/** The target of the rules of a region, with the role and the dead-letter queues for it. */
interface HomeBus {
  readonly arn: Arn
  readonly role: Role
  readonly undelivered: ReadonlyMap<string, aws.sqs.Queue>
}

/** Creates the rules of the default buses of all regions, with the home bus as target. */
export function makeRegions(manifest: Manifest, bus: HomeBus): void {
  for (const rule of forwardedRules(manifest)) forward(rule, bus, heartbeatOptions(manifest, rule))
}

/**
 * The heartbeat tags its rule with a new value each time. A deployment must not treat that as
 * drift.
 */
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
      retryPolicy: maxRetries,
      ...(dead === undefined ? {} : { deadLetterConfig: { arn: dead.arn } }),
    },
    { deleteBeforeReplace: true, dependsOn: [role.policy] },
  )
}
