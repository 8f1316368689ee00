/**
 * What calls of CloudWatch Logs need to be allowed. IAM sees a log group as the beginning of its
 * streams, so policies write `log-group:NAME:*`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
 */
import type { Demand } from '../../authorization/authorization.ts'
import type { Call } from '../../call.ts'
import { groupArn } from './group.ts'

interface Input {
  readonly logGroupName?: string
  readonly logGroupIdentifier?: string
  readonly logStreamName?: string
}

const onStreams = ['CreateLogStream', 'PutLogEvents', 'GetLogEvents']

/** An action on a log group, given by ARN, or on one of its streams. */
export const onGroup = (action: string, arn: string, stream = ''): Demand => ({
  action: `logs:${action}`,
  resource: `${arn}:log-stream:${onStreams.includes(action) ? stream : ''}`,
})

export function logsDemands(input: Input, call: Call): readonly Demand[] {
  const { operation } = call
  if (operation === 'DescribeLogGroups') return [{ action: 'logs:DescribeLogGroups' }]
  const { logGroupName, logGroupIdentifier = '', logStreamName } = input
  const given = logGroupName ?? logGroupIdentifier
  const arn = given.startsWith('arn:') ? given.replace(/:\*$/, '') : groupArn(call.region, given)
  return [onGroup(operation, arn, logStreamName)]
}
