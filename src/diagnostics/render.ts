import type { Diagnostic } from './diagnostic.ts'

/** The text of a file, for the line under a message; undefined where it cannot be shown. */
export type TextOf = (file: string) => string | undefined

/** How parts of a message are coloured; the identity functions leave plain text. */
export interface Paint {
  readonly error: (text: string) => string
  readonly warning: (text: string) => string
  readonly strong: (text: string) => string
  readonly faint: (text: string) => string
}

/**
 * A diagnostic as a person reads it: place, level, code and message, then the line with what is
 * meant underlined, then the way out.
 */
export function render(diagnostic: Diagnostic, textOf: TextOf, paint: Paint): string {
  const { code, level, message, help, span } = diagnostic
  const { line, column } = span.start
  const head = `${paint.strong(`${span.file}:${line}:${column}`)}: ${paint[level](`${level}[${code}]`)}: ${visible(message)}`
  const source = textOf(span.file)?.split(/\r?\n/)[line - 1]
  if (source === undefined || source === '') {
    return help === undefined ? head : `${head}\n  ${paint.faint('=')} ${visible(help)}`
  }
  const gutter = ' '.repeat(String(line).length)
  const shown = excerpt(source, column)
  const width = underlineWidth(diagnostic, source, shown)
  const caret = `${' '.repeat(shown.column)}${paint[level]('^'.repeat(width))}`
  return [
    head,
    paint.faint(`${gutter} |`),
    `${paint.faint(`${line} |`)} ${shown.text}`,
    `${paint.faint(`${gutter} |`)} ${caret}${help === undefined ? '' : ` ${visible(help)}`}`,
  ].join('\n')
}

/** A long line is cut around the place; tabs and control characters must not move the caret. */
function excerpt(source: string, column: number): { text: string; column: number } {
  const from = column > 90 ? column - 60 : 0
  const text = visible(source.slice(from, from + 120))
  return { text: from > 0 ? `…${text}` : text, column: column - 1 - from + (from > 0 ? 1 : 0) }
}

function underlineWidth(
  { span }: Diagnostic,
  source: string,
  shown: { text: string; column: number },
): number {
  const end = span.end.line === span.start.line ? span.end.column : source.length + 1
  const wanted = Math.max(1, end - span.start.column)
  return Math.max(1, Math.min(wanted, shown.text.length - shown.column, 80))
}

/**
 * Text from a file or an event, safe on a terminal: control, bidirectional and zero-width
 * characters are shown as one replacement character each, so that columns still line up.
 */
export const visible = (text: string): string =>
  text.replaceAll(
    /[\0-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (character) => (character === '\t' ? ' ' : '\ufffd'),
  )
