/** Long polling. */
import type { Clock } from '../../clock.ts'
import type { Message, Queue } from './queue.ts'

/**
 * What `take` gets as soon as it gets anything, or nothing when the wait is over. The wait ends in
 * driven time, and in the machine's own as well: a poll must not hang because nobody moves the clock.
 */
export function arrival(
  clock: Clock,
  queue: Queue,
  waitMs: number,
  take: () => Message[],
): Promise<Message[]> {
  return new Promise((resolve) => {
    const end = (messages: Message[]): void => {
      queue.waiting.delete(again)
      callOff()
      clearTimeout(machine)
      resolve(messages)
    }
    const again = (): void => {
      const messages = take()
      if (messages.length > 0) end(messages)
      else queue.waiting.add(again)
    }
    const callOff = clock.after(waitMs, () => end(take()))
    const machine = setTimeout(() => end(take()), waitMs)
    queue.waiting.add(again)
  })
}
