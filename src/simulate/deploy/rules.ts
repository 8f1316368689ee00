/**
 * The home bus with its rules, and the packed rules of every region, each with the home bus as
 * target.
 */
import {
  CreateEventBusCommand,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from '@aws-sdk/client-eventbridge'
import { busArn, queueArn, roleArn, topicArn, undeliveredArn } from '../../plan/arns.ts'
import { busPolicyOf } from '../../plan/bus.ts'
import { alarmSentence, forwardedRules, homeRules } from '../../plan/home-rules.ts'
import type { EventRulePlan } from '../../plan/manifest/event-rules.ts'
import type { Manifest } from '../../plan/manifest.ts'
import { policy } from '../../plan/policy/statement.ts'
import type { DeploymentContext } from './context.ts'

/** Creates the home bus with its rules. */
export async function makeHomeBus(context: DeploymentContext): Promise<void> {
  const { clients, manifest } = context
  const { home: region, prefix } = manifest
  const events = clients.in('events', region)
  await events.send(new CreateEventBusCommand({ Name: prefix }))
  const statements = busPolicyOf(manifest)
  if (statements.length > 0)
    await events.send(
      new PutPermissionCommand({ EventBusName: prefix, Policy: policy(statements) }),
    )
  for (const { name, state, pattern, queue, input } of homeRules(manifest)) {
    const rule = { region, name: `${prefix}-${name}`, state, pattern }
    const target = queue === undefined ? people(manifest) : { Arn: queueArn(manifest, queue) }
    const transformed =
      input === undefined
        ? {}
        : {
            InputTransformer: { InputPathsMap: { ...input.paths }, InputTemplate: input.template },
          }
    await put(context, prefix, rule, { Id: name, ...target, ...transformed })
  }
}

const people = (manifest: Manifest): Omit<Target, 'Id'> => ({
  Arn: topicArn(manifest, manifest.home, manifest.health.topic),
  ...(manifest.health.topic.kind === 'existing' ? { RoleArn: roleArn(manifest, 'health') } : {}),
  InputTransformer: {
    InputPathsMap: alarmSentence.paths,
    InputTemplate: alarmSentence.template,
  },
})

async function put(
  { clients, manifest }: DeploymentContext,
  bus: string,
  { region, name, state, pattern }: Pick<EventRulePlan, 'region' | 'name' | 'state' | 'pattern'>,
  target: Target,
): Promise<void> {
  const client = clients.in('events', region)
  await client.send(
    new PutRuleCommand({ Name: name, EventBusName: bus, EventPattern: pattern, State: state }),
  )
  const Arn = undeliveredArn(manifest, region)
  await client.send(
    new PutTargetsCommand({
      Rule: name,
      EventBusName: bus,
      Targets: [{ ...target, DeadLetterConfig: { Arn } }],
    }),
  )
}

/**
 * Makes the rules of default buses. This is last, so that nothing is forwarded before the home bus
 * has its rules and queues.
 */
export async function makeRegionalRules(context: DeploymentContext): Promise<void> {
  const { manifest } = context
  const target = { Id: 'home', Arn: busArn(manifest), RoleArn: roleArn(manifest, 'forward') }
  for (const rule of forwardedRules(manifest)) await put(context, 'default', rule, target)
}
