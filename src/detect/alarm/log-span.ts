/**
 * The part of the log that is read for a message about an alarm. Times are milliseconds since 1970.
 *
 * It is not documented whether a metric filter counts an event at the time it happened or at the time
 * the log received it, and CloudTrail delivers events late. Every span is therefore widened by
 * `latenessMs`.
 */
import type { AlarmItem, Span } from './alarm-item.ts'
import type { AlarmMessage, StateChange } from './alarm-message.ts'

/**
 * Three times the five minutes that CloudTrail takes on average to deliver to a log group.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-create-a-trail-using-the-console-first-time.html
 */
export const latenessMs = 900_000

/** The earliest time of the events that made an alarm change. */
export const changeFromMs = ({ atMs, evaluatedMs }: StateChange): number =>
  atMs - evaluatedMs - latenessMs

/**
 * `windowMs`: the longest time between events of one burst. A part that was read before is read again
 * where late events may have arrived since, and before those as far as events of the same burst reach.
 */
export function spanFor(
  message: AlarmMessage,
  { read, open }: AlarmItem,
  windowMs: number,
  nowMs: number,
): Span {
  const own = message.kind === 'change' ? changeFromMs(message) : message.sinceMs - latenessMs
  const wantedMs = Math.min(own, open?.fromMs ?? own)
  const isKnown = read !== null && wantedMs >= read.fromMs && wantedMs <= read.toMs
  const fromMs = isKnown ? Math.max(wantedMs, read.toMs - 2 * latenessMs - windowMs) : wantedMs
  // A message that comes days late is about its own time and not about all that happened since.
  const latestMs = message.kind === 'change' ? message.atMs + latenessMs : nowMs
  return { fromMs, toMs: Math.max(fromMs, Math.min(nowMs, latestMs)) }
}

/** The part that was read without gaps once `span` is read as well; `span` alone where a gap lies between. */
export function joinSpans(read: Span | null, span: Span): Span {
  if (read === null || span.fromMs > read.toMs || span.toMs < read.fromMs) return span
  return {
    fromMs: Math.min(read.fromMs, span.fromMs),
    toMs: Math.max(read.toMs, span.toMs),
  }
}
