/** Throttled calls are tried again, at growing distances, for some ten seconds. */
export const maxAttempts = 8
