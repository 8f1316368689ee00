/** The way of an event: rules of every region, the home bus, and what could not be delivered. */
import type { Manifest } from '../manifest.ts'
import { isMember, type PlannedResource, resource, undeliveredRegions } from './resource.ts'

export const eventResources = (manifest: Manifest): PlannedResource[] => [
  ...manifest.eventRules.map(({ name, region, why }) =>
    resource('Events::Rule', name, region, why),
  ),
  ...alarmRules(manifest),
  ...undeliveredRegions(manifest).map((region) =>
    resource(
      'SQS::Queue',
      `${manifest.prefix}-undelivered`,
      region,
      'what EventBridge or SNS gave up',
    ),
  ),
  ...(manifest.eventRules.length > 0 || alarmRules(manifest).length > 0
    ? [resource('IAM::Role', `${manifest.prefix}-forward`, '', 'EventBridge sends to the home bus')]
    : []),
  ...(isMember(manifest) ? [] : homeBus(manifest)),
]

/** How many rules the default bus of each region has to hold: the home bus has a quota of its own. */
export const defaultBusRules = (manifest: Manifest): ReadonlyMap<string, number> =>
  new Map(
    [
      ...Map.groupBy(
        [...manifest.eventRules, ...alarmRules(manifest)],
        ({ region }: { readonly region: string }) => region,
      ),
    ].map(([region, rules]) => [region, rules.length]),
  )

/** Alarms tell topics of their own region only, so elsewhere they become events. */
const alarmRules = (manifest: Manifest): PlannedResource[] =>
  undeliveredRegions(manifest)
    .filter((region) => isMember(manifest) || region !== manifest.home)
    .map((region) =>
      resource(
        'Events::Rule',
        `${manifest.prefix}-health`,
        region,
        'alarms of this region are told at home',
      ),
    )

function homeBus(manifest: Manifest): PlannedResource[] {
  const { prefix, home, topology, functions, health } = manifest
  const rule = (name: string, why: string) =>
    resource('Events::Rule', `${prefix}-${name}`, home, `on the home bus: ${why}`)
  return [
    resource('Events::EventBus', prefix, home, 'where the events of all regions meet'),
    ...(topology.kind === 'hub'
      ? [resource('Events::EventBusPolicy', prefix, home, 'members of the organization send here')]
      : []),
    ...(functions.includes('detect') ? [rule('deliver', 'every event goes to detect')] : []),
    ...(functions.includes('snapshot-iam')
      ? [rule('iam', 'changes in IAM go to snapshot-iam')]
      : []),
    rule('health', 'alarms of other regions go to the topic health'),
    ...(health.topic.kind === 'existing'
      ? [resource('IAM::Role', `${prefix}-health`, '', 'EventBridge tells the topic health')]
      : []),
  ]
}
