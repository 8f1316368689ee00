import { byPlace, isError } from '../../diagnostics/diagnostic.ts'
import { compileProblems } from '../compile-problems.ts'
import { exit } from '../exit.ts'
import type { Case, Outcome } from '../outcome.ts'
import { findingsOf, plural, rendered, tally } from '../print-diagnostics.ts'
import { loadProject, type Project } from '../project.ts'
import { palette, type Terminal } from '../terminal.ts'

export interface ValidateOptions {
  readonly config?: string
  /** Warnings count as errors. */
  readonly strict?: boolean
}

/** Are these rules right? Every problem of every file, at once. */
export function validate(
  paths: readonly string[],
  options: ValidateOptions,
  terminal: Terminal,
): Outcome {
  const loaded = loadProject(paths, options.config, terminal)
  const project = {
    ...loaded,
    diagnostics: [...loaded.diagnostics, ...loaded.rules.flatMap(compileProblems)].sort(byPlace),
  }
  const { diagnostics, rules, exceptions } = project
  const valid = !diagnostics.some((diagnostic) => options.strict || isError(diagnostic))
  const paint = palette(terminal)
  const summary = valid
    ? `${paint.good('✓')} ${[
        plural(rules.length, 'valid rule'),
        ...(exceptions.length > 0 ? [plural(exceptions.length, 'exception')] : []),
        ...(diagnostics.length > 0 ? [tally(diagnostics)] : []),
      ].join(', ')}\n`
    : `${paint.error('✗')} ${tally(diagnostics)} in ${plural(new Set(diagnostics.map(({ span }) => span.file)).size, 'file')}\n`
  return {
    exit: valid ? exit.yes : exit.no,
    pretty: `${rendered(diagnostics, project, terminal)}${summary}`,
    data: {
      valid,
      rules: rules.map(({ rule, file }) => ({ id: rule.id, file, severity: rule.severity })),
      diagnostics,
    },
    rows: diagnostics,
    findings: findingsOf(diagnostics),
    cases: casesOf(project),
  }
}

/** A case for each file that was looked at. */
function casesOf({ rules, exceptions, diagnostics }: Project): Case[] {
  const files = [...rules, ...exceptions].map(({ file }) => file)
  const all = new Set([...files, ...diagnostics.map(({ span }) => span.file)])
  return [...all].sort().map((file) => {
    const errors = diagnostics.filter(
      (diagnostic) => diagnostic.span.file === file && isError(diagnostic),
    )
    const detail = errors.map(
      ({ code, message, span }) => `${code}: ${message} (line ${span.start.line})`,
    )
    return {
      suite: 'validate',
      name: file,
      file,
      result: errors.length > 0 ? 'failed' : 'passed',
      detail: errors.length > 0 ? detail.join('\n') : undefined,
    }
  })
}
