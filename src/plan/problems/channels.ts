/** Problems of channels and their subscribers: alerts that would reach nobody. */
import { error, inConfig, inRule, type PlanPlace, type PlanProblem, warning } from './problem.ts'

export const unheardChannel = (name: string): PlanProblem =>
  error(
    'unheard-channel',
    `nobody listens to the channel \`${name}\``,
    'subscribe somebody: `subscribe: [security@example.com]`; or write `subscribe: elsewhere` where that is done by other means',
    inConfig('channels', name),
  )

export const unheardHealth = (): PlanProblem =>
  error(
    'unheard-channel',
    'nobody would hear that the alerting itself is broken',
    'say who does: `health: { subscribe: [security@example.com] }`',
    inConfig('health'),
  )

export const subscribedExisting = (...keys: string[]): PlanProblem =>
  error(
    'bad-value',
    '`subscribe` is for topics that are made here, and this one exists',
    'subscribe to it where it is made, and leave `subscribe` out',
    inConfig(...keys, 'subscribe'),
  )

export const foreignTopic = (arn: string, home: string, at: PlanPlace): PlanProblem =>
  error(
    'bad-value',
    `\`${arn}\` is no SNS topic in the home region \`${home}\``,
    `write \`arn:aws:sns:${home}:111122223333:name\`, or leave \`topic\` out to have one made`,
    at,
  )

export const foreignListener = (arn: string, partition: string, at: PlanPlace): PlanProblem =>
  error(
    'bad-value',
    `\`${arn}\` is nothing in the partition ${partition} that SNS delivers to`,
    `write \`arn:${partition}:sqs:eu-west-1:111122223333:name\`, or the ARN of a function or a delivery stream`,
    at,
  )

export const reservedChannel = (name: string): PlanProblem =>
  error(
    'bad-value',
    `a channel cannot be called \`${name}\`: a topic of Tripline itself is`,
    'call it otherwise',
    inConfig('channels', name),
  )

export const noChannels = (): PlanProblem =>
  error(
    'missing-key',
    'tripline.yaml needs `channels`, or no alert reaches anybody',
    'define one: `channels: { oncall: { subscribe: [security@example.com] } }`',
    inConfig(),
  )

export const unreachedChannel = (name: string): PlanProblem =>
  warning(
    'unreached-channel',
    `no rule sends anything to the channel \`${name}\``,
    'lower its `severity`, name it in the `notify` of a rule, or leave it out',
    inConfig('channels', name),
  )

export const unnotifiedRule = (rule: string, severity: string): PlanProblem =>
  error(
    'unnotified-rule',
    `alerts of this rule reach nobody: no channel takes the severity \`${severity}\``,
    'name a channel in `notify`, or let one take this severity',
    inRule(rule),
  )
