/** Diagnostics about the keys of what a rule remembers. */
import { error } from '../../constructors.ts'
import type { Diagnostic, Span } from '../../diagnostic.ts'

export const chosenKey = (path: string, part: 'threshold' | 'firstSeen', span: Span): Diagnostic =>
  error(
    'chosen-key',
    part === 'threshold'
      ? `a caller can choose the value of \`${path}\`, and so stay below this \`threshold\``
      : `a caller can choose the value of \`${path}\`, so every event can be new for this \`firstSeen\``,
    `write \`actor\`, or add \`chosen: <reason>\` to \`${part}\` if you need this field`,
    span,
  )
