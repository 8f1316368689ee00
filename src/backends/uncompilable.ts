import type { Compiled } from './backend.ts'

/** Thrown from deep inside a backend, and caught where the backend begins: it never leaves `compile`. */
export class Uncompilable extends Error {
  /** The nearest thing that would work. */
  readonly instead: string

  constructor(why: string, instead: string) {
    super(why)
    this.instead = instead
  }
}

/** What `compile` returns, or the refusal that it throws. Passes other errors on. */
export function orRefused<Output>(compile: () => Compiled<Output>): Compiled<Output> {
  try {
    return compile()
  } catch (error) {
    if (!(error instanceof Uncompilable)) throw error
    return { kind: 'refused', why: error.message, instead: error.instead }
  }
}
