/**
 * What calls of CloudWatch need to be allowed.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
 */
import type { Demand } from '../../authorization/authorization.ts'
import type { Call } from '../../call.ts'

interface Input {
  readonly AlarmName?: string
  readonly AlarmNames?: readonly string[]
  readonly Namespace?: string
}

export function cloudWatchDemands(input: Input, { operation, ...call }: Call): readonly Demand[] {
  const action = `cloudwatch:${operation}`
  const names = input.AlarmNames ?? (input.AlarmName === undefined ? [] : [input.AlarmName])
  const alarm = (name: string) =>
    `arn:aws:cloudwatch:${call.region.name}:${call.account.id}:alarm:${name}`
  if (operation.includes('Alarm') && names.length > 0)
    return names.map((name) => ({ action, resource: alarm(name) }))
  if (operation !== 'PutMetricData') return [{ action }]
  return [{ action, context: { 'cloudwatch:namespace': input.Namespace ?? '' } }]
}
