/** What AWS would refuse: too many, too long, the same twice. */
import {
  error,
  inConfig,
  inRule,
  type PlanPlace,
  type PlanProblem,
  some,
  warning,
} from '../problems.ts'

export const overQuota = (
  what: string,
  count: number,
  most: number,
  help: string,
  at: PlanPlace,
): PlanProblem =>
  error(
    'over-quota',
    `${what}: ${count.toLocaleString('en-US')} where AWS takes ${most.toLocaleString('en-US')}`,
    help,
    at,
  )

export const badHeartbeat = (): PlanProblem =>
  error(
    'bad-value',
    '`every` must be whole minutes from `1m` to `1d`',
    'write `15m`',
    inConfig('heartbeat', 'every'),
  )

export const longName = (type: string, name: string, most: number, at: PlanPlace): PlanProblem =>
  error(
    'over-quota',
    `the name \`${name}\` is ${name.length} characters long where AWS takes ${most} for ${type}`,
    'give the stage or the channel a shorter name',
    at,
  )

export const sameName = (type: string, name: string, at: PlanPlace): PlanProblem =>
  error(
    'bad-value',
    `two things would be one: ${type} \`${name}\``,
    'write it once, or call one of the two otherwise',
    at,
  )

export const unforwarded = (partition: string, regions: readonly string[]): PlanProblem =>
  warning(
    'region-not-enabled',
    `AWS does not say that EventBridge forwards between regions of the partition ${partition}, and rules stand in ${some(regions)}`,
    'watch the heartbeats of these regions after the first deployment; where none arrives, give the region a stage of its own with `home` there',
    inConfig('home'),
  )

/** The trail cannot be told what to record for a rule. */
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
