import { codes } from '../diagnostics/codes.ts'
import { type Diagnostic, isError } from '../diagnostics/diagnostic.ts'
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

/** `2 errors and 1 warning` */
export function tally(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(isError).length
  const warnings = diagnostics.length - errors
  const parts = [
    errors > 0 || warnings === 0 ? plural(errors, 'error') : '',
    warnings > 0 ? plural(warnings, 'warning') : '',
  ]
  return parts.filter((part) => part !== '').join(' and ')
}

export const plural = (count: number, noun: string): string =>
  `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`

/**
 * For commands whose question is not whether the rules are valid: a rule set with an error in it
 * gives no answer, because an answer without one of its rules would look complete.
 */
export function refuseBroken(project: Project, terminal: Terminal): void {
  const errors = project.diagnostics.filter(isError)
  if (errors.length === 0) return
  terminal.err(rendered(errors, project, terminal))
  throw new CannotAnswer(
    `${plural(errors.length, 'error')} in the rules`,
    'mend them first: `tripline validate` lists all',
  )
}

export const nothingFound: Pick<Outcome, 'findings' | 'cases' | 'exit'> = {
  findings: [],
  cases: [],
  exit: exit.yes,
}
