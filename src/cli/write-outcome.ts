/** Writes an outcome in the chosen format to the chosen place. */
import { stripVTControlCharacters } from 'node:util'
import { type FormatName, fileFormats, formats } from './format/formats.ts'
import type { Output } from './options.ts'
import type { Outcome } from './outcome.ts'
import { piecesOf } from './pieces.ts'
import type { Terminal } from './terminal.ts'
import { writeTo } from './write-to.ts'

export function writeOutcome(outcome: Outcome, options: Output, terminal: Terminal): void {
  const byDefault: FormatName = terminal.env.GITHUB_ACTIONS === 'true' ? 'github' : 'pretty'
  const format = options.format ?? byDefault
  const text = formats[format].write(outcome)
  if (options.output === undefined) for (const piece of piecesOf(text)) terminal.out(piece)
  // Colours are for the terminal, not for a file.
  else writeTo(options.output, format === 'pretty' ? withoutColor(text) : text, terminal)
  for (const { name, write } of fileFormats) {
    const file = options[name]
    if (file !== undefined) writeTo(file, write(outcome), terminal)
  }
}

function* withoutColor(text: string | Iterable<string>): Generator<string> {
  for (const piece of piecesOf(text)) yield stripVTControlCharacters(piece)
}
