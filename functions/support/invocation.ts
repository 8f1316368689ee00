/**
 * The clock of the current invocation, for ports that are made once and used by all invocations.
 */
import type { Time } from '../../src/detect/ports.ts'

/** The part of Lambda's context with the remaining time. */
export interface Deadline {
  readonly getRemainingTimeInMillis: () => number
}

export interface Invocation extends Time {
  readonly begin: (context: Deadline) => void
  /**
   * A signal that ends a call that would outlast the function. The SDK retries throttled and failed
   * calls with pauses, and must stop before Lambda ends the process. `keptMs` is the time that must
   * be left after the call, `maxMs` the time that the call may take in any case.
   */
  readonly signal: (keptMs?: number, maxMs?: number) => AbortSignal
}

/** The part that a port with AWS calls needs: the signal that ends its calls in time. */
export type InTime = Pick<Invocation, 'signal'>

/** Time that is left to record the result. */
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
    signal: (keptMs = afterwardsMs, maxMs = Number.POSITIVE_INFINITY) =>
      AbortSignal.timeout(Math.max(1, Math.min(maxMs, remainingMs() - keptMs))),
  }
}
