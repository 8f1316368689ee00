/** Schedules. */
import { functionName, roleArn } from '../../plan/arns.ts'
import { schedulesOf } from '../../plan/schedules.ts'
import type { DeploymentContext } from './context.ts'

/**
 * Starts the schedules. Everything else must exist, because the first call of a schedule is
 * immediate.
 */
export function startSchedules({ manifest, runner }: DeploymentContext): void {
  for (const { name, everyMinutes } of schedulesOf(manifest))
    runner.schedule(
      functionName(manifest, name),
      everyMinutes * 60_000,
      { schedule: name },
      roleArn(manifest, 'schedule'),
    )
}
