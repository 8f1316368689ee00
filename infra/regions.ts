/**
 * Every region with rules: the packed rules on its default bus, each with one target, the home bus.
 * Only one hop from bus to bus is delivered, so a region never goes through another one.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
import * as aws from '@pulumi/aws'
import { alarmRules } from '../src/plan/home-rules.ts'
import type { EventRulePlan, Manifest } from '../src/plan/manifest.ts'
import { longest } from './bus.ts'
import type { Role } from './roles.ts'
import type { Arn } from './topics.ts'

interface Way {
  readonly bus: Arn
  readonly role: Role
  readonly undelivered: ReadonlyMap<string, aws.sqs.Queue>
}

export function makeRegions(manifest: Manifest, way: Way): void {
  for (const rule of manifest.eventRules) forward(rule, way, heartbeatOptions(manifest, rule))
  for (const rule of alarmRules(manifest)) forward(rule, way, {})
}

/** The heartbeat tags its rule with a new value each time; a deployment must not take it for drift. */
const heartbeatOptions = ({ prefix }: Manifest, { name }: EventRulePlan) =>
  name === `${prefix}-heartbeat` ? { ignoreChanges: ['tags', 'tagsAll'] } : {}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
const maxDescription = 512

function forward(
  plan: EventRulePlan,
  { bus, role, undelivered }: Way,
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
      arn: bus,
      roleArn: role.arn,
      retryPolicy: longest,
      ...(dead === undefined ? {} : { deadLetterConfig: { arn: dead.arn } }),
    },
    { deleteBeforeReplace: true, dependsOn: [role.policy] },
  )
}
