/** Two accounts behind one server, root's credentials of each, and every record that was written. */
import { afterEach } from 'vitest'
import {
  type Cloud,
  type Identity,
  rootIdentity,
  startCloud,
} from '../../packages/local-aws/accounts.ts'
import { startClock } from '../../packages/local-aws/clock.ts'
import type { CloudTrailRecord } from '../../packages/local-aws/cloudtrail-record.ts'
import { startServer } from '../../packages/local-aws/server.ts'
import { services } from '../../packages/local-aws/services.ts'

export const account = '111122223333'
export const other = '444455556666'

export interface Desk {
  readonly cloud: Cloud
  readonly endpoint: string
  readonly root: Identity
  readonly otherRoot: Identity
  readonly records: CloudTrailRecord[]
}

/** What an SDK client is made with. */
export const at = (desk: Desk, credentials: object = desk.root, region = 'eu-west-1') => ({
  endpoint: desk.endpoint,
  credentials: credentials as Identity,
  region,
  maxAttempts: 1,
})

const stops: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

export async function openDesk(): Promise<Desk> {
  const cloud = startCloud(startClock(new Date('2026-11-21T21:05:07Z')), [account, other])
  const records: CloudTrailRecord[] = []
  const server = await startServer(cloud, services, (record) => void records.push(record))
  stops.push(server.stop)
  return {
    cloud,
    endpoint: server.endpoint,
    root: rootIdentity(cloud, account),
    otherRoot: rootIdentity(cloud, other),
    records,
  }
}

/** The code an SDK client got, of a call that must fail. */
export async function codeOf(answer: Promise<unknown>): Promise<string> {
  try {
    await answer
  } catch (error) {
    const { name, Code } = error as { name: string; Code?: string }
    return Code ?? name
  }
  return 'no error'
}
