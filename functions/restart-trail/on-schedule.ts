/** The schedule of the function `restart-trail`: takes a snapshot of every trail. */
import type { Context } from 'aws-lambda'
import { snapshotTrails } from '../../src/respond/responders/restart-trail/snapshots.ts'
import { invocation } from '../support/invocation.ts'
import { log } from '../support/metrics.ts'
import { snapshots } from '../world/snapshots.ts'
import { readTrail, trailsSeen } from '../world/trails.ts'

/** Takes a snapshot of every trail that is visible from the function's region. */
export async function onSchedule(context: Context): Promise<void> {
  const clock = invocation()
  clock.begin(context)
  // arn:aws:lambda:<region>:<account>:function:…
  const [, , , region = '', account = ''] = context.invokedFunctionArn.split(':')
  const taken = await snapshotTrails({
    trails: () => trailsSeen(region, account, clock),
    live: (key) => readTrail({ key }, clock),
    put: snapshots(clock).put,
    nowMs: clock.nowMs,
  })
  log('info', 'snapshot of the trails', { trails: taken })
}
