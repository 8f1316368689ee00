/** Writes text to a file that the user named. */
import { closeSync, openSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { CannotAnswer } from '../diagnostics/cannot-answer.ts'
import { unwritable } from '../diagnostics/catalogue/cannot-answer/files.ts'
import { piecesOf } from './pieces.ts'
import type { Terminal } from './terminal.ts'

export function writeTo(
  file: string,
  text: string | Iterable<string>,
  { cwd }: Pick<Terminal, 'cwd'>,
): void {
  try {
    const open = openSync(resolve(cwd, file), 'w')
    try {
      for (const piece of piecesOf(text)) writeFileSync(open, piece)
    } finally {
      closeSync(open)
    }
  } catch (problem) {
    if (problem instanceof CannotAnswer) throw problem
    throw unwritable(file, (problem as Error).message)
  }
}
