/** The clock of the invocation that is running, for ports that are made once and used by all. */
import type { Time } from '../../src/detect/ports.ts'

/** The part of Lambda's context that tells the time. */
export interface Deadline {
  readonly getRemainingTimeInMillis: () => number
}

export interface Invocation extends Time {
  readonly begin: (context: Deadline) => void
  /**
   * Ends a call that would outlast the function. The SDK tries again what was throttled or failed
   * on the way, with pauses, and must not do so until Lambda ends the process. `keptMs` is what
   * has to be left for what comes after the call.
   */
  readonly signal: (keptMs?: number) => AbortSignal
}

/** What a port needs that calls AWS: the signal that ends its calls in time. */
export type InTime = Pick<Invocation, 'signal'>

/** What is left for writing down how it went. */
const afterwardsMs = 1500

export function invocation(): Invocation {
  let deadline: Deadline = { getRemainingTimeInMillis: () => 0 }
  const remainingMs = (): number => deadline.getRemainingTimeInMillis()
  return {
    begin: (context) => {
      deadline = context
    },
    nowMs: () => Date.now(),
    remainingMs,
    signal: (keptMs = afterwardsMs) => AbortSignal.timeout(Math.max(1, remainingMs() - keptMs)),
  }
}
