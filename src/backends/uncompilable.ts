/** The error of a backend for a rule that it cannot compile. */
import type { Compiled } from './backend.ts'

/** A backend throws this for a rule that it cannot compile. `compile` catches it and returns `refused`. */
export class Uncompilable extends Error {
  /** What the author can write instead. */
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
