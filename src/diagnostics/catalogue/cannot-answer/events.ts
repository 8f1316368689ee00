/** Why a command cannot answer: the one event that it needs. */
import { CannotAnswer } from '../../cannot-answer.ts'

/** `where` is a file in backticks, or standard input. */
export const unreadableEvent = (where: string, problem: string): CannotAnswer =>
  new CannotAnswer(`${where} has no usable event: ${problem}`)

export const noEvent = (where: string): CannotAnswer => new CannotAnswer(`${where} has no event`)

export const noEventWithId = (where: string, id: string): CannotAnswer =>
  new CannotAnswer(`${where} has no event with the id \`${id}\``)

export const severalEvents = (where: string, count: number): CannotAnswer =>
  new CannotAnswer(`${where} has ${count} events`, 'choose one with --event-id')

export const noEventFile = (name: string): CannotAnswer =>
  new CannotAnswer(
    `the event file \`${name}\` does not exist`,
    'name a JSON file, write the event itself, or write `-` for standard input',
  )
