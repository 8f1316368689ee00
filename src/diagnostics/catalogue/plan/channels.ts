/** Problems of channels and their subscribers: alerts that would reach nobody. */
import {
  error,
  inConfig,
  inRule,
  type PlanPlace,
  type PlanProblem,
  warning,
} from '../../plan-problem.ts'

export const unheardChannel = (name: string): PlanProblem =>
  error(
    'unheard-channel',
    `the channel \`${name}\` has no subscribers`,
    'add `subscribe: [security@example.com]`, or write `subscribe: elsewhere` if you subscribe people outside of Tripline',
    inConfig('channels', name),
  )

export const unheardHealth = (): PlanProblem =>
  error(
    'unheard-channel',
    'nobody is notified when Tripline itself stops working',
    'add `health: { subscribe: [security@example.com] }`',
    inConfig('health'),
  )

export const subscribedExisting = (...keys: string[]): PlanProblem =>
  error(
    'bad-value',
    'Tripline does not add subscribers to a topic that already exists',
    'remove `subscribe`, and add the subscribers where the topic is created',
    inConfig(...keys, 'subscribe'),
  )

export const foreignTopic = (arn: string, home: string, at: PlanPlace): PlanProblem =>
  error(
    'bad-value',
    `\`${arn}\` is not an SNS topic in the home region \`${home}\``,
    `write an ARN like \`arn:aws:sns:${home}:111122223333:name\`, or remove \`topic\` to create a new topic`,
    at,
  )

export const foreignListener = (arn: string, partition: string, at: PlanPlace): PlanProblem =>
  error(
    'bad-value',
    `SNS cannot deliver to \`${arn}\``,
    `write the ARN of a queue, a function or a Firehose stream in the partition ${partition}, for example \`arn:${partition}:sqs:eu-west-1:111122223333:name\``,
    at,
  )

export const reservedChannel = (name: string): PlanProblem =>
  error(
    'bad-value',
    `the channel name \`${name}\` is reserved for a topic of Tripline`,
    'rename the channel',
    inConfig('channels', name),
  )

export const noChannels = (): PlanProblem =>
  error(
    'missing-key',
    'tripline.yaml has no `channels`, so alerts reach nobody',
    'add `channels: { oncall: { subscribe: [security@example.com] } }`',
    inConfig(),
  )

export const unreachedChannel = (name: string): PlanProblem =>
  warning(
    'unreached-channel',
    `no rule sends alerts to the channel \`${name}\``,
    'lower the `severity` of the channel, add the channel to `notify` of a rule, or remove the channel',
    inConfig('channels', name),
  )

export const unnotifiedRule = (rule: string, severity: string): PlanProblem =>
  error(
    'unnotified-rule',
    `the alerts of this rule reach nobody: no channel accepts the severity \`${severity}\``,
    'add `notify: [CHANNEL]` to this rule, lower the `severity` of a channel, or raise the severity of this rule',
    inRule(rule),
  )
