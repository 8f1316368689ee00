/**
 * Resources on the route of an event: rules of every region, the home bus, and queues for
 * undeliverable events.
 */

import { forwardedRules, homeRules } from '../home-rules.ts'
import type { Manifest } from '../manifest.ts'
import { forwards, undeliveredRegions } from '../regions.ts'
import { isMember, type PlannedResource, resource } from './resource.ts'

/** The resources on the route of an event. */
export const eventResources = (manifest: Manifest): PlannedResource[] => [
  ...forwardedRules(manifest).map(({ name, region, why }) =>
    resource('Events::Rule', name, region, why),
  ),
  ...undeliveredRegions(manifest).map((region) =>
    resource(
      'SQS::Queue',
      `${manifest.prefix}-undelivered`,
      region,
      'messages that EventBridge or SNS could not deliver',
    ),
  ),
  ...(forwards(manifest)
    ? [
        resource(
          'IAM::Role',
          `${manifest.prefix}-forward`,
          '',
          'lets EventBridge send to the home bus',
        ),
      ]
    : []),
  ...(isMember(manifest) ? [] : homeBus(manifest)),
]

/** The number of rules on the default bus of each region. The home bus has a quota of its own. */
export const defaultBusRules = (manifest: Manifest): ReadonlyMap<string, number> =>
  new Map(
    [
      ...Map.groupBy(forwardedRules(manifest), ({ region }: { readonly region: string }) => region),
    ].map(([region, rules]) => [region, rules.length]),
  )

function homeBus(manifest: Manifest): PlannedResource[] {
  const { prefix, home, topology, health } = manifest
  return [
    resource('Events::EventBus', prefix, home, 'receives the events of all regions'),
    ...(topology.kind === 'hub'
      ? [
          resource(
            'Events::EventBusPolicy',
            prefix,
            home,
            'lets members of the organization send events',
          ),
        ]
      : []),
    ...homeRules(manifest).map(({ name, why }) =>
      resource('Events::Rule', `${prefix}-${name}`, home, `on the home bus: ${why}`),
    ),
    ...(health.topic.kind === 'existing'
      ? [
          resource(
            'IAM::Role',
            `${prefix}-health`,
            '',
            'lets EventBridge publish to the topic health',
          ),
        ]
      : []),
  ]
}
