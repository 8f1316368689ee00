/** Schedules. */
import { functionName } from '../../plan/arns.ts'
import { schedulesOf } from '../../plan/schedules.ts'
import type { Deploying } from './deploying.ts'

/**
 * Starts the schedules. Everything else must exist, because the first call of a schedule is
 * immediate.
 */
export function startSchedules({ manifest, runner }: Deploying): void {
  for (const { name, everyMinutes } of schedulesOf(manifest))
    runner.schedule(functionName(manifest, name), everyMinutes * 60_000, { schedule: name })
}
