/** Problems of the trail and its log group. */
import { error, inConfig, inRule, type PlanProblem, warning } from './problem.ts'

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

/** No event selector of a trail can be derived from a rule. */
export const unselected = (rule: string): PlanProblem =>
  warning(
    'needs-data-events',
    'this rule may ask for data events, and says in a way that no trail can be told which',
    'name them: `eventName: [GetObject, …]`; if it is about management events only, add `managementEvent: true`',
    inRule(rule),
  )

export const anyNetwork = (rule: string): PlanProblem =>
  error(
    'needs-network-activity',
    'this rule asks for network activity of any service, and a trail records only that of services it names',
    'name them: `eventSource: [ec2.amazonaws.com, …]`',
    inRule(rule),
  )
