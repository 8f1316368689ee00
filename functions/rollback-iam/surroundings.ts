/**
 * The calls to AWS that the responder `rollback-iam` uses: live IAM entities, their history, and
 * the calls that restore them.
 */
import type { Surroundings } from '../../src/respond/contract/ports.ts'
import { type History, pastOf } from '../../src/respond/responders/rollback-iam/past.ts'
import { settings } from '../support/environment.ts'
import type { InTime } from '../support/invocation.ts'
import { digest } from '../world/delivery.ts'
import { iamExecutor } from '../world/iam/calls.ts'
import { readEntity } from '../world/iam/entity.ts'
import { uniqueIdsIn } from '../world/iam/unique-ids.ts'
import { responses } from '../world/responses.ts'
import { snapshots } from '../world/snapshots.ts'

/** Reads IAM as it is now and the history that `snapshot-iam` keeps, and makes the calls. */
export function iamAndItsHistory(clock: InTime): Surroundings<History> {
  const sources = {
    snapshots: snapshots(clock),
    responses: responses(clock),
    ownRoles: settings<string[]>('OWN_ROLES'),
    digest,
  }
  return {
    live: ({ key }) => readEntity(key, clock),
    past: ({ key }, event, view) => pastOf(key, event, view, sources),
    uniqueIds: uniqueIdsIn(clock),
    execute: iamExecutor(clock),
  }
}
