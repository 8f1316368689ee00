/** Playing messages to function `alarm` in a world of its own, and what was heard. */
import type { AlertDocument } from '../../../src/alert/document.ts'
import { readAlarmMessage } from '../../../src/detect/alarm/alarm-message.ts'
import { answer, type Handled } from '../../../src/detect/alarm/answer.ts'
import { alarmJson, fromSns, type Told } from './messages.ts'
import type { TestWorld } from './world.ts'

/** Has a state change, a moment after it. */
export async function tell(made: TestWorld, told: Told): Promise<Handled> {
  made.clock.nowMs = Math.max(made.clock.nowMs, Date.parse(told.at) + 2000)
  return answerBody(made, fromSns(alarmJson(told)))
}

export async function answerBody(made: TestWorld, body: string): Promise<Handled> {
  const message = readAlarmMessage(body)
  if (message === undefined) throw new Error('no message')
  return answer(message, made.world)
}

/** Has the look that was asked for last, when it is due. */
export async function look(made: TestWorld): Promise<Handled> {
  const asked = made.asked.at(-1)
  if (asked === undefined) throw new Error('no look was asked for')
  made.clock.nowMs = Math.max(made.clock.nowMs, asked.dueMs)
  return answerBody(made, asked.body)
}

/** Topics, in the order in which they heard. */
export const heard = (made: TestWorld): string[] => made.published.map(({ topic }) => topic)
export const alertsOf = (made: TestWorld): AlertDocument[] => [...made.alerts.values()]

export const went = { state: 'ALARM', at: '2026-11-21T03:12:45.000Z' } as const
export const isOk = { state: 'OK', at: '2026-11-21T03:40:00.000Z' } as const
