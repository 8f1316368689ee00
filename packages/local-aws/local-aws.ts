/**
 * A small AWS in this process: accounts that real SDK clients call over HTTP, functions that run,
 * and a driven clock. It uses no network beyond 127.0.0.1.
 */
import { rmSync } from 'node:fs'
import { globalRegion } from '../../src/aws/event-regions.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import { type Cloud, type Identity, rootIdentity, startCloud } from './accounts.ts'
import type { Authorize } from './authorization/authorization.ts'
import { settled } from './authorization/deliveries.ts'
import type { Service } from './call.ts'
import { type Clock, startClock } from './clock.ts'
import type { CloudTrailRecord } from './cloudtrail-record.ts'
import { type ClientConfig, configFor } from './delivery/clients.ts'
import { makeFolder, sweepFolders } from './delivery/work-folder.ts'
import { type Runner, startRunner } from './lambda/runner.ts'
import { startServer } from './server.ts'
import { stopTables } from './services/dynamodb/tables.ts'
import { inboxOf } from './services/sns/memory.ts'
import type { Delivery } from './services/sns/topic.ts'
import { services as ownServices } from './services.ts'
import { deliverRecord, flushFiles, inject } from './trail-delivery.ts'

export interface LocalAwsOptions {
  /** Account ids of twelve digits. */
  readonly accounts: readonly string[]
  /** The time at the start. */
  readonly startAt: Date
  /** The seed of ids and keys: the same seed and the same calls give the same ones. */
  readonly seed?: string
  /**
   * Machine milliseconds that count as one millisecond of a function's clock; 1 by default. A slow
   * machine may take many seconds for one second of Lambda's work, and must give the same result.
   * Timeouts and deadlines of functions are scaled by it, so a function that hangs is ended later.
   */
  readonly patience?: number
  /**
   * The services that answer; by default the local account's own. Others keep their state
   * elsewhere.
   */
  readonly services?: readonly Service[]
  /**
   * Decides about every call, and about every delivery that a service makes by itself. Without it,
   * every known principal may do everything.
   */
  readonly authorize?: Authorize
  /** Called with every CloudTrail record as it is written, delivered or not. */
  readonly onRecord?: (record: CloudTrailRecord) => void
}

export interface LocalAws {
  readonly endpoint: string
  readonly cloud: Cloud
  readonly runner: Runner
  /** A folder from which functions run; `stop` removes it. */
  readonly folder: string
  /** Process ids of local accounts that were killed, and whose folders were removed. */
  readonly killed: readonly number[]
  /** The root user of an account, which creates everything else. */
  readonly root: (account: string) => Identity
  /** The configuration of an SDK client: `new IAMClient(local.config(identity, 'us-east-1'))`. */
  readonly config: (identity: Identity, region?: string) => ClientConfig
  /** Sends an event that AWS emits by itself, in its envelope. */
  readonly inject: (event: JsonObject) => void
  /** The messages that people received, the oldest first. */
  readonly inbox: () => readonly Delivery[]
  /** Advances time, and runs what falls due. */
  readonly advance: (ms: number) => Promise<void>
  /**
   * Runs until every queue that feeds a function is empty, and writes the trail's files. Time
   * advances while messages wait, by `maxMs` at most: 25 hours pass until a message that always fails
   * is in its dead-letter queue.
   */
  readonly drain: (limit?: { readonly maxMs?: number }) => Promise<void>
  readonly stop: () => Promise<void>
}

export async function startLocalAws({
  accounts,
  startAt,
  seed,
  patience = 1,
  onRecord,
  authorize,
  services = ownServices,
}: LocalAwsOptions): Promise<LocalAws> {
  const clock = startClock(startAt)
  const cloud: Cloud = startCloud(
    authorize === undefined ? clock : afterDeliveries(clock, () => settled(cloud)),
    accounts,
    seed,
    authorize,
  )
  const { endpoint, stop } = await startServer(cloud, services, (record) => {
    onRecord?.(record)
    deliverRecord(cloud, record)
  })
  const runner = startRunner(cloud, endpoint, patience)
  const killed = sweepFolders()
  const folder = makeFolder()
  const roots = new Map(accounts.map((id) => [id, rootIdentity(cloud, id)]))

  const root = (account: string): Identity => {
    const found = roots.get(account)
    if (found === undefined) throw new Error(`There is no local account ${account}.`)
    return found
  }

  const drain = async ({ maxMs = Number.POSITIVE_INFINITY } = {}): Promise<void> => {
    const endMs = cloud.clock.now().getTime() + maxMs
    for (;;) {
      await runner.idle()
      const due = runner.nextDueMs()
      if (due === undefined || due > endMs) break
      await cloud.clock.advance(Math.max(0, due - clock.now().getTime()))
    }
    flushFiles(cloud)
    await settled(cloud)
  }

  return {
    endpoint,
    cloud,
    runner,
    folder,
    killed,
    root,
    config: (identity, region = globalRegion) => configFor(endpoint, identity, region),
    inject: (event) => inject(cloud, event),
    inbox: () => inboxOf(cloud),
    advance: (ms) => cloud.clock.advance(ms),
    drain,
    stop: async () => {
      await runner.stop()
      await stop()
      await stopTables(cloud)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The clock, which advances only when no delivery waits for its permission. */
const afterDeliveries = (clock: Clock, settle: () => Promise<void>): Clock => ({
  ...clock,
  advance: async (ms) => {
    await settle()
    await clock.advance(ms)
    await settle()
  },
  after: (ms, task) =>
    clock.after(ms, async () => {
      await task()
      await settle()
    }),
})
