import { codes } from '../diagnostics/codes.ts'
import { type Diagnostic, isError, type Level } from '../diagnostics/diagnostic.ts'
import { render } from '../diagnostics/render.ts'
import { CannotAnswer, exit } from './exit.ts'
import { type Finding, finding, type Outcome } from './outcome.ts'
import type { Project } from './project.ts'
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

export const plural = (count: number, noun: string): string =>
  `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`

/**
 * For commands whose question is not whether the rules are valid: a rule set with an error in it
 * gives no answer, because an answer without one of its rules would look complete.
 */
export function refuseBroken(project: Project, terminal: Terminal): void {
  const errors = project.diagnostics.filter(isError)
  if (errors.length === 0 && project.rules.length === 0) throw noRule()
  if (errors.length === 0) return
  terminal.err(rendered(errors, project, terminal))
  throw new CannotAnswer(
    `${plural(errors.length, 'error')} in the rules`,
    'mend them first: `tripline validate` lists all',
  )
}

/** Files were found, and none is a rule: an answer about nothing would look like a good one. */
export const noRule = (): CannotAnswer =>
  new CannotAnswer('there is no rule among these files', 'name the folder that holds the rules')

export const nothingFound: Pick<Outcome, 'findings' | 'cases' | 'exit'> = {
  findings: [],
  cases: [],
  exit: exit.yes,
}
