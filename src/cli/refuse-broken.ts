import { brokenRules } from '../project/broken-rules.ts'
import type { Project } from '../project/project.ts'
import { prettyDiagnostics } from './format/pretty-diagnostics.ts'
import type { Terminal } from './terminal.ts'

/** Prints the errors of a project, and throws if it has any. */
export function refuseBroken(project: Project, terminal: Terminal): void {
  const broken = brokenRules(project)
  if (broken === undefined) return
  terminal.err(prettyDiagnostics(broken.errors, project, terminal))
  throw broken.failure
}
