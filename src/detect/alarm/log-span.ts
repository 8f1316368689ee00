/**
 * Which part of the log a message asks to be read.
 *
 * It is not documented whether a metric filter counts an event at the time it happened or at the time
 * the log took it in, and CloudTrail brings events late, so every span is widened by that.
 */
import type { AlarmItem, Span } from './alarm-item.ts'
import type { AlarmMessage, StateChange } from './alarm-message.ts'

/**
 * Three times the five minutes that CloudTrail takes on average to deliver to a log group.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-create-a-trail-using-the-console-first-time.html
 */
export const latenessMs = 900_000

/** From where on the events lie that made an alarm change. */
export const changeFromMs = ({ atMs, evaluatedMs }: StateChange): number =>
  atMs - evaluatedMs - latenessMs

/**
 * `windowMs`: how far apart events of one burst lie. What was read once is read again as far as late
 * events may have come into it since, and events before those belong to the same burst.
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

/** What is known once `span` was read as well. */
export function joined(read: Span | null, span: Span): Span {
  if (read === null || span.fromMs > read.toMs || span.toMs < read.fromMs) return span
  return {
    fromMs: Math.min(read.fromMs, span.fromMs),
    toMs: Math.max(read.toMs, span.toMs),
  }
}
