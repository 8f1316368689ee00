import type { Manifest } from '../manifest.ts'

/** One thing that will exist in AWS, in the words of CloudFormation. */
export interface PlannedResource {
  /** The CloudFormation type, as in `AWS::SQS::Queue`. */
  readonly type: string
  /** The physical name; of what has none, what it joins. */
  readonly name: string
  /** Empty for what is one for all regions. */
  readonly region: string
  readonly why: string
}

export const resource = (
  type: string,
  name: string,
  region: string,
  why: string,
): PlannedResource => ({ type: `AWS::${type}`, name, region, why })

/** The region of an ARN; empty for a global service. */
export const regionOfArn = (arn: string): string => arn.split(':')[3] ?? ''

export const isMember = ({ topology }: Pick<Manifest, 'topology'>): boolean =>
  topology.kind === 'member'

/** Where metric filters are, and with them their alarms and the topic that those tell. */
export const alarmsRegion = ({ metricFilters }: Manifest): string | undefined =>
  metricFilters[0]?.region

/** Regions with a queue for what EventBridge or SNS gave up. */
export function undeliveredRegions(manifest: Manifest): readonly string[] {
  const alarms = alarmsRegion(manifest)
  const regions = [
    ...manifest.eventRules.map(({ region }) => region),
    ...(isMember(manifest) ? [] : [manifest.home]),
    ...(alarms === undefined ? [] : [alarms]),
  ]
  return [...new Set(regions)].sort()
}

/** What a function takes its messages from; `heartbeat` is called by the clock alone. */
export function queueOf(name: Manifest['functions'][number]): string | undefined {
  if (name === 'heartbeat') return undefined
  return name === 'detect' ? 'events' : name === 'alarm' ? 'alarms' : name
}
