/** The reason for an alarm's state, in CloudWatch's words and as data. */
import { awsTime } from './alarm-message.ts'
import type { MissingData } from './evaluate-alarm.ts'
import type { Alarm } from './memory.ts'

/** One period of the evaluation range: its start, and its value if there was data. */
export interface Period {
  readonly fromMs: number
  readonly value: number | undefined
}

type WithSettings = Pick<Alarm, 'settings'>

export function breaches({ settings }: WithSettings, value: number): boolean {
  const threshold = settings.Threshold ?? 0
  switch (settings.ComparisonOperator) {
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold
    case 'GreaterThanThreshold':
      return value > threshold
    case 'LessThanThreshold':
      return value < threshold
    default:
      return value <= threshold
  }
}

const words: Readonly<Record<string, string>> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
}

/** A number as CloudWatch and Java print it: `1.0`. */
const decimal = (value: number): string => (Number.isInteger(value) ? `${value}.0` : String(value))

/** `21/11/26 05:40:00` */
function shortTime(ms: number): string {
  const [, year = '', month, day, time] =
    /^\d\d(\d\d)-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)/.exec(new Date(ms).toISOString()) ?? []
  return `${day}/${month}/${year} ${time}`
}

export function reason(
  { settings }: WithSettings,
  periods: readonly Period[],
  missing: MissingData,
): string {
  const { EvaluationPeriods = 1, ComparisonOperator = '', Threshold = 0 } = settings
  const real = periods.filter(({ value }) => value !== undefined).slice(-EvaluationPeriods)
  const absent = EvaluationPeriods - real.length
  const plural = (count: number, noun: string): string =>
    `${count} ${noun}${count === 1 ? '' : 's'}`
  if (real.length === 0) {
    if (missing === 'missing') return 'Insufficient Data: no datapoints were received.'
    const treated = missing === 'breaching' ? 'Breaching' : 'NonBreaching'
    return `Threshold Crossed: no datapoints were received for ${plural(absent, 'period')} and ${plural(absent, 'missing datapoint')} ${absent === 1 ? 'was' : 'were'} treated as [${treated}].`
  }
  const values = real
    .map(({ value = 0, fromMs }) => `${decimal(value)} (${shortTime(fromMs)})`)
    .join(', ')
  const not = real.some(({ value = 0 }) => breaches({ settings }, value)) ? '' : 'not '
  return `Threshold Crossed: ${plural(real.length, 'datapoint')} [${values}] ${real.length === 1 ? 'was' : 'were'} ${not}${words[ComparisonOperator]} the threshold (${decimal(Threshold)}).`
}

export const reasonData = (
  { settings }: WithSettings,
  periods: readonly Period[],
  now: Date,
): string => {
  const real = periods.filter(({ value }) => value !== undefined)
  return JSON.stringify({
    version: '1.0',
    queryDate: awsTime(now),
    startDate: awsTime(new Date(real[0]?.fromMs ?? now.getTime())),
    statistic: settings.Statistic,
    period: settings.Period,
    recentDatapoints: real.map(({ value }) => value),
    threshold: settings.Threshold,
    evaluatedDatapoints: real
      .map(({ fromMs, value }) => ({ timestamp: awsTime(new Date(fromMs)), value }))
      .reverse(),
  })
}
