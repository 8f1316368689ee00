/**
 * Reads the files of a project and plans one stage, or collects the reasons that prevent its
 * deployment.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CannotAnswer } from '../src/diagnostics/cannot-answer.ts'
import { noConfigIn } from '../src/diagnostics/catalogue/deployment.ts'
import type { PlanProblem } from '../src/diagnostics/plan-problem.ts'
import { render, unpainted } from '../src/diagnostics/render.ts'
import { filesOf } from '../src/plan/files.ts'
import { type FileName, fileNames } from '../src/plan/functions/function.ts'
import type { Manifest } from '../src/plan/manifest.ts'
import { plan } from '../src/plan/plan.ts'
import { brokenRules } from '../src/project/broken-rules.ts'
import { loadProject, type Project } from '../src/project/project.ts'
import { refutedRules } from '../src/project/refuted-rules.ts'
import { rulesetModule } from '../src/ruleset/module.ts'
import type { FileBeside } from './bundles.ts'

/** A project with the plan of one of its stages, and the errors that prevent its deployment. */
export interface Stage {
  /**
   * The plan. It exists even if rules must not be deployed yet. Undefined if not even the account
   * is known.
   */
  readonly manifest: Manifest | undefined
  readonly project: Project | undefined
  /** Errors that prevent the deployment, as text for a person; empty if there are none. */
  readonly refused: string
}

/** Plans a stage. `root` is the folder of tripline.yaml. Mistakes in the files do not throw. */
export function readStage(root: string, stage: string, now: Date): Stage {
  if (!existsSync(join(root, 'tripline.yaml'))) return refuse(noConfigIn(root))
  try {
    const project = loadProject(['rules'], undefined, { cwd: root, now })
    const { manifest, problems } = plan({
      config: project.config?.envelope ?? {},
      rules: project.rules.map(({ rule }) => rule),
      exceptions: project.exceptions.map(({ exception }) => exception),
      stage,
    })
    const errors = problems.filter(({ level }) => level === 'error').map(errorText)
    const refuted = refutedRules(project.rules).map((each) =>
      render(each, project.lineOf, unpainted),
    )
    const refused = [...brokenTexts(project), ...refuted, ...errors].join('\n\n')
    return { manifest, project, refused }
  } catch (problem) {
    if (problem instanceof CannotAnswer)
      return refuse([problem.message, problem.help].filter(Boolean).join('\n  = '))
    throw problem
  }
}

const refuse = (refused: string): Stage => ({ manifest: undefined, project: undefined, refused })

function brokenTexts(project: Project): string[] {
  const broken = brokenRules(project)
  if (broken === undefined) return []
  const { errors, failure } = broken
  return [...errors.map((each) => render(each, project.lineOf, unpainted)), failure.message]
}

const errorText = ({ code, message, help, at }: PlanProblem): string =>
  `error[${code}]: ${at.kind === 'rule' ? `rule ${at.rule}: ` : ''}${message}\n  = ${help}`

/**
 * Writes the files that are deployed beside the bundles: the rule set as a module, the filters of
 * alarms, and the rules that name a responder. They are larger than an environment can be. The same plan writes the same bytes.
 */
export function writeFiles(
  root: string,
  manifest: Manifest,
  { rules, exceptions }: Project,
): readonly FileBeside[] {
  const folder = join('.tripline', manifest.stage)
  mkdirSync(join(root, folder), { recursive: true })
  const ruleset = rulesetModule(
    rules.map(({ rule }) => rule),
    exceptions.map(({ exception }) => exception),
    manifest.rulesVersion,
  )
  const texts: Readonly<Record<FileName, string>> = { ...filesOf(manifest), 'ruleset.mjs': ruleset }
  return fileNames.map((to) => {
    const from = join(folder, to)
    writeFileSync(join(root, from), texts[to])
    return { from, to }
  })
}
