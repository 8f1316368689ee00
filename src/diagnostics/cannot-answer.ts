/**
 * Thrown where a command cannot answer at all. The message is one sentence that says why. The
 * command ends with exit code 2.
 */
export class CannotAnswer extends Error {
  /** What to do about it. Undefined if the message says so itself. */
  readonly help: string | undefined

  constructor(message: string, help?: string) {
    super(message)
    this.help = help
  }
}
