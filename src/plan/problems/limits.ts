/** Problems that AWS would refuse: quotas, lengths, repeated names. */
import { error, inConfig, type PlanPlace, type PlanProblem, some, warning } from './problem.ts'

export const overQuota = (
  what: string,
  count: number,
  max: number,
  help: string,
  at: PlanPlace,
): PlanProblem =>
  error(
    'over-quota',
    `${what}: ${count.toLocaleString('en-US')} where AWS takes ${max.toLocaleString('en-US')}`,
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

export const longName = (type: string, name: string, max: number, at: PlanPlace): PlanProblem =>
  error(
    'over-quota',
    `the name \`${name}\` is ${name.length} characters long where AWS takes ${max} for ${type}`,
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
