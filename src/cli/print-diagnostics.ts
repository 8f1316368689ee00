import { codes } from '../diagnostics/codes.ts'
import type { Diagnostic, Level } from '../diagnostics/diagnostic.ts'
import { plural } from '../diagnostics/plural.ts'
import { render } from '../diagnostics/render.ts'
import { brokenRules } from '../project/broken-rules.ts'
import type { Project } from '../project/project.ts'
import { exit } from './exit.ts'
import { type Finding, finding, type Outcome } from './outcome.ts'
import { palette, type Terminal } from './terminal.ts'

export const rendered = (
  diagnostics: readonly Diagnostic[],
  { lineOf }: Project,
  terminal: Terminal,
): string =>
  diagnostics.map((diagnostic) => `${render(diagnostic, lineOf, palette(terminal))}\n\n`).join('')

export const findingsOf = (diagnostics: readonly Diagnostic[]): Finding[] =>
  diagnostics.map((diagnostic) => finding(diagnostic, codes[diagnostic.code]))

/** `2 errors, 1 warning and 3 notes` */
export function tally(diagnostics: readonly Diagnostic[]): string {
  const count = (level: Level) => diagnostics.filter((each) => each.level === level).length
  const levels = (['error', 'warning', 'note'] as const).filter((level) => count(level) > 0)
  const parts = levels.map((level) => plural(count(level), level))
  const last = parts.pop() ?? plural(0, 'error')
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`
}

/** Throws where the rules give no answer; their errors are printed first. */
export function refuseBroken(project: Project, terminal: Terminal): void {
  const broken = brokenRules(project)
  if (broken === undefined) return
  terminal.err(rendered(broken.errors, project, terminal))
  throw broken.refusal
}

export const nothingFound: Pick<Outcome, 'findings' | 'cases' | 'exit'> = {
  findings: [],
  cases: [],
  exit: exit.yes,
}
