/**
 * Receipt handles. A handle names a message and one receive of it. It carries a code that only the
 * queue can compute, so nobody can make one from the id of a message.
 */
import { createHmac } from 'node:crypto'

/** What a queue needs to make handles: a secret of its own. */
export interface HandleMaker {
  readonly handleKey: string
}

/** A receive of a message. */
interface Receive {
  readonly id: string
  readonly receiveCount: number
}

const codeOf = ({ handleKey }: HandleMaker, receive: string): string =>
  createHmac('sha256', handleKey).update(receive).digest('base64')

export function handleFor(queue: HandleMaker, { id, receiveCount }: Receive): string {
  const receive = `${id}/${receiveCount}`
  return Buffer.from(`${receive}/${codeOf(queue, receive)}`).toString('base64')
}

/** The message id of a handle; undefined if this queue has not made the handle. */
export function idOf(queue: HandleMaker, handle: string): string | undefined {
  const text = Buffer.from(handle, 'base64').toString()
  const [, receive = '', id, code] = /^(([0-9a-f-]{36})\/\d+)\/(.+)$/.exec(text) ?? []
  return code === codeOf(queue, receive) ? id : undefined
}
