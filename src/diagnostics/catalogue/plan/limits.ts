/** Problems that AWS would reject: quotas, lengths, repeated names. */
import { some } from '../../phrases.ts'
import { error, inConfig, type PlanPlace, type PlanProblem, warning } from '../../plan-problem.ts'

const overQuota = (
  what: string,
  count: number,
  max: number,
  help: string,
  at: PlanPlace,
): PlanProblem =>
  error(
    'over-quota',
    `the plan has ${count.toLocaleString('en-US')} ${what}, but AWS allows ${max.toLocaleString('en-US')}`,
    help,
    at,
  )

/** `otherCount` is the number of further regions with too many rules. */
export const tooManyEventRules = (
  region: string,
  otherCount: number,
  count: number,
  max: number,
  pack: 'by-source' | 'per-rule',
): PlanProblem =>
  overQuota(
    otherCount === 0
      ? `EventBridge rules in ${region}`
      : `EventBridge rules in ${region} (and too many in ${otherCount} more regions)`,
    count,
    max,
    pack === 'per-rule'
      ? 'write `pack: by-source`'
      : 'disable rules, or ask AWS to raise the quota',
    inConfig('pack'),
  )

export const tooManyMetricFilters = (count: number, max: number): PlanProblem =>
  overQuota(
    'metric filters on one log group',
    count,
    max,
    'move some rules to EventBridge: `via: eventbridge`',
    inConfig('trail'),
  )

export const tooManySelectorValues = (count: number, max: number): PlanProblem =>
  overQuota(
    'values in the event selectors of the trail',
    count,
    max,
    'disable some of the rules that match data events',
    inConfig('trail'),
  )

export const fullHeartbeatEnvironment = (stage: string, bytes: number, max: number): PlanProblem =>
  overQuota(
    'bytes in the environment of the function `heartbeat`',
    bytes,
    max,
    'list fewer regions in `regions`',
    inConfig('accounts', stage),
  )

export const fullEnvironment = (name: string, bytes: number, max: number): PlanProblem =>
  overQuota(
    `bytes in the environment of the function \`${name}\``,
    bytes,
    max,
    'remove channels, or remove or shorten patterns in `breakGlass`',
    inConfig('channels'),
  )

export const tooManyMembers = (characters: number, max: number): PlanProblem =>
  overQuota(
    'characters in the event pattern that lists the accounts of the hub',
    characters,
    max,
    'divide the accounts among several hubs',
    inConfig('hub'),
  )

/** `kind` and `name`: `queue` and `events`. */
export const tooLongPolicy = (
  kind: string,
  name: string,
  bytes: number,
  max: number,
  stage: string,
): PlanProblem =>
  overQuota(
    `bytes in the policy of the ${kind} \`${name}\``,
    bytes,
    max,
    'remove operators or channels',
    inConfig('accounts', stage),
  )

export const badHeartbeat = (): PlanProblem =>
  error(
    'bad-value',
    '`every` must be a whole number of minutes, from `1m` to `1d`',
    'write for example `every: 15m`',
    inConfig('heartbeat', 'every'),
  )

export const longName = (type: string, name: string, max: number, at: PlanPlace): PlanProblem =>
  error(
    'over-quota',
    `the name \`${name}\` has ${name.length} characters, but AWS allows ${max} for ${type}`,
    'give the stage or the channel a shorter name',
    at,
  )

export const sameName = (type: string, name: string, at: PlanPlace): PlanProblem =>
  error(
    'bad-value',
    `two resources of type ${type} have the name \`${name}\``,
    'rename one of the two, or remove it',
    at,
  )

export const unforwarded = (partition: string, regions: readonly string[]): PlanProblem =>
  warning(
    'region-not-enabled',
    `AWS does not document whether EventBridge forwards events between regions of the partition ${partition}, and this plan needs it for ${some(regions)}`,
    'after the first deployment, check that a heartbeat arrives from each of these regions; for a region without a heartbeat, use a separate tripline.yaml with that region as `home`, and with another stage name',
    inConfig('home'),
  )
