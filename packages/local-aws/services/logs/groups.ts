/** Operations on log groups and streams. */
import type { Call, OperationsOf } from '../../call.ts'
import { AwsError } from '../../errors.ts'
import { type Group, groupArn, groupByArn, groupsOf } from './group.ts'
import { pageOf } from './page.ts'

type Logs = typeof import('@aws-sdk/client-cloudwatch-logs')

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
]

/** The group of a name, or of an ARN in another account. */
export function groupOf(call: Call, nameOrArn: string | undefined): Group {
  const found = nameOrArn?.startsWith('arn:')
    ? groupByArn(call.cloud, nameOrArn)?.group
    : groupsOf(call.region).get(nameOrArn ?? '')
  if (found !== undefined) return found
  throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.')
}

export const groupOperations = {
  CreateLogGroup: ({ logGroupName }, call) => {
    if (!/^[.\-_/#A-Za-z0-9]{1,512}$/.test(logGroupName)) {
      throw new AwsError(
        'InvalidParameterException',
        `1 validation error detected: Value '${logGroupName}' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+`,
      )
    }
    const groups = groupsOf(call.region)
    if (groups.has(logGroupName))
      throw new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists')
    groups.set(logGroupName, {
      name: logGroupName,
      arn: groupArn(call.region, logGroupName),
      createdAtMs: call.now.getTime(),
      retentionDays: undefined,
      streams: new Map(),
      events: [],
      filters: new Map(),
    })
  },

  DeleteLogGroup: ({ logGroupName }, call) => {
    groupsOf(call.region).delete(groupOf(call, logGroupName).name)
  },

  DescribeLogGroups: ({ logGroupNamePrefix = '', limit, nextToken }, call) => {
    const all = [...groupsOf(call.region).values()]
      .filter(({ name }) => name.startsWith(logGroupNamePrefix))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
    const { page, next } = pageOf(all, limit, nextToken)
    return {
      logGroups: page.map((group) => ({
        logGroupName: group.name,
        arn: `${group.arn}:*`,
        logGroupArn: group.arn,
        creationTime: group.createdAtMs,
        metricFilterCount: group.filters.size,
        storedBytes: 0,
        ...(group.retentionDays === undefined ? {} : { retentionInDays: group.retentionDays }),
      })),
      ...next,
    }
  },

  PutRetentionPolicy: ({ logGroupName, retentionInDays }, call) => {
    const group = groupOf(call, logGroupName)
    if (!retentions.includes(retentionInDays))
      throw new AwsError(
        'InvalidParameterException',
        `1 validation error detected: Value '${retentionInDays}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${retentions.join(', ')}]`,
      )
    group.retentionDays = retentionInDays
  },

  CreateLogStream: ({ logGroupName, logStreamName }, call) => {
    const { streams } = groupOf(call, logGroupName)
    if (streams.has(logStreamName))
      throw new AwsError(
        'ResourceAlreadyExistsException',
        'The specified log stream already exists',
      )
    streams.set(logStreamName, call.now.getTime())
  },

  DescribeLogStreams: (input, call) => {
    const group = groupOf(call, input.logGroupName ?? input.logGroupIdentifier)
    const { logStreamNamePrefix = '', limit, nextToken } = input
    const all = [...group.streams]
      .filter(([name]) => name.startsWith(logStreamNamePrefix))
      .sort(([a], [b]) => (a < b ? -1 : 1))
    const { page, next } = pageOf(all, limit, nextToken)
    return {
      logStreams: page.map(([name, madeAtMs]) => ({
        logStreamName: name,
        creationTime: madeAtMs,
        arn: `${group.arn}:log-stream:${name}`,
        storedBytes: 0,
        ...timesOf(group, name),
      })),
      ...next,
    }
  },
} as const satisfies OperationsOf<Logs>

function timesOf({ events }: Group, stream: string) {
  const own = events.filter((event) => event.stream === stream)
  const [first] = own
  const last = own.at(-1)
  if (first === undefined || last === undefined) return {}
  return {
    firstEventTimestamp: first.atMs,
    lastEventTimestamp: last.atMs,
    lastIngestionTime: last.ingestedAtMs,
  }
}
