import type { Outcome } from '../outcome.ts'
import type { Terminal } from '../terminal.ts'
import { type AskOptions, ask } from '../world/ask.ts'

/** Brings back what a response took away, as long as nobody changed it since. */
export const undo = (id: string, options: AskOptions, terminal: Terminal): Promise<Outcome> =>
  ask(
    { kind: 'undo', id, wanted: 'undone', open: ['done', 'failed', 'undoing'] },
    options,
    terminal,
  )
