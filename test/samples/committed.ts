/** The sample history as committed, unpacked once for the tests that look into it. */
import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { SampleHistory } from '../../scripts/sample-history/sample-history.ts'

export const root = join(import.meta.dirname, '../../samples/history')

export interface LogRecord {
  readonly [field: string]: unknown
  readonly userIdentity: { readonly [field: string]: unknown }
  readonly eventID: string
  readonly eventTime: string
  readonly eventSource: string
  readonly eventName: string
  readonly eventType: string
  readonly awsRegion: string
  readonly sourceIPAddress: string
  readonly recipientAccountId: string
  readonly sharedEventID?: string
  readonly requestID?: string
}

/** Every file, digests and Insights included, relative to `root` and sorted. */
export const paths: readonly string[] = globSync('**/*', { cwd: root })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => statSync(join(root, path)).isFile())
  .sort()

/** Uncompressed content by path. */
export const committed: ReadonlyMap<string, string> = new Map(
  paths.map((path) => [path, gunzipSync(readFileSync(join(root, path))).toString()]),
)

const beside = <T>(name: string): T =>
  JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8'))
export const attack = beside<SampleHistory['attack']>('attack.json')
export const delivery = beside<SampleHistory['delivery']>('delivery.json')

export interface LogFile {
  readonly path: string
  readonly records: readonly LogRecord[]
}

export const inOrderOfName: readonly LogFile[] = paths
  .filter((path) => path.includes('/CloudTrail/'))
  .map((path) => ({ path, records: JSON.parse(committed.get(path) ?? '').Records }))

/** Repeated records included. */
export const delivered = inOrderOfName.flatMap(({ records }) => records)

const byId = new Map(delivered.map((record) => [record.eventID, record]))
export const records: readonly LogRecord[] = [...byId.values()]

const ofAttack = new Set(attack.map(({ eventID }) => eventID))
export const ordinary = records.filter(({ eventID }) => !ofAttack.has(eventID))

export const found = (eventID: string): LogRecord => {
  const record = byId.get(eventID)
  if (record === undefined) throw new Error(`no record ${eventID}`)
  return record
}
