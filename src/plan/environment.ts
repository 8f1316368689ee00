/**
 * What a function is told when it starts, as plain strings, and whether Lambda takes as much. No SST
 * links: those grant far more than what is used (`sns:*`, `sqs:*` on the linked resource).
 */
import { environmentBytes } from '../aws/quotas.ts'
import { channelArn, heartbeatRuleArn, type QueueName, queueUrl, roleArn } from './arns.ts'
import type { FunctionName, Manifest } from './manifest.ts'

/** What only who deploys knows. */
export interface Given<RoleId> {
  readonly queueUrl: (name: QueueName | `${QueueName}-dead`) => string
  /** The unique id of the role of `detect`, `AROA…`: text, or what will be text once the role is made. */
  readonly detectRole: RoleId
}

export type Environment<RoleId> = Readonly<Record<string, string | RoleId>>

export const environmentOf = <RoleId>(
  manifest: Manifest,
  name: FunctionName,
  given: Given<RoleId>,
): Environment<RoleId> => ({ STAGE: manifest.stage, ...own(manifest, name, given) })

function own<RoleId>(
  manifest: Manifest,
  name: FunctionName,
  { queueUrl: url, detectRole }: Given<RoleId>,
): Environment<RoleId> {
  const { prefix, responders, heartbeat } = manifest
  switch (name) {
    case 'detect':
      return {
        ...sending(manifest),
        EVENTS_DEAD: url('events-dead'),
        HEARTBEAT_ROLE: roleArn(manifest, 'heartbeat'),
        RESPONDER_QUEUES: json(responders.map(({ name }) => [name, url(name)])),
      }
    case 'receipts':
      return { STATE_TABLE: `${prefix}-state` }
    case 'alarm':
      return sending(manifest)
    case 'heartbeat':
      return {
        HEARTBEATS: json(
          heartbeat.regions.map((region) => [region, heartbeatRuleArn(manifest, region)]),
        ),
      }
    case 'snapshot-iam':
      return { SNAPSHOTS_TABLE: `${prefix}-snapshots` }
    case 'rollback-iam':
    case 'restart-trail':
    case 'revoke-ingress':
    case 'block-public-access':
    case 'deactivate-key':
      return {
        ...sending(manifest),
        SNAPSHOTS_TABLE: `${prefix}-snapshots`,
        RESPONSES_TABLE: `${prefix}-responses`,
        LIMITS: JSON.stringify(manifest.limits),
        DEAD_QUEUE: url(`${name}-dead`),
        DETECT_ROLE: detectRole,
      }
  }
}

const json = (entries: readonly (readonly [string, unknown])[]): string =>
  JSON.stringify(Object.fromEntries(entries))

const sending = (manifest: Manifest): Readonly<Record<string, string>> => ({
  STATE_TABLE: `${manifest.prefix}-state`,
  BUS: manifest.prefix,
  CHANNELS: json(
    manifest.channels.map((channel) => [
      channel.name,
      {
        topic: channelArn(manifest, channel),
        format: channel.format,
        severity: channel.severity,
      },
    ]),
  ),
  OWN_ROLES: JSON.stringify(manifest.functions.map((name) => roleArn(manifest, name))),
})

/** What SST and the runtime add: SST_RESOURCE_App, SST_KEY, SST_KEY_FILE, NODE_OPTIONS. */
const addedBytes = 512

/** As long as the unique id of a role is. */
const anyId = 'AROA'.padEnd(21, 'X')

interface FullEnvironment {
  readonly name: FunctionName
  readonly bytes: number
}

/** Functions whose environment is larger than Lambda takes. */
export const fullEnvironments = (manifest: Manifest): FullEnvironment[] =>
  manifest.functions
    .map((name) => ({ name, bytes: environmentBytesOf(manifest, name) }))
    .filter(({ bytes }) => bytes > environmentBytes)

function environmentBytesOf(manifest: Manifest, name: FunctionName): number {
  const onAws = { queueUrl: (queue: QueueName | `${QueueName}-dead`) => queueUrl(manifest, queue) }
  const environment = environmentOf(manifest, name, { ...onAws, detectRole: anyId })
  const text = Object.entries(environment).flat().join('')
  return addedBytes + new TextEncoder().encode(text).length
}
