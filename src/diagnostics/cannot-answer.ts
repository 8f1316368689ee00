/** One sentence about why a question cannot be answered; in a command it ends with exit code 2. */
export class CannotAnswer extends Error {
  /** What to do about it; undefined where the sentence says it. */
  readonly help: string | undefined

  constructor(message: string, help?: string) {
    super(message)
    this.help = help
  }
}
