/** The exit codes, the same for every command. */
export const exit = {
  /** The answer is yes: valid, passed, fires, read. */
  yes: 0,
  /** The answer is no: an invalid rule, a failing test, an event that does not fire. */
  no: 1,
  /**
   * There is no answer: wrong usage, nothing found, an unreadable file, or a rule set that does not
   * load.
   */
  unanswered: 2,
} as const

export type Exit = (typeof exit)[keyof typeof exit]
