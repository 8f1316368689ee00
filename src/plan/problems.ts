/** What is wrong with a plan, before anything is deployed: every sentence that planning says. */

export interface PlanProblem {
  /** A code of the diagnostics. */
  readonly code: PlanCode
  readonly level: 'error' | 'warning'
  /** One sentence, lower-case first letter, no full stop. */
  readonly message: string
  readonly help: string
  readonly at: PlanPlace
}

type PlanCode =
  | 'missing-key'
  | 'bad-value'
  | 'cannot-compile'
  | 'unknown-stage'
  | 'region-not-enabled'
  | 'unheard-channel'
  | 'unreached-channel'
  | 'unnotified-rule'
  | 'unanswered-response'
  | 'missing-log-group'
  | 'bad-hub'
  | 'over-quota'
  | 'needs-data-events'
  | 'needs-network-activity'

/** Keys of tripline.yaml from the top down, or a rule by its id. */
export type PlanPlace =
  | { readonly kind: 'config'; readonly keys: readonly string[] }
  | { readonly kind: 'rule'; readonly rule: string }

export const inConfig = (...keys: string[]): PlanPlace => ({ kind: 'config', keys })
export const inRule = (rule: string): PlanPlace => ({ kind: 'rule', rule })

export const error = (
  code: PlanCode,
  message: string,
  help: string,
  at: PlanPlace,
): PlanProblem => ({
  code,
  level: 'error',
  message,
  help,
  at,
})

export const warning = (...said: Parameters<typeof error>): PlanProblem => ({
  ...error(...said),
  level: 'warning',
})

export const some = (words: readonly string[], limit = 12): string =>
  words.length === 0
    ? 'none'
    : words
        .slice(0, limit)
        .map((word) => `\`${word}\``)
        .join(', ') + (words.length > limit ? ` and ${words.length - limit} more` : '')

export const homeMissing = (): PlanProblem =>
  error(
    'missing-key',
    'tripline.yaml needs `home`',
    'the region where alerts are decided and sent from: `home: eu-west-1`',
    inConfig(),
  )

export const accountsMissing = (stage: string): PlanProblem =>
  error(
    'missing-key',
    'tripline.yaml needs `accounts`',
    `say which account a stage is: \`accounts: { ${stage}: { account: "111122223333" } }\``,
    inConfig(),
  )

export const unknownStage = (stage: string, stages: readonly string[]): PlanProblem =>
  error(
    'unknown-stage',
    `tripline.yaml has no account for the stage \`${stage}\``,
    `stages are ${some(stages)}`,
    inConfig('accounts'),
  )

export const longStage = (stage: string, most: number): PlanProblem =>
  error(
    'bad-value',
    `the stage \`${stage}\` is longer than ${most} characters, and the names of what is made would be too long`,
    'give it a shorter name',
    inConfig('accounts', stage),
  )

export const unknownRegion = (region: string, at: PlanPlace): PlanProblem =>
  error(
    'region-not-enabled',
    `\`${region}\` is no region of AWS`,
    'regions are called like `eu-west-1`',
    at,
  )

export const otherPartition = (
  region: string,
  partition: string,
  home: string,
  at: PlanPlace,
): PlanProblem =>
  error(
    'region-not-enabled',
    `\`${region}\` is not in the partition ${partition} of the home region \`${home}\``,
    'events cross no partition: give each its own tripline.yaml',
    at,
  )

export const notEnabled = (region: string, stage: string, at: PlanPlace): PlanProblem =>
  error(
    'region-not-enabled',
    `\`${region}\` is not enabled in the account of the stage \`${stage}\``,
    `enable it and add it to \`accounts.${stage}.regions\`, or use another`,
    at,
  )

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

export const missingLogGroup = (rule: string): PlanProblem =>
  error(
    'missing-log-group',
    'this rule asks for a metric filter, and tripline.yaml names no log group of a trail',
    'add `trail: { logGroup: … }`, or `trail: { create: account }` to have a trail made',
    inRule(rule),
  )

export const filterInMember = (rule: string): PlanProblem =>
  error(
    'missing-log-group',
    'this rule is a metric filter only, and a member of a hub has none',
    'write `via: both` or `via: eventbridge`',
    inRule(rule),
  )

export const trailTwice = (): PlanProblem =>
  error(
    'bad-value',
    '`trail` names a log group and asks for a trail to be made',
    'keep one of `logGroup` and `create`',
    inConfig('trail'),
  )

export const madeElsewhere = (home: string): PlanProblem =>
  error(
    'bad-value',
    `a trail that is made is made in the home region \`${home}\``,
    'leave `region` out: the trail records every region from there',
    inConfig('trail', 'region'),
  )

export const badLogGroup = (name: string): PlanProblem =>
  error(
    'bad-value',
    `\`${name}\` is no name of a log group`,
    'write its name and not its ARN: at most 512 letters, digits and `_ - / . #`',
    inConfig('trail', 'logGroup'),
  )

export const foreignListener = (arn: string, partition: string, at: PlanPlace): PlanProblem =>
  error(
    'bad-value',
    `\`${arn}\` is nothing in the partition ${partition} that SNS delivers to`,
    `write \`arn:${partition}:sqs:eu-west-1:111122223333:name\`, or the ARN of a function or a delivery stream`,
    at,
  )

export const refused = (rule: string, what: string, why: string, instead: string): PlanProblem =>
  error('cannot-compile', `the rule cannot be ${what}: ${why}`, instead, inRule(rule))
