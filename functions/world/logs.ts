/** Reads the trail's log group through a filter pattern. */
import {
  CloudWatchLogsClient,
  type FilteredLogEvent,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Span } from '../../src/detect/alarm/alarm-item.ts'
import type { AlarmFilter } from '../../src/detect/alarm/alarm-links.ts'
import type { LogEntry, Reading, Rest } from '../../src/detect/alarm/log-entry.ts'
import { errorText } from '../../src/ir/error-text.ts'

export interface LogsConfig {
  /**
   * The most events of one read. More than that are a storm, and nobody wants an alert for each.
   */
  readonly maxEvents: number
  /** When the read must stop, in milliseconds since 1970. */
  readonly deadlineMs: () => number
  readonly nowMs: () => number
}

/**
 * Reads what an alarm's filter matched in a time span. Never throws: a log that cannot be read is a
 * result, and the alert is sent all the same.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export function logs(config: LogsConfig): (filter: AlarmFilter, span: Span) => Promise<Reading> {
  const clients = new Map<string, CloudWatchLogsClient>()
  return (filter, span) => {
    const client = clients.get(filter.region) ?? new CloudWatchLogsClient({ region: filter.region })
    clients.set(filter.region, client)
    return read(client, filter, span, config)
  }
}

async function read(
  client: CloudWatchLogsClient,
  { logGroup, pattern }: AlarmFilter,
  { fromMs, toMs }: Span,
  { maxEvents, deadlineMs, nowMs }: LogsConfig,
): Promise<Reading> {
  const entries: LogEntry[] = []
  const stop = (rest: Rest): Reading => ({ kind: 'read', entries, rest })
  const reachedMs = (): number => entries.at(-1)?.loggedMs ?? fromMs
  let nextToken: string | undefined
  try {
    do {
      if (nowMs() >= deadlineMs())
        return stop({ kind: 'unread', fromMs: reachedMs(), why: 'the function had no time left' })
      const page = await client.send(
        new FilterLogEventsCommand({
          logGroupName: logGroup,
          filterPattern: pattern,
          startTime: fromMs,
          endTime: toMs,
          nextToken,
        }),
        { abortSignal: AbortSignal.timeout(Math.max(1, deadlineMs() - nowMs())) },
      )
      entries.push(...(page.events ?? []).flatMap(entryOf))
      nextToken = page.nextToken
      if (entries.length >= maxEvents && nextToken !== undefined)
        return stop({ kind: 'too many', fromMs: reachedMs() })
    } while (nextToken !== undefined)
    return { kind: 'read', entries, rest: null }
  } catch (error) {
    const why = errorText(error)
    if (entries.length === 0) return { kind: 'unreadable', why }
    return stop({ kind: 'unread', fromMs: reachedMs(), why })
  }
}

const entryOf = ({ message, timestamp }: FilteredLogEvent): LogEntry[] =>
  message === undefined || timestamp === undefined ? [] : [{ message, loggedMs: timestamp }]
