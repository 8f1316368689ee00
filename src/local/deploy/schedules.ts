/** What runs by the clock; `infra/schedules.ts` makes the same on AWS, a test compares. */
import type { FunctionName, Manifest } from '../../plan/manifest.ts'
import type { Deploying } from './deploying.ts'
import { functionName } from './names.ts'

interface SchedulePlan {
  readonly name: FunctionName
  readonly everyMinutes: number
}

export function schedulesOf({ functions, heartbeat }: Manifest): readonly SchedulePlan[] {
  const all: readonly SchedulePlan[] = [
    { name: 'heartbeat', everyMinutes: heartbeat.everyMinutes },
    { name: 'snapshot-iam', everyMinutes: 24 * 60 },
    { name: 'restart-trail', everyMinutes: 60 },
  ]
  return all.filter(({ name }) => functions.includes(name))
}

/** After everything else is made: the first call of a schedule comes at once. */
export function startSchedules({ manifest, runner }: Deploying): void {
  for (const { name, everyMinutes } of schedulesOf(manifest))
    runner.schedule(functionName(manifest, name), everyMinutes * 60_000, { schedule: name })
}
