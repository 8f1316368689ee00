/**
 * The home bus, the accounts that may send to it, and its rules. `src/plan/home-rules.ts` decides
 * which rules these are.
 */
import * as aws from '@pulumi/aws'
import { topicArn } from '../src/plan/arns.ts'
import { busPolicyOf } from '../src/plan/bus.ts'
import { alarmSentence, homeRules } from '../src/plan/home-rules.ts'
import type { Manifest } from '../src/plan/manifest.ts'
import { policy } from '../src/plan/policy/statement.ts'
import { queuesOf } from '../src/plan/queues.ts'
import { healthRole } from '../src/plan/roles.ts'
import type { Queues } from './queues.ts'
import { makeRole } from './roles.ts'
import { type Topics, topicAt } from './topics.ts'

/** Creates the home bus. The bus of a hub accepts events of its members. */
export function makeBus(manifest: Manifest): aws.cloudwatch.EventBus {
  const bus = new aws.cloudwatch.EventBus('bus', { region: manifest.home, name: manifest.prefix })
  const statements = busPolicyOf(manifest)
  if (statements.length > 0) {
    new aws.cloudwatch.EventBusPolicy('bus-policy', {
      region: manifest.home,
      eventBusName: bus.name,
      policy: policy(statements),
    })
  }
  return bus
}

/** The rules of the home bus. Their targets are the queues of functions, and the health topic. */
export function makeHomeRules(
  manifest: Manifest,
  bus: aws.cloudwatch.EventBus,
  topics: Topics,
  queues: Queues,
  undelivered: ReadonlyMap<string, aws.sqs.Queue>,
): void {
  const { home: region } = manifest
  const dead = undelivered.get(region)
  const queuesByName = new Map(
    queuesOf(manifest).map(({ name, feeds }) => [name, queues.get(feeds)]),
  )
  const queueArnOf = (name: string) => {
    const queue = queuesByName.get(name)
    if (queue === undefined) throw new Error(`a home rule has no queue ${name}`)
    return queue.arn
  }
  for (const { name, state, pattern, queue, input } of homeRules(manifest)) {
    const rule = new aws.cloudwatch.EventRule(
      `home-${name}`,
      {
        region,
        name: `${manifest.prefix}-${name}`,
        eventBusName: bus.name,
        eventPattern: pattern,
        state,
      },
      { deleteBeforeReplace: true },
    )
    new aws.cloudwatch.EventTarget(
      `home-${name}-target`,
      {
        region,
        rule: rule.name,
        eventBusName: bus.name,
        targetId: name,
        retryPolicy: maxRetries,
        ...(dead === undefined ? {} : { deadLetterConfig: { arn: dead.arn } }),
        ...(queue === undefined ? toPeople(manifest, topics) : { arn: queueArnOf(queue) }),
        ...(input === undefined
          ? {}
          : {
              inputTransformer: { inputPaths: { ...input.paths }, inputTemplate: input.template },
            }),
      },
      { deleteBeforeReplace: true },
    )
  }
}

const toPeople = (manifest: Manifest, topics: Topics) => ({
  arn: topicAt(topics, topicArn(manifest, manifest.home, manifest.health.topic)),
  ...(manifest.health.topic.kind === 'existing'
    ? { roleArn: makeRole('role-health', healthRole(manifest, manifest.health.topic.arn)).arn }
    : {}),
  inputTransformer: { inputPaths: alarmSentence.paths, inputTemplate: alarmSentence.template },
})

/**
 * Retries for a day, the maximum of EventBridge.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
 */
export const maxRetries = { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 }
