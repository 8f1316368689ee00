/**
 * A small AWS in this process: accounts that real SDK clients talk to over HTTP, a deployment of
 * Tripline in them, and time that is driven. Nothing of it reaches the network beyond 127.0.0.1.
 */
import { rmSync } from 'node:fs'
import { globalRegion } from '../aws/event-regions.ts'
import type { JsonObject } from '../ir/json.ts'
import type { Manifest } from '../plan/manifest.ts'
import { type Cloud, type Identity, rootIdentity, startCloud } from './accounts.ts'
import type { Service } from './call.ts'
import { startClock } from './clock.ts'
import { type ClientConfig, clientsOf, configFor } from './delivery/clients.ts'
import { makeFolder, sweepFolders } from './delivery/work-folder.ts'
import { deploy } from './deploy/deploy.ts'
import { deployer } from './deploy/deployer.ts'
import { type Runner, startRunner } from './functions-runner/runner.ts'
import type { CloudTrailRecord } from './record.ts'
import { startServer } from './server.ts'
import { stopTables } from './services/dynamodb/tables.ts'
import { inboxOf } from './services/sns/memory.ts'
import type { Delivery } from './services/sns/topic.ts'
import { services as ownServices } from './services.ts'
import { deliverRecord, flushFiles, inject } from './trail-delivery.ts'

interface LocalOptions {
  /** Twelve digits each. */
  readonly accounts: readonly string[]
  /** What time it is when it starts. */
  readonly startAt: Date
  /** Who answers; the local account's own, unless state is to be kept elsewhere. */
  readonly services?: readonly Service[]
  /** Told of every CloudTrail record as it is written, delivered or not. */
  readonly onRecord?: (record: CloudTrailRecord) => void
}

export interface Local {
  readonly endpoint: string
  readonly cloud: Cloud
  readonly runner: Runner
  /** Ids of processes of local accounts that were killed; what they left is cleared away. */
  readonly killed: readonly number[]
  /** The root user of an account: what everything else is made with. */
  readonly root: (account: string) => Identity
  /** For any SDK client: `new IAMClient(local.config(identity, 'us-east-1'))`. */
  readonly config: (identity: Identity, region?: string) => ClientConfig
  /** `ruleset` as `rulesetModule` writes it. Throws where the account is none of the local ones. */
  readonly deploy: (manifest: Manifest, ruleset: string) => Promise<void>
  /** An event that AWS would send by itself, in the envelope it comes in. */
  readonly inject: (event: JsonObject) => void
  /** What people were sent, the oldest first. */
  readonly inbox: () => readonly Delivery[]
  /** Moves time on; what falls due happens on the way. */
  readonly advance: (ms: number) => Promise<void>
  /**
   * Runs until every queue that feeds a function is empty, moving time on where messages wait, and
   * writes the trail's files.
   */
  readonly drain: () => Promise<void>
  readonly stop: () => Promise<void>
}

export async function startLocal({
  accounts,
  startAt,
  onRecord,
  services = ownServices,
}: LocalOptions): Promise<Local> {
  const cloud = startCloud(startClock(startAt), accounts)
  const { clock } = cloud
  const { endpoint, stop } = await startServer(cloud, services, (record) => {
    onRecord?.(record)
    deliverRecord(cloud, record)
  })
  const runner = startRunner(cloud, endpoint)
  const killed = sweepFolders()
  const folder = makeFolder()
  const roots = new Map(accounts.map((id) => [id, rootIdentity(cloud, id)]))

  const root = (account: string): Identity => {
    const found = roots.get(account)
    if (found === undefined) throw new Error(`There is no local account ${account}.`)
    return found
  }

  const drain = async (): Promise<void> => {
    for (;;) {
      await runner.idle()
      const due = runner.nextDueMs()
      if (due === undefined) break
      await clock.advance(Math.max(0, due - clock.now().getTime()))
    }
    flushFiles(cloud)
  }

  return {
    endpoint,
    cloud,
    runner,
    killed,
    root,
    config: (identity, region = globalRegion) => configFor(endpoint, identity, region),
    deploy: async (manifest, ruleset) => {
      if (!cloud.accounts.has(manifest.account))
        throw new Error(`There is no local account ${manifest.account}.`)
      const clients = clientsOf(endpoint, deployer(cloud, manifest))
      try {
        await deploy({ cloud, manifest, clients, runner, folder, ruleset })
      } finally {
        clients.close()
      }
    },
    inject: (event) => inject(cloud, event),
    inbox: () => inboxOf(cloud),
    advance: (ms) => clock.advance(ms),
    drain,
    stop: async () => {
      await runner.stop()
      await stop()
      await stopTables(cloud)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
