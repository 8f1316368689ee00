/**
 * How many milliseconds of the machine make one of a function's own. What Lambda does in a second may take
 * a slow laptop many, and must come out the same: timeouts, leases and what a function reads from its
 * clock all get this much more time. Code that takes longer still is ended, as Lambda would end it.
 */
export const patience = 10
