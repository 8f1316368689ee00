/**
 * The state of an alarm from the datapoints of its evaluation range, as CloudWatch's documentation
 * tabulates it for missing data.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'

export type MissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching'

/** One period: whether its value breaches; undefined where there was no data. */
export type Datapoint = boolean | undefined

/** CloudWatch looks farther back than it evaluates, for real datapoints; its tables show two more. */
export const EXTRA_PERIODS = 2

/**
 * `range`: the oldest period first, `evaluationPeriods + EXTRA_PERIODS` of them. Undefined means that
 * the alarm keeps its state.
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

/** The oldest breaching period lies far enough back; everything since breaches or is missing. */
const isOldEnough = (range: readonly Datapoint[], datapointsToAlarm: number): boolean =>
  range.length - range.indexOf(true) >= datapointsToAlarm
