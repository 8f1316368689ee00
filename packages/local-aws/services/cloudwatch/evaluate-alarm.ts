/**
 * Computes the state of an alarm from the datapoints of its evaluation range, by the tables of
 * CloudWatch's documentation for missing data.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'

export type MissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching'

/** Whether the value of a period breaches the threshold; undefined without data. */
export type Datapoint = boolean | undefined

/**
 * The periods before the evaluation range in which CloudWatch looks for real datapoints; its tables
 * show two.
 */
export const EXTRA_PERIODS = 2

/**
 * The new state. `range` has `evaluationPeriods + EXTRA_PERIODS` periods, the oldest first.
 * Undefined if the alarm keeps its state.
 */
export function evaluateAlarm(
  range: readonly Datapoint[],
  evaluationPeriods: number,
  datapointsToAlarm: number,
  missingData: MissingData,
): AlarmState | undefined {
  const real = range.filter((datapoint) => datapoint !== undefined)
  const recent = real.slice(-evaluationPeriods)
  const breaching = recent.filter(Boolean).length
  if (breaching >= datapointsToAlarm) return 'ALARM'
  if (recent.length === evaluationPeriods) return 'OK'
  switch (missingData) {
    case 'breaching':
      return breaching + evaluationPeriods - recent.length >= datapointsToAlarm ? 'ALARM' : 'OK'
    case 'notBreaching':
      return 'OK'
    case 'ignore':
      return recent.includes(false) ? 'OK' : undefined
    case 'missing':
      if (real.length === 0) return 'INSUFFICIENT_DATA'
      if (recent.includes(false)) return 'OK'
      return isOldEnough(range, datapointsToAlarm) ? 'ALARM' : undefined
  }
}

/**
 * Whether the oldest breaching period is old enough, and every later one breaches or is missing.
 */
const isOldEnough = (range: readonly Datapoint[], datapointsToAlarm: number): boolean =>
  range.length - range.indexOf(true) >= datapointsToAlarm
