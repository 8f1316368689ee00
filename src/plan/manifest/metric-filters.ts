/** A metric filter of the trail's log group, and the alarm over its metric. */
export interface MetricFilterPlan {
  /** The physical name of the filter and of the alarm. */
  readonly name: string
  readonly rule: string
  readonly region: string
  readonly logGroup: string
  readonly pattern: string
  readonly metric: { readonly namespace: string; readonly name: string }
  readonly alarm: {
    readonly description: string
    readonly periodSeconds: number
    readonly evaluationPeriods: number
    readonly datapointsToAlarm: number
    readonly threshold: number
  }
}
