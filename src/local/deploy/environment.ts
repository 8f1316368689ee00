/** What each function is told; `infra/environment.ts` tells the same on AWS, a test compares. */
import type { FunctionName, Manifest } from '../../plan/manifest.ts'
import { heartbeatRuleArn, roleArn, topicArn } from './names.ts'

/** `queueUrl` by the name after the prefix. */
export function environmentOf(
  manifest: Manifest,
  name: FunctionName,
  queueUrl: (name: string) => string,
  detectRole: string,
): Readonly<Record<string, string>> {
  return { STAGE: manifest.stage, ...own(manifest, name, queueUrl, detectRole) }
}

function own(
  manifest: Manifest,
  name: FunctionName,
  queueUrl: (name: string) => string,
  detectRole: string,
): Readonly<Record<string, string>> {
  const { prefix, responders, heartbeat } = manifest
  switch (name) {
    case 'detect':
      return {
        ...sending(manifest),
        EVENTS_DEAD: queueUrl('events-dead'),
        HEARTBEAT_ROLE: roleArn(manifest, 'heartbeat'),
        RESPONDER_QUEUES: json(responders.map(({ name }) => [name, queueUrl(name)])),
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
        DEAD_QUEUE: queueUrl(`${name}-dead`),
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
    manifest.channels.map(({ name, topic, format, severity }) => [
      name,
      { topic: topicArn(manifest, manifest.home, topic), format, severity },
    ]),
  ),
  OWN_ROLES: JSON.stringify(manifest.functions.map((name) => roleArn(manifest, name))),
})
