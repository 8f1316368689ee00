/** Operations on alarms. */
import type { MetricAlarm, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch'
import type { Call, OperationsOf } from '../../call.ts'
import { AwsError } from '../../errors.ts'
import { setState, startAlarmClock } from './alarm-clock.ts'
import { type Alarm, cloudWatchOf } from './memory.ts'
import { type Dimension, sorted } from './metric-store.ts'
import { pageOf } from './page.ts'

type CloudWatchClient = typeof import('@aws-sdk/client-cloudwatch')

const invalid = (message: string): AwsError => new AwsError('ValidationError', message)

const statistics = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum']
const operators = [
  'GreaterThanOrEqualToThreshold',
  'GreaterThanThreshold',
  'LessThanThreshold',
  'LessThanOrEqualToThreshold',
]
const treatments = ['missing', 'ignore', 'breaching', 'notBreaching']
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const MAX_ACTIONS = 5
const DAY_SECONDS = 86_400

function check(input: PutMetricAlarmInput): void {
  if (input.Metrics !== undefined || input.ExtendedStatistic !== undefined)
    throw new AwsError(
      'NotImplemented',
      'The local account has alarms on one metric and a plain statistic only.',
      501,
    )
  const { Statistic = '', ComparisonOperator = '', Period = 0, EvaluationPeriods = 0 } = input
  if (!statistics.includes(Statistic)) throw invalid('Statistic is not one that CloudWatch knows.')
  if (!operators.includes(ComparisonOperator)) throw invalid('ComparisonOperator is not valid.')
  if (Period < 60 || Period % 60 !== 0)
    throw new AwsError(
      'NotImplemented',
      `The local account counts in minutes: a period of ${Period} seconds is none.`,
      501,
    )
  if (EvaluationPeriods < 1) throw invalid('EvaluationPeriods must be at least 1.')
  if (Period * EvaluationPeriods > DAY_SECONDS && Period < 3_600)
    throw invalid(
      'Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).',
    )
  const { DatapointsToAlarm = EvaluationPeriods } = input
  if (DatapointsToAlarm < 1 || DatapointsToAlarm > EvaluationPeriods)
    throw invalid('DatapointsToAlarm must be between 1 and EvaluationPeriods.')
  if (input.TreatMissingData !== undefined && !treatments.includes(input.TreatMissingData))
    throw invalid('TreatMissingData is not valid.')
  for (const actions of [input.AlarmActions, input.OKActions, input.InsufficientDataActions])
    if ((actions ?? []).length > MAX_ACTIONS)
      throw invalid(`An alarm has at most ${MAX_ACTIONS} actions for each state.`)
}

function alarmView({ arn, settings, metric, ...alarm }: Alarm): MetricAlarm {
  return {
    AlarmName: alarm.name,
    AlarmArn: arn,
    AlarmDescription: settings.AlarmDescription,
    AlarmConfigurationUpdatedTimestamp: alarm.configuredAt,
    ActionsEnabled: settings.ActionsEnabled ?? true,
    OKActions: settings.OKActions ?? [],
    AlarmActions: settings.AlarmActions ?? [],
    InsufficientDataActions: settings.InsufficientDataActions ?? [],
    StateValue: alarm.state,
    StateReason: alarm.stateReason,
    StateReasonData: alarm.stateReasonData,
    StateUpdatedTimestamp: alarm.stateChangedAt,
    MetricName: metric.name,
    Namespace: metric.namespace,
    Statistic: settings.Statistic,
    Dimensions: [...metric.dimensions],
    Period: settings.Period,
    Unit: settings.Unit,
    EvaluationPeriods: settings.EvaluationPeriods,
    DatapointsToAlarm: settings.DatapointsToAlarm,
    Threshold: settings.Threshold,
    ComparisonOperator: settings.ComparisonOperator,
    TreatMissingData: settings.TreatMissingData,
  }
}

function alarmOf(call: Call, name: string): Alarm {
  const alarm = cloudWatchOf(call.region).alarms.get(name)
  if (alarm !== undefined) return alarm
  throw new AwsError('ResourceNotFound', 'Alarm does not exist', 404)
}

export const alarmOperations = {
  /** An alarm that is replaced keeps its state until its next evaluation. */
  PutMetricAlarm: (input, call) => {
    check(input)
    const { AlarmName, Namespace = '', MetricName = '', Dimensions = [] } = input
    const { alarms } = cloudWatchOf(call.region)
    const known = alarms.get(AlarmName)
    alarms.set(AlarmName, {
      name: AlarmName,
      arn: `arn:aws:cloudwatch:${call.region.name}:${call.account.id}:alarm:${AlarmName}`,
      settings: input,
      metric: {
        namespace: Namespace,
        name: MetricName,
        dimensions: sorted(Dimensions as Dimension[]),
      },
      configuredAt: call.now,
      state: known?.state ?? 'INSUFFICIENT_DATA',
      stateReason: known?.stateReason ?? 'Unchecked: Initial alarm creation',
      stateReasonData: known?.stateReasonData,
      stateChangedAt: known?.stateChangedAt ?? call.now,
    })
    startAlarmClock(call.cloud, call.region)
  },

  DescribeAlarms: (
    { AlarmNames, AlarmNamePrefix = '', StateValue, MaxRecords, NextToken },
    call,
  ) => {
    const all = [...cloudWatchOf(call.region).alarms.values()]
      .filter(({ name }) => AlarmNames === undefined || AlarmNames.includes(name))
      .filter(({ name }) => name.startsWith(AlarmNamePrefix))
      .filter(({ state }) => StateValue === undefined || state === StateValue)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
    const { page, next } = pageOf(all, MaxRecords, NextToken)
    return { MetricAlarms: page.map(alarmView), CompositeAlarms: [], ...next }
  },

  /** Unknown names are no error. */
  DeleteAlarms: ({ AlarmNames }, call) => {
    for (const name of AlarmNames) cloudWatchOf(call.region).alarms.delete(name)
  },

  SetAlarmState: ({ AlarmName, StateValue, StateReason, StateReasonData }, call) => {
    const alarm = alarmOf(call, AlarmName)
    if (!['OK', 'ALARM', 'INSUFFICIENT_DATA'].includes(StateValue))
      throw invalid(`StateValue ${StateValue} is not valid.`)
    if (StateValue !== alarm.state)
      setState(call.cloud, call.region, alarm, StateValue, StateReason, StateReasonData)
  },
} as const satisfies OperationsOf<CloudWatchClient>
