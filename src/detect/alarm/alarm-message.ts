/**
 * The messages of queue `alarms`. A *change* is what CloudWatch sends when an alarm changes its state,
 * as SNS passes it on. A *look* is what function `alarm` sends itself to read the log once more.
 *
 * The reason in a change (`NewStateReason`) is not read. Whoever may call SetAlarmState writes it, and
 * in an alert it would look like a sentence of ours.
 *
 * CloudWatch documents the message by example only:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
import { isObject, type Json, type JsonObject } from '../../ir/json.ts'

export type AlarmState = 'ALARM' | 'OK' | 'INSUFFICIENT_DATA'

export type AlarmMessage = StateChange | Look

export interface StateChange {
  readonly kind: 'change'
  readonly alarm: string
  /** Twelve digits; null where the message has none. */
  readonly account: string | null
  /** `eu-west-1`. The message's own `Region` is a name for people (`EU (Ireland)`). */
  readonly region: string | null
  readonly state: AlarmState
  readonly previous: AlarmState | null
  /** When it changed, in milliseconds since 1970. */
  readonly atMs: number
  /** How far back the alarm looked when it changed, in milliseconds. */
  readonly evaluatedMs: number
}

/** The alarm went off and has not reported its end: read what came since. */
export interface Look {
  readonly kind: 'look'
  readonly alarm: string
  /** When the alarm went off for which this look was requested. */
  readonly sinceMs: number
  /** 1 for the first. A look that is delivered twice is handled once. */
  readonly number: number
}

/** For an alarm whose message does not hold how far it looks back: a composite one, or one over an expression. */
const defaultEvaluatedMs = 3_600_000

/** An alarm looks back over seven days at most. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const maxEvaluatedMs = 7 * 86_400_000

/** The body of a queue message, with or without the envelope of SNS; undefined for any other text. */
export function readAlarmMessage(body: string): AlarmMessage | undefined {
  const outer = objectFrom(body)
  const inner = typeof outer?.Message === 'string' ? objectFrom(outer.Message) : outer
  if (inner === undefined) return undefined
  return isObject(inner.look) ? lookFrom(inner.look) : changeFrom(inner)
}

export const lookBody = ({ alarm, sinceMs, number }: Look): string =>
  JSON.stringify({ look: { alarm, sinceMs, number } })

function objectFrom(body: string): JsonObject | undefined {
  try {
    const json: Json = JSON.parse(body)
    return isObject(json) ? json : undefined
  } catch {
    return undefined
  }
}

function lookFrom({ alarm, sinceMs, number }: JsonObject): Look | undefined {
  if (typeof alarm !== 'string' || typeof sinceMs !== 'number' || typeof number !== 'number')
    return undefined
  return { kind: 'look', alarm, sinceMs, number }
}

function changeFrom(message: JsonObject): StateChange | undefined {
  const alarm = text(message.AlarmName)
  const state = stateFrom(message.NewStateValue)
  const atMs = timeFrom(message.StateChangeTime)
  if (alarm === null || state === null || atMs === null) return undefined
  return {
    kind: 'change',
    alarm,
    account: text(message.AWSAccountId),
    region: regionFrom(message.AlarmArn),
    state,
    previous: stateFrom(message.OldStateValue),
    atMs,
    evaluatedMs: evaluatedFrom(message.Trigger),
  }
}

const text = (value: Json | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null

const stateFrom = (value: Json | undefined): AlarmState | null =>
  value === 'ALARM' || value === 'OK' || value === 'INSUFFICIENT_DATA' ? value : null

/** `2026-11-21T03:12:45.123+0000`: the offset has no colon, which no standard date format allows. */
function timeFrom(value: Json | undefined): number | null {
  if (typeof value !== 'string') return null
  const atMs = Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
  return Number.isNaN(atMs) ? null : atMs
}

/** `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:name`. */
const regionFrom = (arn: Json | undefined): string | null =>
  typeof arn === 'string' ? (arn.split(':')[3] ?? '') || null : null

function evaluatedFrom(trigger: Json | undefined): number {
  const { Period: period, EvaluationPeriods: periods } = isObject(trigger) ? trigger : {}
  if (typeof period !== 'number' || typeof periods !== 'number') return defaultEvaluatedMs
  const evaluatedMs = period * periods * 1000
  return evaluatedMs > 0 ? Math.min(evaluatedMs, maxEvaluatedMs) : defaultEvaluatedMs
}
