/** What runs by the clock. */
import { functionName } from '../../plan/arns.ts'
import { schedulesOf } from '../../plan/schedules.ts'
import type { Deploying } from './deploying.ts'

/** After everything else is made: the first call of a schedule comes at once. */
export function startSchedules({ manifest, runner }: Deploying): void {
  for (const { name, everyMinutes } of schedulesOf(manifest))
    runner.schedule(functionName(manifest, name), everyMinutes * 60_000, { schedule: name })
}
