/**
 * Deploys a manifest to the local account with the calls that would create it in AWS. Order and
 * shape are those of `infra/deployment.ts`, except for the trail, which is switched on at the end.
 */
import { filterAlarms } from '../../plan/alarms.ts'
import { healthAlarms } from '../../plan/health.ts'
import { makeAlarms } from './alarms.ts'
import type { DeploymentContext } from './context.ts'
import { makeExistingTopics } from './existing-topics.ts'
import { makeFunctions } from './functions.ts'
import { makeMetricFilters } from './metric-filters.ts'
import { makeQueues } from './queues.ts'
import { makeServiceRoles } from './roles.ts'
import { makeHomeBus, makeRegionalRules } from './rules.ts'
import { startSchedules } from './schedules.ts'
import { makeTables } from './tables.ts'
import { makeTopics } from './topics.ts'
import { makeTrail, makeTrailLogGroup } from './trail.ts'

/** Deploys a manifest to the local account. */
export async function deploy(context: DeploymentContext): Promise<void> {
  const { manifest } = context
  await makeExistingTopics(context)
  await makeTrailLogGroup(context)
  const urls = await makeQueues(context)
  await makeServiceRoles(context)
  if (manifest.topology.kind !== 'member') {
    await makeTables(context)
    await makeTopics(context)
    await makeFunctions(context, urls)
    await makeHomeBus(context)
    await makeMetricFilters(context)
    await makeAlarms(context, filterAlarms(manifest))
  }
  await makeAlarms(context, healthAlarms(manifest))
  await makeRegionalRules(context)
  await makeTrail(context)
  startSchedules(context)
}
