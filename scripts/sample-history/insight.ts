/**
 * An Insights pair, start and end of unusual activity: the load test in the dev account made Auto
 * Scaling start instances at a rate never seen there
 * (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-insights-fields-trails.html).
 */
import { serviceLinked } from './actors.ts'
import { keyOf } from './delivery.ts'
import type { JsonObject } from './json.ts'
import { dev } from './organization.ts'
import { random } from './random.ts'
import { clock, iso } from './time.ts'

const region = 'eu-central-1'
const start = clock('14:21')
const end = clock('14:28')

/** Average calls a minute; the test started 24 instances in 7 minutes. */
const baseline = { average: 0.0014880952 }
const unusual = { average: 3.4285714286 }

export function insights(): { readonly path: string; readonly content: string } {
  const dice = random('insights')
  const sharedEventID = dice.uuid()
  const record = (state: 'Start' | 'End', at: number): JsonObject => ({
    eventVersion: '1.08',
    eventTime: iso(at),
    awsRegion: region,
    eventID: dice.uuid(),
    eventType: 'AwsCloudTrailInsight',
    recipientAccountId: dev,
    sharedEventID,
    insightDetails: {
      state,
      eventSource: 'ec2.amazonaws.com',
      eventName: 'RunInstances',
      insightType: 'ApiCallRateInsight',
      insightContext: { statistics: statistics(state), attributions: attributions(at) },
    },
    eventCategory: 'Insight',
  })
  const content = JSON.stringify({ Records: [record('Start', start), record('End', end)] })
  const deliveredAt = clock('14:50')
  const path = keyOf({ account: dev, region, kind: 'CloudTrail-Insight', deliveredAt }, dice)
  return { path, content }
}

/** How long the activity lasted is known only at its end. Durations are minutes. */
const statistics = (state: 'Start' | 'End'): JsonObject => ({
  baseline,
  insight: unusual,
  insightDuration: state === 'Start' ? 1 : (end - start) / 60,
  baselineDuration: 10_080,
})

function attributions(at: number): readonly JsonObject[] {
  const host = 'autoscaling.amazonaws.com'
  const role = serviceLinked(dev, 'AutoScaling', host, 'AutoScaling').identity(at).arn ?? null
  const only = (attribute: string, value: typeof role): JsonObject => ({
    attribute,
    insight: [{ value, average: unusual.average }],
    baseline: [{ value, average: baseline.average }],
  })
  return [only('userIdentityArn', role), only('userAgent', host), only('errorCode', 'null')]
}
