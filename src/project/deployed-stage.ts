/**
 * The account and region of a deployed stage, read from tripline.yaml alone. A person who approves
 * a response needs no rules at hand.
 */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  brokenConfig,
  noConfigOfStage,
  noSettings,
} from '../diagnostics/catalogue/cannot-answer/stage.ts'
import { homeMissing } from '../diagnostics/catalogue/plan/stage.ts'
import type { PlanProblem } from '../diagnostics/plan-problem.ts'
import { type Settings, settingsOf } from '../plan/settings.ts'
import { stageOf } from './plan-problems.ts'
import { loadProject, type Place, rootOf } from './project.ts'

/** The settings of a stage that name its resources. */
export type DeployedStage = Pick<Settings, 'stage' | 'account' | 'partition' | 'home' | 'prefix'>

/** The options of a command that select the stage. `config` is the path of tripline.yaml. */
export interface StageOptions {
  readonly config?: string
  readonly stage?: string
}

/**
 * The settings of a stage. Throws if tripline.yaml is missing, cannot be read, or does not define
 * the stage.
 */
export function deployedStage(options: StageOptions, place: Place): DeployedStage {
  const file =
    options.config === undefined
      ? join(rootOf(place.cwd), 'tripline.yaml')
      : resolve(place.cwd, options.config)
  if (!existsSync(file)) {
    throw noConfigOfStage()
  }
  const project = loadProject([file], file, place)
  if (project.config === undefined) {
    throw brokenConfig(file)
  }
  const problems: PlanProblem[] = []
  const settings = settingsOf(project.config.envelope, stageOf(options.stage, project), (problem) =>
    problems.push(problem),
  )
  if (settings !== undefined) return settings
  const [problem = homeMissing()] = problems
  throw noSettings(problem)
}
