/** The resources of one stage, created from the manifest in the order of their dependencies. */
import type { Input } from '@pulumi/pulumi'
import { filterAlarms } from '../src/plan/alarms.ts'
import { topicArn } from '../src/plan/arns.ts'
import { healthAlarms } from '../src/plan/health.ts'
import type { Manifest } from '../src/plan/manifest.ts'
import { forwards } from '../src/plan/regions.ts'
import { forwardRole } from '../src/plan/roles.ts'
import { makeAlarms } from './alarms.ts'
import type { FileBeside } from './bundles.ts'
import { makeBus, makeHomeRules } from './bus.ts'
import { makeDashboard } from './dashboard.ts'
import { type MakeFunction, makeFunctions } from './functions.ts'
import { makeMetricFilters } from './metric-filters.ts'
import { makeQueues, makeUndelivered } from './queues.ts'
import { makeRegions } from './regions.ts'
import { makeRole } from './roles.ts'
import { makeSchedules } from './schedules.ts'
import { makeTables } from './tables.ts'
import { makeTopics, subscribeQueues, topicAt } from './topics.ts'
import { makeTrail } from './trail.ts'

/** Everything that the deployment of a stage needs. */
export interface Deployment {
  readonly manifest: Manifest
  /** Files that are deployed beside the bundles of the functions that evaluate rules. */
  readonly files: readonly FileBeside[]
  readonly makeFunction: MakeFunction
}

/** Outputs that SST prints after a deployment and stores in `.sst/outputs.json`. */
export type Outputs = Readonly<Record<string, Input<string>>>

/** Creates the resources of a stage, and returns its outputs. */
export const deploy = (deployment: Deployment): Outputs =>
  deployment.manifest.topology.kind === 'member'
    ? deployMember(deployment.manifest, deployment.manifest.topology.busArn)
    : deployHome(deployment)

/**
 * A member evaluates nothing. Its default buses send to the hub, and it keeps the events that could
 * not be sent.
 */
function deployMember(manifest: Manifest, bus: string): Outputs {
  const undelivered = makeUndelivered(manifest)
  makeRegions(manifest, {
    arn: bus,
    role: makeRole('role-forward', forwardRole(manifest)),
    undelivered,
  })
  makeAlarms(healthAlarms(manifest), new Map())
  return { rules: manifest.rulesVersion, hub: bus }
}

function deployHome({ manifest, files, makeFunction }: Deployment): Outputs {
  const trail = makeTrail(manifest)
  const bus = makeBus(manifest)
  const undelivered = makeUndelivered(manifest)
  makeTables(manifest)
  const topics = makeTopics(manifest)
  const queues = makeQueues(manifest)
  const functions = makeFunctions(manifest, queues, files, makeFunction)
  subscribeQueues(manifest, topics, queues, undelivered)
  makeHomeRules(manifest, bus, topics, queues, undelivered)
  makeSchedules(manifest, functions, undelivered)
  makeMetricFilters(manifest, trail)
  makeAlarms([...filterAlarms(manifest), ...healthAlarms(manifest)], topics)
  makeDashboard(manifest)
  // This is last, so that nothing is forwarded before the home bus has its rules and queues.
  if (forwards(manifest))
    makeRegions(manifest, {
      arn: bus.arn,
      role: makeRole('role-forward', forwardRole(manifest)),
      undelivered,
    })
  return {
    rules: manifest.rulesVersion,
    bus: bus.arn,
    health: topicAt(topics, topicArn(manifest, manifest.home, manifest.health.topic)),
  }
}
