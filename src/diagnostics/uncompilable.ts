/** Thrown from deep inside a backend, and caught where the backend begins: it never leaves `compile`. */
export class Uncompilable extends Error {
  /** The nearest thing that would work. */
  readonly instead: string

  constructor(why: string, instead: string) {
    super(why)
    this.instead = instead
  }
}
