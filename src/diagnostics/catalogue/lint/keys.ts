/** Diagnostics about the keys of what a rule remembers. */
import { error } from '../../constructors.ts'
import type { Diagnostic, Span } from '../../diagnostic.ts'

export const chosenKey = (path: string, part: 'threshold' | 'firstSeen', span: Span): Diagnostic =>
  error(
    'chosen-key',
    `a caller can choose the value of \`${path}\`, and a new value is a new key of \`${part}\``,
    `write \`actor\`, or add \`chosen: <reason>\` to \`${part}\` if this value is right`,
    span,
  )
