/** Operations on log events: write and search. */
import type { InputLogEvent } from '@aws-sdk/client-cloudwatch-logs'
import { matches } from '../../../../src/cloudwatch-logs/match.ts'
import { parseFilterPattern } from '../../../../src/cloudwatch-logs/parse-filter-pattern.ts'
import type { OperationsOf } from '../../call.ts'
import { AwsError } from '../../errors.ts'
import type { Group, LogEvent } from './group.ts'
import { groupOf } from './groups.ts'
import { ingest } from './ingest.ts'
import { pageOf } from './page.ts'

type Logs = typeof import('@aws-sdk/client-cloudwatch-logs')

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
const MAX_AGE_MS = 14 * 86_400_000
const MAX_AHEAD_MS = 2 * 3_600_000
const MAX_EVENTS = 10_000
/** The limit of a page of FilterLogEvents: "up to 1 MB", and this many events. */
const PAGE_EVENTS = 10_000
const PAGE_BYTES = 1_048_576

const invalid = (message: string): AwsError => new AwsError('InvalidParameterException', message)

function checkOrder(events: readonly InputLogEvent[]): void {
  if (events.length > MAX_EVENTS)
    throw invalid(`At most ${MAX_EVENTS} log events fit into one PutLogEvents.`)
  const isSorted = events.every(
    ({ timestamp = 0 }, i) => i === 0 || timestamp >= (events[i - 1]?.timestamp ?? 0),
  )
  if (!isSorted)
    throw invalid('Log events in a single PutLogEvents request must be in chronological order.')
}

/** The events that are too old or too new: the answer names them, and they are not stored. */
function rejected(events: readonly InputLogEvent[], nowMs: number) {
  const isOld = ({ timestamp = 0 }: InputLogEvent) => timestamp < nowMs - MAX_AGE_MS
  const isAhead = ({ timestamp = 0 }: InputLogEvent) => timestamp > nowMs + MAX_AHEAD_MS
  const old = events.filter(isOld).length
  const firstAhead = events.findIndex(isAhead)
  if (old === 0 && firstAhead < 0) return {}
  return {
    rejectedLogEventsInfo: {
      ...(old === 0 ? {} : { tooOldLogEventEndIndex: old }),
      ...(firstAhead < 0 ? {} : { tooNewLogEventStartIndex: firstAhead }),
    },
  }
}

function filterOf(pattern: string): (event: LogEvent) => boolean {
  const parsed = parseFilterPattern(pattern)
  if (!parsed.ok) throw invalid('Invalid filter pattern')
  return ({ message }) => matches(parsed.pattern, message) !== undefined
}

/** The events of one page: at most `limit`, at most a megabyte, at least one. */
function acceptedEvents(
  events: readonly LogEvent[],
  from: number,
  limit: number,
): readonly LogEvent[] {
  let bytes = 0
  let to = from
  while (to < events.length && to - from < limit) {
    bytes += Buffer.byteLength(events[to]?.message ?? '')
    if (bytes > PAGE_BYTES && to > from) break
    to += 1
  }
  return events.slice(from, to)
}

const inTime = (group: Group): LogEvent[] => [...group.events].sort((a, b) => a.atMs - b.atMs)

export const eventOperations = {
  PutLogEvents: ({ logGroupName, logStreamName, logEvents }, call) => {
    const group = groupOf(call, logGroupName)
    if (!group.streams.has(logStreamName))
      throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.')
    checkOrder(logEvents)
    const nowMs = call.now.getTime()
    const kept = logEvents
      .map(({ timestamp = 0, message = '' }) => ({ atMs: timestamp, message }))
      .filter(({ atMs }) => atMs >= nowMs - MAX_AGE_MS && atMs <= nowMs + MAX_AHEAD_MS)
    ingest(call.cloud, call.region, group, logStreamName, kept)
    return { nextSequenceToken: call.cloud.ids.hex(56), ...rejected(logEvents, nowMs) }
  },

  /** Both `startTime` and `endTime` are inclusive. */
  FilterLogEvents: (input, call) => {
    const group = groupOf(call, input.logGroupName ?? input.logGroupIdentifier)
    const { startTime = 0, endTime = Number.POSITIVE_INFINITY, nextToken } = input
    const { limit = PAGE_EVENTS, logStreamNames, logStreamNamePrefix = '' } = input
    const isMatch = filterOf(input.filterPattern ?? '')
    const found = inTime(group)
      .filter(({ atMs }) => atMs >= startTime && atMs <= endTime)
      .filter(({ stream }) => logStreamNames?.includes(stream) ?? true)
      .filter(({ stream }) => stream.startsWith(logStreamNamePrefix))
      .filter(isMatch)
    const from = nextToken === undefined ? 0 : Number(nextToken)
    if (!Number.isInteger(from)) throw invalid('The specified nextToken is invalid.')
    const page = acceptedEvents(found, from, limit)
    const to = from + page.length
    return {
      events: page.map(({ id, stream, atMs, ingestedAtMs, message }) => ({
        eventId: id,
        logStreamName: stream,
        timestamp: atMs,
        ingestionTime: ingestedAtMs,
        message,
      })),
      searchedLogStreams: [],
      ...(to < found.length ? { nextToken: String(to) } : {}),
    }
  },

  GetLogEvents: (input, call) => {
    const group = groupOf(call, input.logGroupName ?? input.logGroupIdentifier)
    if (!group.streams.has(input.logStreamName))
      throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.')
    const { startTime = 0, endTime = Number.POSITIVE_INFINITY, limit = PAGE_EVENTS } = input
    const found = inTime(group)
      .filter(({ stream }) => stream === input.logStreamName)
      .filter(({ atMs }) => atMs >= startTime && atMs < endTime)
    const from = Number(
      input.nextToken?.slice(2) ?? (input.startFromHead ? 0 : Math.max(0, found.length - limit)),
    )
    const { page } = pageOf(found, limit, String(from))
    return {
      events: page.map(({ atMs, ingestedAtMs, message }) => ({
        timestamp: atMs,
        ingestionTime: ingestedAtMs,
        message,
      })),
      nextForwardToken: `f/${from + page.length}`,
      nextBackwardToken: `b/${from}`,
    }
  },
} as const satisfies OperationsOf<Logs>
