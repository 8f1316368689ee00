/** The trail that rules depend on: an existing one, or one that the stage creates. */

import { membersUnrecorded } from '../diagnostics/catalogue/plan/hub.ts'
import { badLogGroup, madeElsewhere, trailTwice } from '../diagnostics/catalogue/plan/trail.ts'
import { inConfig, type PlanProblem } from '../diagnostics/plan-problem.ts'
import type { PlanConfig } from './config.ts'
import type { TrailPlan } from './manifest/trail.ts'
import { type RuleDisjuncts, selectorsFor } from './selectors.ts'
import { isIn, type Settings } from './settings.ts'

/**
 * Settings of every trail that a stage creates: it records all regions and global services, and its
 * log files can be validated.
 */
export const trailSettings = {
  isMultiRegion: true,
  includesGlobalEvents: true,
  validatesFiles: true,
} as const

/** The name of a bucket of a new trail: by default the bucket of its files. */
export const trailBucketName = (
  { prefix, account }: { readonly prefix: string; readonly account: string },
  region: string,
  id = 'trail',
): string => `${prefix}-${id}-${account}-${region}`

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
const logGroupName = /^[\w./#-]{1,512}$/

/** The trail of a stage. Reports settings of tripline.yaml that cannot be deployed. */
export function trailOf(
  { trail = {} }: Pick<PlanConfig, 'trail'>,
  rules: readonly RuleDisjuncts[],
  { account, partition, home, prefix, topology }: Settings,
  report: (problem: PlanProblem) => void,
): TrailPlan {
  const { logGroup, region = home, create } = trail
  const bucket = create === undefined ? undefined : trailBucketName({ prefix, account }, home)
  const selectors = selectorsFor(rules, { partition, bucket }, report)
  isIn(partition, region, home, inConfig('trail', 'region'), report)
  if (create !== undefined && logGroup !== undefined) report(trailTwice())
  if (create !== undefined && region !== home) report(madeElsewhere(home))
  if (create === 'account' && topology.kind === 'hub' && topology.members.length > 0)
    report(membersUnrecorded())
  if (logGroup !== undefined && !logGroupName.test(logGroup)) report(badLogGroup(logGroup))
  // A member creates no trail. The hub creates the trail of the organization, which records all
  // accounts.
  const made = create !== undefined && topology.kind !== 'member'
  if (made)
    return {
      kind: 'create',
      name: `${prefix}-trail`,
      organization: create === 'organization',
      logGroup: `/tripline/${prefix}/trail`,
      region: home,
      selectors,
    }
  return logGroup === undefined || create !== undefined
    ? { kind: 'none', selectors }
    : { kind: 'existing', logGroup, region, selectors }
}
