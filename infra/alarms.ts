/** CloudWatch alarms, as planned in `src/plan/alarms.ts` and `src/plan/health.ts`. */
import * as aws from '@pulumi/aws'
import type { AlarmPlan } from '../src/plan/alarms.ts'
import { type Arn, type Topics, topicAt } from './topics.ts'

/** Creates alarms. `topics` has the topics that this stage creates. */
export function makeAlarms(plans: readonly AlarmPlan[], topics: Topics): void {
  for (const plan of plans) makeAlarm(plan, topics)
}

function makeAlarm(plan: AlarmPlan, topics: Topics): void {
  const topic = plan.topic === undefined ? [] : [topicAt(topics, plan.topic)]
  const of = (state: AlarmPlan['notifies'][number]): Arn[] =>
    plan.notifies.includes(state) ? topic : []
  const withoutData = of('INSUFFICIENT_DATA')
  new aws.cloudwatch.MetricAlarm(plan.id, {
    region: plan.region,
    name: plan.name,
    alarmDescription: plan.description,
    namespace: plan.namespace,
    metricName: plan.metric,
    ...(plan.dimensions === undefined ? {} : { dimensions: plan.dimensions }),
    statistic: plan.statistic,
    comparisonOperator: plan.comparison,
    threshold: plan.threshold,
    period: plan.periodSeconds,
    evaluationPeriods: plan.periods,
    datapointsToAlarm: plan.datapoints,
    treatMissingData: plan.missing,
    alarmActions: of('ALARM'),
    okActions: of('OK'),
    ...(withoutData.length === 0 ? {} : { insufficientDataActions: withoutData }),
  })
}
