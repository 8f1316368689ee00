/**
 * Constructors of diagnostics, one for each level.
 *
 * Rules for a message: one sentence, lower-case first letter, no final full stop, no line break.
 * Text that the author wrote goes in backticks. A message speaks of rules and events, never of our
 * types.
 */
import type { Code } from './codes.ts'
import type { Diagnostic, Level, Span } from './diagnostic.ts'

/** An error makes its rule invalid. `help` says what to write instead, where that is known. */
export const error = (
  code: Code,
  message: string,
  help: string | undefined,
  span: Span,
): Diagnostic => diagnostic('error', code, message, help, span)

/** A warning makes no rule invalid, unless an option says that warnings do. */
export const warning = (
  code: Code,
  message: string,
  help: string | undefined,
  span: Span,
): Diagnostic => diagnostic('warning', code, message, help, span)

/** A note is information only. */
export const note = (
  code: Code,
  message: string,
  help: string | undefined,
  span: Span,
): Diagnostic => diagnostic('note', code, message, help, span)

function diagnostic(
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

/**
 * A message as one line of limited length. Text of the author can contain line breaks, and can be
 * as long as its file.
 */
function inOneLine(sentence: string): string {
  const line = sentence
    .replaceAll(/[\r\n\u0085\u2028\u2029]+\s*/g, ' ')
    .replaceAll(/`([^`]*)`/g, (all, quoted: string) =>
      quoted.length > maxQuotedLength ? `\`${quoted.slice(0, maxQuotedLength)}…\`` : all,
    )
  return line.length > maxSentenceLength ? `${line.slice(0, maxSentenceLength)}…` : line
}
