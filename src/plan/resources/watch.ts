/**
 * Resources of the trail: the trail, metric filters with their alarms, and the alarms over Tripline
 * itself.
 */

import { filterAlarms } from '../alarms.ts'
import { healthAlarms } from '../health.ts'
import type { Manifest } from '../manifest.ts'
import { type PlannedResource, resource } from './resource.ts'

/** The resources of the trail and of all alarms. */
export const watchResources = (manifest: Manifest): PlannedResource[] => [
  ...trail(manifest),
  ...manifest.metricFilters.map(({ name, rule, region, logGroup }) =>
    resource('Logs::MetricFilter', name, region, `${rule}, in ${logGroup}`),
  ),
  ...[...filterAlarms(manifest), ...healthAlarms(manifest)].map(({ name, region, why }) =>
    resource('CloudWatch::Alarm', name, region, why),
  ),
  ...(manifest.topology.kind === 'member'
    ? []
    : [
        resource(
          'CloudWatch::Dashboard',
          manifest.prefix,
          manifest.home,
          'latency, alerts, late and failed messages',
        ),
      ]),
]

function trail({ trail: plan, prefix, account, topology }: Manifest): PlannedResource[] {
  if (plan.kind !== 'create' || topology.kind === 'member') return []
  const { region, name, logGroup } = plan
  return [
    resource('CloudTrail::Trail', name, region, 'records the events'),
    resource('Logs::LogGroup', logGroup, region, 'metric filters read it'),
    resource('IAM::Role', `${prefix}-trail`, '', 'lets the trail write to its log group'),
    resource('KMS::Key', `files of ${name}`, region, 'encrypts the files of the trail'),
    resource('KMS::Alias', `alias/${prefix}-trail`, region, 'alias of that key'),
    resource('S3::Bucket', `${prefix}-trail-${account}-${region}`, region, 'files of the trail'),
    resource(
      'S3::Bucket',
      `${prefix}-trail-access-${account}-${region}`,
      region,
      'access log of these files',
    ),
  ]
}
