/**
 * The tables of a region, in a dynalite of its own, in memory, on its own port. Time to live,
 * point-in-time recovery and policies, which dynalite does not support, are stored here.
 */
import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { type Cloud, perCloud, perRegion, type Region } from '../../accounts.ts'

export interface Tables {
  readonly dynalite: Promise<Dynalite>
  /** The TTL attribute by table. Expired items stay: AWS takes up to days to remove them. */
  readonly timeToLive: Map<string, string>
  /** Tables with point-in-time recovery. */
  readonly recoverable: Set<string>
  /** Resource-based policies by table. */
  readonly policies: Map<string, TablePolicy>
}

export interface TablePolicy {
  /** JSON. */
  readonly text: string
  readonly revision: string
}

interface Dynalite {
  readonly server: Server
  /** dynalite ignores signatures, so one client serves every caller. */
  readonly client: DynamoDBClient
}

const running = perCloud((): Set<Promise<Dynalite>> => new Set())

const places = perRegion((): { tables?: Tables } => ({}))

export function tablesOf(cloud: Cloud, region: Region): Tables {
  const place = places(region)
  if (place.tables === undefined) {
    const dynalite = start(region.name)
    running(cloud).add(dynalite)
    place.tables = { dynalite, timeToLive: new Map(), recoverable: new Set(), policies: new Map() }
  }
  return place.tables
}

interface Options {
  readonly createTableMs: number
  readonly deleteTableMs: number
  readonly updateTableMs: number
}

const require = createRequire(import.meta.url)

async function start(region: string): Promise<Dynalite> {
  const make: (options: Options) => Server = require('dynalite')
  const server = make({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  const { DynamoDBClient } = await import('@aws-sdk/client-dynamodb')
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region,
    maxAttempts: 1,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  return { server, client }
}

/** Stops every dynalite of the cloud. */
export async function stopTables(cloud: Cloud): Promise<void> {
  const all = [...running(cloud)]
  running(cloud).clear()
  for (const { server, client } of await Promise.all(all)) {
    client.destroy()
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await closed
  }
}
