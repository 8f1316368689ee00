/**
 * The account and region of a deployed stage, read from tripline.yaml alone. A person who approves
 * a response needs no rules at hand.
 */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { CannotAnswer } from '../diagnostics/cannot-answer.ts'
import type { PlanProblem } from '../plan/problems/problem.ts'
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
    throw new CannotAnswer(
      'there is no tripline.yaml, which says in which account and region a stage is',
      'run it in the folder of the project, or name the file with --config',
    )
  }
  const project = loadProject([file], file, place)
  if (project.config === undefined) {
    throw new CannotAnswer(`${file} cannot be read`, 'see `tripline validate`')
  }
  const problems: PlanProblem[] = []
  const settings = settingsOf(project.config.envelope, stageOf(options.stage, project), (problem) =>
    problems.push(problem),
  )
  if (settings !== undefined) return settings
  const [problem] = problems
  throw new CannotAnswer(
    problem?.message ?? 'tripline.yaml does not say where it is',
    problem?.help,
  )
}
