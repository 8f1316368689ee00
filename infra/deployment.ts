/** One stage: the manifest as resources, in the order in which they need one another. */
import type { Input } from '@pulumi/pulumi'
import { forwards } from '../src/plan/arns.ts'
import type { Manifest } from '../src/plan/manifest.ts'
import type { FileBeside } from './bundles.ts'
import { handOn, makeBus } from './bus.ts'
import { makeDashboard } from './dashboard.ts'
import { type MakeFunction, makeFunctions } from './functions.ts'
import { makeHealthAlarms } from './health.ts'
import { makeMetricFilters } from './metric-filters.ts'
import { makeQueues, makeUndelivered } from './queues.ts'
import { makeRegions } from './regions.ts'
import { forwardRole } from './roles.ts'
import { makeSchedules } from './schedules.ts'
import { makeTables } from './tables.ts'
import { listen, makeTopics } from './topics.ts'
import { makeTrail } from './trail.ts'

export interface Deployment {
  readonly manifest: Manifest
  /** Files that stand beside the bundles of the functions that decide. */
  readonly files: readonly FileBeside[]
  readonly makeFunction: MakeFunction
}

/** Printed at the end of a deployment, and kept by SST in `.sst/outputs.json`. */
export type Outputs = Readonly<Record<string, Input<string>>>

export const deploy = (deployment: Deployment): Outputs =>
  deployment.manifest.topology.kind === 'member'
    ? deployMember(deployment.manifest, deployment.manifest.topology.busArn)
    : deployHome(deployment)

/** A member decides nothing: its default buses send to the hub, and it keeps what could not be sent. */
function deployMember(manifest: Manifest, bus: string): Outputs {
  const undelivered = makeUndelivered(manifest)
  makeRegions(manifest, { bus, role: forwardRole(manifest), undelivered })
  makeHealthAlarms(manifest, undefined)
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
  listen(manifest, topics, queues, undelivered)
  handOn(manifest, bus, topics, queues, undelivered)
  makeSchedules(manifest, functions, undelivered)
  if (topics.alarms !== undefined) makeMetricFilters(manifest, topics.alarms, trail)
  makeHealthAlarms(manifest, topics)
  makeDashboard(manifest)
  // Last: nothing is forwarded before there is somebody to take it.
  if (forwards(manifest))
    makeRegions(manifest, { bus: bus.arn, role: forwardRole(manifest), undelivered })
  return { rules: manifest.rulesVersion, bus: bus.arn, health: topics.health }
}
