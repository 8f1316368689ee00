/**
 * Puts trails right: the function of the queue `restart-trail`, and of a schedule, on which it takes
 * a snapshot of every trail. What it decides is in src/respond/responders/restart-trail.
 */
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda'
import type { JsonObject } from '../src/ir/json.ts'
import type { Surroundings } from '../src/respond/contract/ports.ts'
import { type TrailPast, trailPast } from '../src/respond/responders/restart-trail/past.ts'
import { restartTrail } from '../src/respond/responders/restart-trail/restart-trail.ts'
import { snapshotTrails } from '../src/respond/responders/restart-trail/snapshots.ts'
import { setting } from './support/environment.ts'
import { type Invocation, invocation } from './support/invocation.ts'
import { log } from './support/metrics.ts'
import { handlerFor } from './support/responder-handler.ts'
import { cloudTrailClient, executeTrail, readTrail, trailsSeen } from './world/cloudtrail.ts'
import { digest } from './world/delivery.ts'
import { dynamo } from './world/dynamo.ts'
import { responseStore } from './world/responses.ts'
import { snapshotStore } from './world/snapshots.ts'

function surroundings({ signal }: Invocation): Surroundings<TrailPast> {
  const trails = { client: cloudTrailClient, signal }
  const table = (name: string) => ({ table: setting(name), client: dynamo, signal })
  const sources = {
    facts: snapshotStore(table('SNAPSHOTS_TABLE')),
    responses: responseStore(table('RESPONSES_TABLE')),
    digest,
  }
  return {
    live: readTrail(trails),
    past: (target, event) => trailPast(target, event, sources),
    execute: (step) => executeTrail(step, trails),
  }
}

const respond = handlerFor(restartTrail, surroundings)

/** Anything that is no batch of messages is the schedule's. */
export async function handler(
  event: SQSEvent | JsonObject,
  context: Context,
): Promise<SQSBatchResponse> {
  if ('Records' in event && Array.isArray(event.Records)) {
    return await respond(event as SQSEvent, context)
  }
  await onSchedule(context)
  return { batchItemFailures: [] }
}

async function onSchedule(context: Context): Promise<void> {
  const { begin, signal, nowMs } = invocation()
  begin(context)
  const trails = { client: cloudTrailClient, signal }
  // arn:aws:lambda:<region>:<account>:function:…
  const [, , , region = '', account = ''] = context.invokedFunctionArn.split(':')
  const { put } = snapshotStore({ table: setting('SNAPSHOTS_TABLE'), client: dynamo, signal })
  const live = readTrail(trails)
  const taken = await snapshotTrails({
    trails: trailsSeen(region, account, trails),
    live: (key) => live({ key, name: key }),
    put,
    nowMs,
  })
  log('info', 'snapshot of the trails', { trails: taken })
}
