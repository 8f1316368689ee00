/** Undoes IAM changes: the function of the queue `rollback-iam`. What it decides is in src/respond/responders/rollback-iam. */

import type { Surroundings } from '../src/respond/contract/ports.ts'
import type { History } from '../src/respond/responders/rollback-iam/past.ts'
import { pastOf } from '../src/respond/responders/rollback-iam/past.ts'
import { rollbackIam } from '../src/respond/responders/rollback-iam/rollback-iam.ts'
import { setting, settings } from './support/environment.ts'
import type { Invocation } from './support/invocation.ts'
import { handlerFor } from './support/responder-handler.ts'
import { digest } from './world/delivery.ts'
import { dynamo } from './world/dynamo.ts'
import { iamClient, readEntity } from './world/iam.ts'
import { executeIam } from './world/iam-calls.ts'
import { responseStore } from './world/responses.ts'
import { snapshotStore } from './world/snapshots.ts'

function surroundings({ signal }: Invocation): Surroundings<History> {
  const iam = { client: iamClient, signal }
  const table = (name: string) => ({ table: setting(name), client: dynamo, signal })
  const sources = {
    snapshots: snapshotStore(table('SNAPSHOTS_TABLE')),
    responses: responseStore(table('RESPONSES_TABLE')),
    ownRoles: settings<string[]>('OWN_ROLES'),
    digest,
  }
  return {
    live: ({ key }) => readEntity(key, iam),
    past: ({ key }, event) => pastOf(key, event, sources),
    execute: (step) => executeIam(step, iam),
  }
}

export const handler = handlerFor(rollbackIam, surroundings)
