/** CloudWatch alarms, as planned. */
import { PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch'
import type { AlarmPlan } from '../../plan/alarms.ts'
import type { DeploymentContext } from './context.ts'

/** Creates alarms. */
export async function makeAlarms(
  { clients }: DeploymentContext,
  plans: readonly AlarmPlan[],
): Promise<void> {
  for (const plan of plans)
    await clients.in('cloudwatch', plan.region).send(new PutMetricAlarmCommand(inputOf(plan)))
}

function inputOf(plan: AlarmPlan) {
  const topic = plan.topic === undefined ? [] : [plan.topic]
  const of = (state: AlarmPlan['notifies'][number]): string[] =>
    plan.notifies.includes(state) ? topic : []
  return {
    AlarmName: plan.name,
    AlarmDescription: plan.description,
    Namespace: plan.namespace,
    MetricName: plan.metric,
    Dimensions: Object.entries(plan.dimensions ?? {}).map(([Name, Value]) => ({ Name, Value })),
    Statistic: plan.statistic,
    ComparisonOperator: plan.comparison,
    Threshold: plan.threshold,
    Period: plan.periodSeconds,
    EvaluationPeriods: plan.periods,
    DatapointsToAlarm: plan.datapoints,
    TreatMissingData: plan.missing,
    AlarmActions: of('ALARM'),
    OKActions: of('OK'),
    InsufficientDataActions: of('INSUFFICIENT_DATA'),
  }
}
