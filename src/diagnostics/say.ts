import type { Code } from './codes.ts'
import type { Diagnostic, Level, Span } from './diagnostic.ts'

/**
 * House rules for a message: one sentence, lower-case first letter, no final full stop, no line
 * break; what the author wrote goes in backticks; speak of rules and events, never of our types.
 */
export const error = (
  code: Code,
  message: string,
  help: string | undefined,
  span: Span,
): Diagnostic => told('error', code, message, help, span)

export const warning = (
  code: Code,
  message: string,
  help: string | undefined,
  span: Span,
): Diagnostic => told('warning', code, message, help, span)

export const note = (
  code: Code,
  message: string,
  help: string | undefined,
  span: Span,
): Diagnostic => told('note', code, message, help, span)

function told(
  level: Level,
  code: Code,
  message: string,
  help: string | undefined,
  span: Span,
): Diagnostic {
  return {
    code,
    level,
    message: inOneLine(message),
    help: help === undefined ? undefined : inOneLine(help),
    span,
  }
}

const maxQuotedLength = 160
const maxSentenceLength = 1000

/** What an author wrote may hold line breaks and be as long as its file; a sentence about it is one line. */
function inOneLine(sentence: string): string {
  const line = sentence
    .replaceAll(/[\r\n\u0085\u2028\u2029]+\s*/g, ' ')
    .replaceAll(/`([^`]*)`/g, (all, quoted: string) =>
      quoted.length > maxQuotedLength ? `\`${quoted.slice(0, maxQuotedLength)}…\`` : all,
    )
  return line.length > maxSentenceLength ? `${line.slice(0, maxSentenceLength)}…` : line
}

/** A guess where there is one, else what could have been written. */
export const didYouMean = (guess: string | undefined, known: readonly string[]): string =>
  guess === undefined ? `it can be ${listed(known)}` : `did you mean \`${guess}\`?`

export const listed = (words: readonly string[]): string =>
  words.length === 0 ? 'nothing' : words.map((word) => `\`${word}\``).join(', ')

/** How a list of tripline.yaml is written, for help lines. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: it is the language's own notation
export const listMark = '${lists.name}'
