/**
 * The event that CloudWatch sends to the default bus when an alarm changes its state, whether it
 * has actions or not.
 */
import type { Cloud, Region } from '../../accounts.ts'
import type { BusEvent } from '../../delivery/bus-event-shape.ts'
import { secondsOnly } from '../../principal.ts'
import { awsTime } from './alarm-message.ts'
import type { Alarm } from './memory.ts'

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
export function alarmEvent(cloud: Cloud, region: Region, alarm: Alarm, before: Alarm): BusEvent {
  const { metric, settings } = alarm
  return {
    version: '0',
    id: cloud.ids.uuid(),
    'detail-type': 'CloudWatch Alarm State Change',
    source: 'aws.cloudwatch',
    account: region.account.id,
    time: secondsOnly(alarm.stateChangedAt),
    region: region.name,
    resources: [alarm.arn],
    detail: {
      alarmName: alarm.name,
      state: stateOf(alarm),
      previousState: stateOf(before),
      configuration: {
        ...(settings.AlarmDescription === undefined
          ? {}
          : { description: settings.AlarmDescription }),
        metrics: [
          {
            id: cloud.ids.uuid(),
            metricStat: {
              metric: {
                namespace: metric.namespace,
                name: metric.name,
                dimensions: Object.fromEntries(
                  metric.dimensions.map(({ Name, Value }) => [Name, Value]),
                ),
              },
              period: settings.Period ?? null,
              stat: settings.Statistic ?? null,
            },
            returnData: true,
          },
        ],
      },
    },
  }
}

const stateOf = ({ state, stateReason, stateReasonData, stateChangedAt }: Alarm) => ({
  value: state,
  reason: stateReason,
  ...(stateReasonData === undefined ? {} : { reasonData: stateReasonData }),
  timestamp: awsTime(stateChangedAt),
})
