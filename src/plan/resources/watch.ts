/** The trail, metric filters with their alarms, and the alarms over Tripline itself. */
import type { Manifest } from '../manifest.ts'
import {
  alarmsRegion,
  type PlannedResource,
  queueOf,
  resource,
  undeliveredRegions,
} from './resource.ts'

export const watchResources = (manifest: Manifest): PlannedResource[] => [
  ...trail(manifest),
  ...manifest.metricFilters.flatMap(({ name, rule, region, logGroup }) => [
    resource('Logs::MetricFilter', name, region, `${rule}, in ${logGroup}`),
    resource('CloudWatch::Alarm', name, region, rule),
  ]),
  ...healthAlarms(manifest),
  ...(manifest.topology.kind === 'member'
    ? []
    : [
        resource(
          'CloudWatch::Dashboard',
          manifest.prefix,
          manifest.home,
          'latency, alerts, and what is stuck',
        ),
      ]),
]

function trail({ trail: plan, prefix, account, topology }: Manifest): PlannedResource[] {
  if (plan.kind !== 'create' || topology.kind === 'member') return []
  const { region, name, logGroup } = plan
  return [
    resource('CloudTrail::Trail', name, region, 'without one, no event of CloudTrail arrives'),
    resource('Logs::LogGroup', logGroup, region, 'metric filters read it'),
    resource('IAM::Role', `${prefix}-trail`, '', 'the trail writes to its log group'),
    resource('KMS::Key', `files of ${name}`, region, 'encrypts the files of the trail'),
    resource('KMS::Alias', `alias/${prefix}-trail`, region, 'the name of that key'),
    resource('S3::Bucket', `${prefix}-trail-${account}-${region}`, region, 'files of the trail'),
    resource('S3::Bucket', `${prefix}-trail-access-${account}-${region}`, region, 'who read them'),
  ]
}

function healthAlarms(manifest: Manifest): PlannedResource[] {
  const { prefix, home, functions, heartbeat } = manifest
  const log = alarmsRegion(manifest)
  const alarm = (name: string, region: string, why: string) =>
    resource('CloudWatch::Alarm', `${prefix}-health-${name}`, region, why)
  return [
    ...undeliveredRegions(manifest).map((region) =>
      alarm('undelivered', region, 'something was given up'),
    ),
    ...functions.flatMap((name) => {
      const queue = queueOf(name)
      return [
        alarm(`errors-${name}`, home, `function ${name} fails`),
        alarm(`throttles-${name}`, home, `function ${name} may not run`),
        ...(queue === undefined
          ? []
          : [
              alarm(`dead-${queue}`, home, 'messages failed five times'),
              alarm(`late-${queue}`, home, 'messages wait too long'),
            ]),
      ]
    }),
    ...(functions.includes('heartbeat')
      ? [
          ...heartbeat.regions.map((region) =>
            alarm(`heartbeat-${region}`, home, `no event of ${region} arrives`),
          ),
          ...(heartbeat.members ?? []).flatMap(({ account, regions }) =>
            regions.map((region) =>
              alarm(
                `heartbeat-${account}-${region}`,
                home,
                `no event of ${region} of account ${account} arrives`,
              ),
            ),
          ),
        ]
      : []),
    ...(log === undefined ? [] : [alarm('silent-log', log, 'the log group gets nothing')]),
  ]
}
