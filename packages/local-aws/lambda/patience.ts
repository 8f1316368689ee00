/**
 * The number of machine milliseconds that count as one millisecond of a function's clock. A slow
 * laptop may take many seconds for one second of Lambda's work, and must give the same result.
 * Timeouts, leases and the function's clock are all scaled by this factor. Code that takes longer
 * is ended, as in Lambda.
 */
export const patience = 10
