/**
 * Deploys a manifest to the local account with the calls that would create it in AWS. Order and
 * shape are those of `infra/deployment.ts`, except for the trail, which is switched on at the end.
 */
import { filterAlarms } from '../../plan/alarms.ts'
import { healthAlarms } from '../../plan/health.ts'
import { makeAlarms } from './alarms.ts'
import type { Deploying } from './deploying.ts'
import { makeFunctions } from './functions.ts'
import { makeGiven } from './given.ts'
import { makeMetricFilters } from './metric-filters.ts'
import { makeQueues } from './queues.ts'
import { makeHomeBus, makeRegionalRules } from './rules.ts'
import { startSchedules } from './schedules.ts'
import { makeTables } from './tables.ts'
import { makeTopics } from './topics.ts'
import { makeTrail, makeTrailLogGroup } from './trail.ts'

export async function deploy(deploying: Deploying): Promise<void> {
  const { manifest } = deploying
  await makeGiven(deploying)
  await makeTrailLogGroup(deploying)
  const urls = await makeQueues(deploying)
  if (manifest.topology.kind !== 'member') {
    await makeTables(deploying)
    await makeTopics(deploying)
    await makeFunctions(deploying, urls)
    await makeHomeBus(deploying)
    await makeMetricFilters(deploying)
    await makeAlarms(deploying, filterAlarms(manifest))
  }
  await makeAlarms(deploying, healthAlarms(manifest))
  await makeRegionalRules(deploying)
  await makeTrail(deploying)
  startSchedules(deploying)
}
