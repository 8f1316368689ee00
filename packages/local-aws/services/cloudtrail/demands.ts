/**
 * What calls of CloudTrail need to be allowed.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudtrail.html
 */
import type { Demand } from '../../authorization/authorization.ts'
import { passRole } from '../../authorization/pass-role.ts'
import type { Call } from '../../call.ts'
import { seenTrails } from './memory.ts'

interface Input {
  readonly Name?: string
  readonly TrailName?: string
  readonly CloudWatchLogsRoleArn?: string
}

const unscoped = ['DescribeTrails', 'ListTrails', 'LookupEvents']

export function cloudTrailDemands(input: Input, call: Call): readonly Demand[] {
  const action = `cloudtrail:${call.operation}`
  if (unscoped.includes(call.operation)) return [{ action }]
  return [
    { action, resource: arnOf(input.Name ?? input.TrailName ?? '', call) },
    ...passRole([input.CloudWatchLogsRoleArn], 'cloudtrail.amazonaws.com'),
  ]
}

/** A trail that is seen from here has the ARN of its home region. */
const arnOf = (nameOrArn: string, call: Call): string =>
  nameOrArn.startsWith('arn:')
    ? nameOrArn
    : (seenTrails(call).find(({ name }) => name === nameOrArn)?.arn ??
      `arn:aws:cloudtrail:${call.region.name}:${call.account.id}:trail/${nameOrArn}`)
