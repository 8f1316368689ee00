import type { Outcome } from '../outcome.ts'
import type { Terminal } from '../terminal.ts'
import { type AskOptions, ask } from '../world/ask.ts'

/** Lets a response act that waits for a person; the responder looks again at what stands before it does. */
export const approve = (id: string, options: AskOptions, terminal: Terminal): Promise<Outcome> =>
  ask({ kind: 'approve', id, wanted: 'done', open: ['waiting', 'acting'] }, options, terminal)
