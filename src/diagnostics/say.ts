import type { Code } from './codes.ts'
import type { Diagnostic, Span } from './diagnostic.ts'

/**
 * House rules for a message: one sentence, lower-case first letter, no final full stop, no line
 * break; what the author wrote goes in backticks; speak of rules and events, never of our types.
 */
export const error = (
  code: Code,
  message: string,
  help: string | undefined,
  span: Span,
): Diagnostic => ({ code, level: 'error', message, help, span })

export const warning = (
  code: Code,
  message: string,
  help: string | undefined,
  span: Span,
): Diagnostic => ({ code, level: 'warning', message, help, span })

/** A guess where there is one, else what could have been written. */
export const didYouMean = (guess: string | undefined, known: readonly string[]): string =>
  guess === undefined ? `it can be ${listed(known)}` : `did you mean \`${guess}\`?`

export const listed = (words: readonly string[]): string =>
  words.length === 0 ? 'nothing' : words.map((word) => `\`${word}\``).join(', ')

/** How a list of tripline.yaml is written, for help lines. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: it is the language's own notation
export const listMark = '${lists.name}'
