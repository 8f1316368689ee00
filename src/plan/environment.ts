/**
 * How much the environments of the functions hold. Names, tables and queues take little; what grows with
 * tripline.yaml is counted here, and the rest is what it may be at most.
 */
import { environmentBytes } from '../aws/quotas.ts'
import type { FunctionName, Manifest } from './manifest.ts'

/** What SST and the runtime add. */
const addedBytes = 512

/** Names of variables, of tables and of the bus, and the URL of a queue. */
const namedBytes = 480

/** Names of variables, the URL of the dead letters, and the id of the role of `detect`. */
const askedBytes = 220

export interface FullEnvironment {
  readonly name: FunctionName
  readonly bytes: number
}

/** Functions whose environment may be larger than Lambda takes. */
export const fullEnvironments = (manifest: Manifest): FullEnvironment[] =>
  manifest.functions
    .map((name) => ({ name, bytes: environmentBytesOf(manifest, name) }))
    .filter(({ bytes }) => bytes > environmentBytes)

/** Never less than it is. */
export function environmentBytesOf(manifest: Manifest, name: FunctionName): number {
  const always = addedBytes + `STAGE${manifest.stage}`.length
  if (name === 'heartbeat') return always + bytesIn({ HEARTBEATS: beats(manifest) })
  if (name === 'receipts' || name === 'snapshot-iam') return always + namedBytes
  const isResponder = name !== 'detect' && name !== 'alarm'
  return (
    always +
    namedBytes +
    bytesIn(channels(manifest)) +
    bytesIn(
      manifest.functions.map((each) => arnOf(manifest, 'iam', '', `role/${own(manifest, each)}`)),
    ) +
    bytesIn(isResponder ? manifest.limits : queues(manifest)) +
    (isResponder ? askedBytes : 0)
  )
}

const bytesIn = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length

const own = ({ prefix }: Manifest, name: string): string => `${prefix}-${name}`

const arnOf = (
  { partition, account }: Manifest,
  service: string,
  region: string,
  resource: string,
): string => `arn:${partition}:${service}:${region}:${account}:${resource}`

const beats = (manifest: Manifest): object =>
  Object.fromEntries(
    manifest.heartbeat.regions.map((region) => [
      region,
      arnOf(manifest, 'events', region, `rule/${own(manifest, 'heartbeat')}`),
    ]),
  )

const channels = (manifest: Manifest): object =>
  Object.fromEntries(
    manifest.channels.map(({ name, topic, format, severity }) => [
      name,
      {
        topic:
          topic.kind === 'existing' ? topic.arn : arnOf(manifest, 'sns', manifest.home, topic.name),
        format,
        severity,
      },
    ]),
  )

const queues = (manifest: Manifest): object =>
  Object.fromEntries(
    manifest.responders.map(({ name }) => [
      name,
      `https://sqs.${manifest.home}.amazonaws.com.cn/${manifest.account}/${own(manifest, name)}`,
    ]),
  )
