/**
 * Limits how long an invocation waits for the state table. A table that does not answer would use up
 * the time in which overdue alerts can be sent without it (src/detect/unrecorded.ts).
 */
import type { Time } from '../../src/detect/ports.ts'

/** The SDK's repetitions of a throttled call end earlier as a rule. */
export const maxCallMs = 10_000

/** After this time the table is called again: the next invocation finds it when it is back. */
const pauseMs = 20_000

/** Makes a call of the table, or rejects at once where the table did not answer just now. */
export type Patience = <Result>(call: () => Promise<Result>) => Promise<Result>

/**
 * The calls have to end within `maxCallMs` by themselves. A key that throttles does not count: calls
 * for other keys are answered in the same time.
 */
export function patience({ nowMs }: Pick<Time, 'nowMs'>): Patience {
  let answeredMs = Number.NEGATIVE_INFINITY
  let skippedUntilMs = Number.NEGATIVE_INFINITY
  return async (call) => {
    const startMs = nowMs()
    if (startMs < skippedUntilMs) throw new Error('skipped: the state table did not answer')
    try {
      const result = await call()
      answeredMs = nowMs()
      return result
    } catch (error) {
      const isLate = nowMs() - startMs >= maxCallMs - 500
      if (isLate && answeredMs < startMs) skippedUntilMs = nowMs() + pauseMs
      throw error
    }
  }
}
