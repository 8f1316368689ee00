import { Uncompilable } from '../diagnostics/uncompilable.ts'
import type { Compiled } from './backend.ts'

/** What `compile` returns, or the refusal that it throws. Passes other errors on. */
export function orRefused<Output>(compile: () => Compiled<Output>): Compiled<Output> {
  try {
    return compile()
  } catch (error) {
    if (!(error instanceof Uncompilable)) throw error
    return { kind: 'refused', why: error.message, instead: error.instead }
  }
}
