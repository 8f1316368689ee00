/**
 * What a function is told when it starts, as plain strings. No SST links: those grant far more than
 * what is used (`sns:*`, `sqs:*` on the linked resource).
 */
import type { Input } from '@pulumi/pulumi'
import type { FunctionName, Manifest } from '../src/plan/manifest.ts'
import { channelArn, heartbeatRuleArn, queueUrl, roleArn } from './names.ts'

export type Environment = Readonly<Record<string, Input<string>>>

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: all names and values together. */
const maxBytes = 4096

/** What SST and the runtime add: SST_RESOURCE_App, SST_KEY, SST_KEY_FILE, NODE_OPTIONS. */
const reservedBytes = 512

/** Throws where Lambda would refuse it: better before anything was changed than in the middle. */
export function environmentOf(
  manifest: Manifest,
  name: FunctionName,
  detectRole: Input<string>,
): Environment {
  const environment = { STAGE: manifest.stage, ...own(manifest, name, detectRole) }
  const bytes = Object.entries(environment).reduce(
    (sum, [key, value]) =>
      sum +
      Buffer.byteLength(key) +
      (typeof value === 'string' ? Buffer.byteLength(value) : idBytes),
    reservedBytes,
  )
  if (bytes > maxBytes) {
    throw new Error(
      `the environment of function ${name} takes ${bytes} bytes and Lambda allows ${maxBytes}: ` +
        'fewer regions, channels or break-glass principals make it smaller',
    )
  }
  return environment
}

/** Of the unique id of a role, which is known once it is made. */
const idBytes = 21

function own(manifest: Manifest, name: FunctionName, detectRole: Input<string>): Environment {
  switch (name) {
    case 'detect':
      return {
        ...sending(manifest),
        EVENTS_DEAD: queueUrl(manifest, 'events-dead'),
        HEARTBEAT_ROLE: roleArn(manifest, 'heartbeat'),
        RESPONDER_QUEUES: JSON.stringify(
          Object.fromEntries(
            manifest.responders.map((responder) => [
              responder.name,
              queueUrl(manifest, responder.name),
            ]),
          ),
        ),
      }
    case 'receipts':
      return { STATE_TABLE: `${manifest.prefix}-state` }
    case 'alarm':
      return sending(manifest)
    case 'heartbeat':
      return {
        HEARTBEATS: JSON.stringify(
          Object.fromEntries(
            manifest.heartbeat.regions.map((region) => [
              region,
              heartbeatRuleArn(manifest, region),
            ]),
          ),
        ),
      }
    case 'snapshot-iam':
      return { SNAPSHOTS_TABLE: `${manifest.prefix}-snapshots` }
    case 'rollback-iam':
    case 'restart-trail':
    case 'revoke-ingress':
    case 'block-public-access':
    case 'deactivate-key':
      return {
        ...sending(manifest),
        SNAPSHOTS_TABLE: `${manifest.prefix}-snapshots`,
        RESPONSES_TABLE: `${manifest.prefix}-responses`,
        LIMITS: JSON.stringify(manifest.limits),
        DEAD_QUEUE: queueUrl(manifest, `${name}-dead`),
        DETECT_ROLE: detectRole,
      }
  }
}

const sending = (manifest: Manifest): Environment => ({
  STATE_TABLE: `${manifest.prefix}-state`,
  BUS: manifest.prefix,
  CHANNELS: JSON.stringify(
    Object.fromEntries(
      manifest.channels.map((channel) => [
        channel.name,
        {
          topic: channelArn(manifest, channel),
          format: channel.format,
          severity: channel.severity,
        },
      ]),
    ),
  ),
  OWN_ROLES: JSON.stringify(manifest.functions.map((name) => roleArn(manifest, name))),
})
