/** EventBridge, metric filters and alarms, made through the API. */
import {
  CloudWatchClient,
  PutDashboardCommand,
  PutMetricAlarmCommand,
} from '@aws-sdk/client-cloudwatch'
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  PutMetricFilterCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutPermissionCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge'
import { capitalised, type Makers } from './wire.ts'

export const events: Makers = {
  'aws:cloudwatch/dashboard:Dashboard': async (i, region) => {
    const { DashboardValidationMessages = [] } = await new CloudWatchClient({ region }).send(
      new PutDashboardCommand({ DashboardName: i.dashboardName, DashboardBody: i.dashboardBody }),
    )
    if (DashboardValidationMessages.length > 0)
      throw new Error(JSON.stringify(DashboardValidationMessages))
    return { id: i.dashboardName }
  },
  'aws:cloudwatch/eventBus:EventBus': async (i, region) => {
    const { EventBusArn } = await new EventBridgeClient({ region }).send(
      new CreateEventBusCommand({ Name: i.name }),
    )
    return { id: i.name, arn: EventBusArn }
  },
  'aws:cloudwatch/eventBusPolicy:EventBusPolicy': async (i, region) => {
    await new EventBridgeClient({ region }).send(
      new PutPermissionCommand({ EventBusName: i.eventBusName, Policy: i.policy }),
    )
    return { id: i.eventBusName }
  },
  'aws:cloudwatch/eventRule:EventRule': async (i, region) => {
    const { RuleArn } = await new EventBridgeClient({ region }).send(
      new PutRuleCommand({
        Name: i.name,
        Description: i.description,
        EventBusName: i.eventBusName,
        EventPattern: i.eventPattern,
        State: i.state,
      }),
    )
    return { id: i.name, arn: RuleArn }
  },
  'aws:cloudwatch/eventTarget:EventTarget': async (i, region) => {
    const { FailedEntries = [] } = await new EventBridgeClient({ region }).send(
      new PutTargetsCommand({
        Rule: i.rule,
        EventBusName: i.eventBusName,
        Targets: [
          {
            Id: i.targetId,
            Arn: i.arn,
            RoleArn: i.roleArn,
            RetryPolicy: capitalised(i.retryPolicy),
            DeadLetterConfig: capitalised(i.deadLetterConfig),
            InputTransformer: i.inputTransformer && {
              InputPathsMap: i.inputTransformer.inputPaths,
              InputTemplate: i.inputTransformer.inputTemplate,
            },
          },
        ],
      }),
    )
    if (FailedEntries.length > 0) throw new Error(JSON.stringify(FailedEntries))
    return { id: `${i.rule}-${i.targetId}` }
  },
  'aws:cloudwatch/logGroup:LogGroup': async (i, region, account) => {
    const logs = new CloudWatchLogsClient({ region })
    await logs.send(new CreateLogGroupCommand({ logGroupName: i.name }))
    await logs.send(
      new PutRetentionPolicyCommand({ logGroupName: i.name, retentionInDays: i.retentionInDays }),
    )
    return { id: i.name, arn: `arn:aws:logs:${region}:${account}:log-group:${i.name}` }
  },
  'aws:cloudwatch/logMetricFilter:LogMetricFilter': async (i, region) => {
    const { name, namespace, value, defaultValue } = i.metricTransformation
    const transformation = {
      metricName: name,
      metricNamespace: namespace,
      metricValue: value,
      defaultValue: Number(defaultValue),
    }
    await new CloudWatchLogsClient({ region }).send(
      new PutMetricFilterCommand({
        logGroupName: i.logGroupName,
        filterName: i.name,
        filterPattern: i.pattern,
        metricTransformations: [transformation],
      }),
    )
    return { id: i.name }
  },
  'aws:cloudwatch/metricAlarm:MetricAlarm': async (i, region, account) => {
    await new CloudWatchClient({ region }).send(
      new PutMetricAlarmCommand({
        AlarmName: i.name,
        AlarmDescription: i.alarmDescription,
        Namespace: i.namespace,
        MetricName: i.metricName,
        Dimensions: Object.entries(i.dimensions ?? {}).map(([Name, Value]) => ({
          Name,
          Value: String(Value),
        })),
        Statistic: i.statistic,
        ComparisonOperator: i.comparisonOperator,
        Threshold: i.threshold,
        Period: i.period,
        EvaluationPeriods: i.evaluationPeriods,
        DatapointsToAlarm: i.datapointsToAlarm,
        TreatMissingData: i.treatMissingData,
        AlarmActions: i.alarmActions,
        OKActions: i.okActions,
        InsufficientDataActions: i.insufficientDataActions,
      }),
    )
    return { id: i.name, arn: `arn:aws:cloudwatch:${region}:${account}:alarm:${i.name}` }
  },
}
