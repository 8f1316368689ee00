/** Throttled calls are retried with growing delays, for about ten seconds. */
export const maxAttempts = 8
