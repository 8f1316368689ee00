/** The ports of the function `snapshot-iam`: IAM itself, the table of snapshots, and the clock. */
import type { SnapshotWorld } from '../../src/respond/history/fact-store.ts'
import { invocation } from '../support/invocation.ts'
import { once } from '../support/once.ts'
import { digest } from '../world/delivery.ts'
import { accountPages } from '../world/iam/account.ts'
import { readEntity } from '../world/iam/entity.ts'
import { snapshots } from '../world/snapshots.ts'

export const clock = invocation()

const store = once(() => snapshots(clock))

/** The ports for one invocation. The next invocation reads roles again. */
export const snapshotWorld = (): SnapshotWorld => ({
  ...store(),
  nowMs: clock.nowMs,
  remainingMs: clock.remainingMs,
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  digest,
  live: (entity) => readEntity(entity, clock),
  accountPage: accountPages(clock),
})
