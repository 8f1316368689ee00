/**
 * A dashboard of one page: the delay from call to detection, the decisions, and anything that is
 * stuck.
 */
import * as aws from '@pulumi/aws'
import { functionName } from '../src/plan/arns.ts'
import type { Manifest } from '../src/plan/manifest.ts'
import { queuesOf } from '../src/plan/queues.ts'
import { undeliveredRegions } from '../src/plan/regions.ts'

/**
 * A metric in the format of dashboards: namespace, name, then dimensions in pairs, then options.
 */
type Line = readonly (
  | string
  | { readonly region?: string; readonly stat?: string; readonly label?: string }
)[]

/** Creates the dashboard of the stage in the home region. */
export function makeDashboard(manifest: Manifest): void {
  new aws.cloudwatch.Dashboard('dashboard', {
    region: manifest.home,
    dashboardName: manifest.prefix,
    dashboardBody: JSON.stringify({ widgets: widgets(manifest) }),
  })
}

function widgets(manifest: Manifest): object[] {
  const { functions, heartbeat, home, prefix, stage } = manifest
  const queues = queuesOf(manifest).map(({ name }) => name)
  const perRegion = (metric: string, stat: string): Line[] =>
    heartbeat.regions.map((region) => [
      'Tripline',
      metric,
      'stage',
      stage,
      'region',
      region,
      { stat, label: region },
    ])
  const ofStage = (metric: string): Line => ['Tripline', metric, 'stage', stage, { stat: 'Sum' }]
  const ofQueue = (metric: string, queue: string, region: string): Line => [
    'AWS/SQS',
    metric,
    'QueueName',
    queue,
    { region, stat: 'Maximum', label: `${queue} ${region}` },
  ]
  return [
    graph('From call to detection, ms', home, perRegion('HeartbeatLatencyMs', 'p50')),
    graph('Heartbeats that arrived', home, perRegion('HeartbeatReceived', 'Sum')),
    graph('Events and alerts', home, [ofStage('EventsEvaluated'), ofStage('AlertsSent')]),
    graph(
      'Oldest message, seconds',
      home,
      queues.map((queue) => ofQueue('ApproximateAgeOfOldestMessage', `${prefix}-${queue}`, home)),
    ),
    graph('Given up', home, [
      ...queues.map((queue) =>
        ofQueue('ApproximateNumberOfMessagesVisible', `${prefix}-${queue}-dead`, home),
      ),
      ...undeliveredRegions(manifest).map((region) =>
        ofQueue('ApproximateNumberOfMessagesVisible', `${prefix}-undelivered`, region),
      ),
    ]),
    graph(
      'Errors of functions',
      home,
      functions.map((name) => [
        'AWS/Lambda',
        'Errors',
        'FunctionName',
        functionName(manifest, name),
        { stat: 'Sum', label: name },
      ]),
    ),
  ].map((widget, index) => ({
    ...widget,
    x: (index % 2) * 12,
    y: Math.floor(index / 2) * 6,
    width: 12,
    height: 6,
  }))
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
const graph = (title: string, region: string, metrics: readonly Line[]): object => ({
  type: 'metric',
  properties: { title, region, metrics, view: 'timeSeries', period: 300, stacked: false },
})
