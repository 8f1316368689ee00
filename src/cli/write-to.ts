/** Writing an answer to a file that somebody named. */
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { CannotAnswer } from './exit.ts'
import type { Terminal } from './terminal.ts'

export function writeTo(file: string, text: string, { cwd }: Pick<Terminal, 'cwd'>): void {
  try {
    writeFileSync(resolve(cwd, file), text)
  } catch (problem) {
    throw new CannotAnswer(`\`${file}\` cannot be written: ${(problem as Error).message}`)
  }
}
