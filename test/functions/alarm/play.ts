/** Delivers messages to function `alarm` in a world of its own, and what channels received. */
import type { AlertDocument } from '../../../src/alert/document.ts'
import { readAlarmMessage } from '../../../src/detect/alarm/alarm-message.ts'
import { answer, type Handled } from '../../../src/detect/alarm/answer.ts'
import { type AlarmChange, alarmJson, fromSns } from './messages.ts'
import type { TestWorld } from './world.ts'

/** Delivers a state change, a moment after it. */
export async function deliverChange(made: TestWorld, change: AlarmChange): Promise<Handled> {
  made.clock.nowMs = Math.max(made.clock.nowMs, Date.parse(change.at) + 2000)
  return answerBody(made, fromSns(alarmJson(change)))
}

export async function answerBody(made: TestWorld, body: string): Promise<Handled> {
  const message = readAlarmMessage(body)
  if (message === undefined) throw new Error('no message')
  return answer(message, made.world)
}

/** Delivers the look that was requested last, when it is due. */
export async function look(made: TestWorld): Promise<Handled> {
  const requested = made.requested.at(-1)
  if (requested === undefined) throw new Error('no look was requested')
  made.clock.nowMs = Math.max(made.clock.nowMs, requested.dueMs)
  return answerBody(made, requested.body)
}

/** Topics, in the order in which they heard. */
export const topicsReached = (made: TestWorld): string[] => made.published.map(({ topic }) => topic)
export const alertsOf = (made: TestWorld): AlertDocument[] => [...made.alerts.values()]

export const went = { state: 'ALARM', at: '2026-11-21T03:12:45.000Z' } as const
export const isOk = { state: 'OK', at: '2026-11-21T03:40:00.000Z' } as const
