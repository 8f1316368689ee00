/** Prints diagnostics and their number for people. */
import type { Diagnostic, Level } from '../../diagnostics/diagnostic.ts'
import { plural } from '../../diagnostics/plural.ts'
import { render } from '../../diagnostics/render.ts'
import type { Project } from '../../project/project.ts'
import { palette, type Terminal } from '../terminal.ts'

/** Each diagnostic with its source lines, followed by an empty line. */
export const prettyDiagnostics = (
  diagnostics: readonly Diagnostic[],
  { lineOf }: Pick<Project, 'lineOf'>,
  terminal: Pick<Terminal, 'color'>,
): string =>
  diagnostics.map((diagnostic) => `${render(diagnostic, lineOf, palette(terminal))}\n\n`).join('')

/** `2 errors, 1 warning and 3 notes` */
export function tally(diagnostics: readonly Diagnostic[]): string {
  const count = (level: Level) => diagnostics.filter((each) => each.level === level).length
  const levels = (['error', 'warning', 'note'] as const).filter((level) => count(level) > 0)
  const parts = levels.map((level) => plural(count(level), level))
  const last = parts.pop() ?? plural(0, 'error')
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`
}
