import type { Diagnostic } from './diagnostic.ts'

/** Returns one line of a file, counted from 1, or undefined if the file cannot be shown. */
export type LineOf = (file: string, line: number) => string | undefined

/** The functions that colour the parts of a message. */
export interface Paint {
  readonly error: (text: string) => string
  readonly warning: (text: string) => string
  readonly note: (text: string) => string
  readonly strong: (text: string) => string
  readonly faint: (text: string) => string
}

const asItIs = (text: string): string => text

/** For output that is not a terminal: plain text. */
export const unpainted: Paint = {
  error: asItIs,
  warning: asItIs,
  note: asItIs,
  strong: asItIs,
  faint: asItIs,
}

/**
 * A diagnostic as text for a person: place, level, code and message, then the line of the file with
 * the span underlined, then the help. It has no line break at its end.
 */
export function render(diagnostic: Diagnostic, lineOf: LineOf, paint: Paint): string {
  const { code, level, message, help, span } = diagnostic
  const { line, column } = span.start
  const head = `${paint.strong(`${visible(span.file)}:${line}:${column}`)}: ${paint[level](`${level}[${code}]`)}: ${visible(message)}`
  const source = lineOf(span.file, line)
  if (source === undefined || source === '') {
    return help === undefined ? head : `${head}\n  ${paint.faint('=')} ${visible(help)}`
  }
  const gutter = ' '.repeat(String(line).length)
  const shown = excerpt(source, column)
  const width = underlineWidth(diagnostic, source, shown)
  const caret = `${blankUnder(shown)}${paint[level]('^'.repeat(width))}`
  return [
    head,
    paint.faint(`${gutter} |`),
    `${paint.faint(`${line} |`)} ${shown.text}`,
    `${paint.faint(`${gutter} |`)} ${caret}${help === undefined ? '' : ` ${visible(help)}`}`,
  ].join('\n')
}

/**
 * Blanks as wide as the text before the place. CJK characters take two cells each, as does U+3000.
 */
const blankUnder = ({ text, column }: { text: string; column: number }): string =>
  text
    .slice(0, column)
    .padEnd(column)
    .replaceAll(
      /[^\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g,
      ' ',
    )
    .replaceAll(/[^ ]/g, '\u3000')

/**
 * The part of a long line around the place. Tabs and control characters must not move the caret.
 */
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

/** The lines of a text, which is split once for all diagnostics that point into it. */
export function linesIn(text: string): (line: number) => string | undefined {
  let lines: readonly string[] | undefined
  return (line) => {
    lines ??= text.split(/\r?\n/)
    return lines[line - 1]
  }
}

/**
 * Text from a file or an event, safe on a terminal: control characters and characters that are
 * not seen (bidirectional, zero-width, tags) become replacement characters of the same number of
 * units, so that columns still line up.
 */
export const visible = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) =>
    character === '\t' ? ' ' : '\ufffd'.repeat(character.length),
  )
