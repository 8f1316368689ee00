/** Names and ARNs of what a manifest makes; `infra/names.ts` gives the same for AWS, a test compares. */
import type { FunctionName, Manifest, TopicPlan } from '../../plan/manifest.ts'

export const arnOf = (
  { partition, account }: Manifest,
  service: string,
  region: string,
  resource: string,
): string => `arn:${partition}:${service}:${region}:${account}:${resource}`

export const topicArn = (manifest: Manifest, region: string, topic: TopicPlan): string =>
  topic.kind === 'existing' ? topic.arn : arnOf(manifest, 'sns', region, topic.name)

export const queueArn = (manifest: Manifest, name: string): string =>
  arnOf(manifest, 'sqs', manifest.home, `${manifest.prefix}-${name}`)

export const functionName = ({ prefix }: Manifest, name: FunctionName): string =>
  `${prefix}-${name}`

export const roleArn = (manifest: Manifest, name: string): string =>
  arnOf(manifest, 'iam', '', `role/${manifest.prefix}-${name}`)

export const heartbeatRuleArn = (manifest: Manifest, region: string): string =>
  arnOf(manifest, 'events', region, `rule/${manifest.prefix}-heartbeat`)

/** Where decisions are made: for a member another account's. */
export const homeBusArn = (manifest: Manifest): string =>
  manifest.topology.kind === 'member'
    ? manifest.topology.busArn
    : arnOf(manifest, 'events', manifest.home, `event-bus/${manifest.prefix}`)

/** The queue that feeds a function, after the prefix; the heartbeat is called by a schedule alone. */
export function queueOf(name: FunctionName): string | undefined {
  if (name === 'heartbeat') return undefined
  if (name === 'detect') return 'events'
  return name === 'alarm' ? 'alarms' : name
}

export const alarmsRegion = ({ metricFilters }: Manifest): string | undefined =>
  metricFilters[0]?.region

export const regionOfArn = (arn: string): string => arn.split(':')[3] ?? ''

/** Regions with a queue for what could not be delivered. */
export function undeliveredRegions(manifest: Manifest): string[] {
  const home = manifest.topology.kind === 'member' ? [] : [manifest.home]
  const alarms = alarmsRegion(manifest)
  const forwarding = manifest.eventRules.map(({ region }) => region)
  return [...new Set([...forwarding, ...home, ...(alarms === undefined ? [] : [alarms])])].sort()
}

export const undeliveredArn = (manifest: Manifest, region: string): string =>
  arnOf(manifest, 'sqs', region, `${manifest.prefix}-undelivered`)
