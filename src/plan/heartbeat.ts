/**
 * The heartbeat: a harmless call in each region with rules, which must return as an event. In the
 * account itself a function makes the call. Members of a hub run no functions, so a schedule makes
 * it there.
 */
import { allRegions } from '../aws/regions.ts'
import { badHeartbeat } from '../diagnostics/catalogue/plan/limits.ts'
import type { PlanProblem } from '../diagnostics/plan-problem.ts'
import { durationMs } from '../ir/duration.ts'
import type { PlanConfig } from './config.ts'
import { apiCall, ruleName, type WatchedRule } from './event-rules.ts'
import type { EventRulePlan } from './manifest/event-rules.ts'
import type { HeartbeatPlan } from './manifest.ts'
import { regionsFor } from './placement.ts'
import { enabledRegions, type Settings } from './settings.ts'

/** The key of the tag that the call sets. Nothing else sets it. */
export const heartbeatTag = 'tripline:heartbeat'

/** The name of the role that makes the call. `detect` compares its whole ARN. */
const heartbeatRole = (prefix: string): string => `${prefix}-heartbeat`

/**
 * The EventBridge rules that forward the event of the call to the home bus, one for each region.
 */
export const heartbeatRules = (
  regions: readonly string[],
  settings: Pick<Settings, 'prefix'>,
): EventRulePlan[] => regions.map((region) => ({ ...heartbeatRule(settings), region }))

/** The EventBridge rule that matches the call of the heartbeat. It is the same in every region. */
export const heartbeatRule = ({
  prefix,
}: Pick<Settings, 'prefix'>): Omit<EventRulePlan, 'region'> => ({
  name: ruleName(prefix, 'heartbeat'),
  state: 'ENABLED',
  pattern: JSON.stringify({
    source: ['aws.events'],
    'detail-type': [apiCall],
    detail: {
      eventSource: ['events.amazonaws.com'],
      eventName: ['TagResource'],
      // The pattern does not test the tag, because CloudTrail may hide the values of tags. The role
      // has the same name in every account.
      userIdentity: { sessionContext: { sessionIssuer: { userName: [heartbeatRole(prefix)] } } },
    },
  }),
  rules: [],
  why: 'forwards the heartbeat of this region',
})

/** Every account except the hub's, with the regions of its rules; sorted by account. */
export function membersOf(
  { accounts = {} }: Pick<PlanConfig, 'accounts'>,
  rules: readonly WatchedRule[],
  { account: own, partition }: Pick<Settings, 'account' | 'partition'>,
): NonNullable<HeartbeatPlan['members']> {
  const others = Object.values(accounts).filter(({ account }) => account !== own)
  const placements = [...new Map(rules.map(({ seen }) => [JSON.stringify(seen), seen])).values()]
  return [...Map.groupBy(others, ({ account }) => account)]
    .map(([account, stages]) => {
      const enabled = stages.flatMap((stage) => enabledRegions(stage, partition))
      const regions = enabled.filter((region) => allRegions(partition).includes(region))
      const seen = placements.flatMap((each) => regionsFor(each, { regions, partition }))
      return { account, regions: [...new Set(seen)].sort() }
    })
    .sort((a, b) => (a.account < b.account ? -1 : 1))
}

/**
 * The interval of the heartbeat in minutes. Reports an interval that is no whole number of minutes
 * between one minute and a day.
 */
export function heartbeatMinutes(
  { heartbeat }: Pick<PlanConfig, 'heartbeat'>,
  report: (problem: PlanProblem) => void,
): number {
  const minutes = durationMs(heartbeat?.every ?? '15m') / 60_000
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 24 * 60) report(badHeartbeat())
  return minutes
}
