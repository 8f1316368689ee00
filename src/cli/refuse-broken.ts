import { brokenRules } from '../project/broken-rules.ts'
import type { Project } from '../project/project.ts'
import { prettyDiagnostics } from './format/pretty-diagnostics.ts'
import type { Terminal } from './terminal.ts'

/** Throws where the rules give no answer; their errors are printed first. */
export function refuseBroken(project: Project, terminal: Terminal): void {
  const broken = brokenRules(project)
  if (broken === undefined) return
  terminal.err(prettyDiagnostics(broken.errors, project, terminal))
  throw broken.refusal
}
