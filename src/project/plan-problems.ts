/** Problems of a plan as diagnostics, with their places in files. */

import { misspeltStage, severalStages } from '../diagnostics/catalogue/cannot-answer/stage.ts'
import { type Diagnostic, type Span, startOf } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { type PlanPlace, type PlanProblem, placed } from '../diagnostics/plan-problem.ts'
import type { Project } from './project.ts'

/** The problems of a plan as diagnostics. */
export const planDiagnostics = (
  problems: readonly PlanProblem[],
  project: Project,
): readonly Diagnostic[] => problems.map((problem) => placed(problem, spanOf(problem.at, project)))

function spanOf(at: PlanPlace, { config, rules }: Project): Span {
  switch (at.kind) {
    case 'config':
      return config?.spanAt(at.keys) ?? startOf('tripline.yaml')
    case 'rule':
      return (
        rules.find(({ rule }) => rule.id === at.rule)?.idSpan ?? startOf(`rules/${at.rule}.yaml`)
      )
  }
}

/**
 * The requested stage, or the only one. Throws if there are several, or if the name is misspelt.
 */
export function stageOf(requested: string | undefined, { config }: Project): string {
  const stages = Object.keys(config?.envelope.accounts ?? {})
  if (requested === undefined) {
    const [only, ...others] = stages
    if (others.length > 0) throw severalStages(stages)
    return only ?? 'production'
  }
  const guess = stages.includes(requested) ? undefined : nearest(requested, stages)
  if (guess !== undefined) throw misspeltStage(requested, guess)
  return requested
}
