/** Long polling. */
import type { Clock } from '../../clock.ts'
import type { Message, Queue } from './queue.ts'

/**
 * The result of `take` as soon as it is not empty, or nothing after the wait. The wait ends in
 * driven time and in the machine's time: a poll must not hang while the clock stands still.
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
