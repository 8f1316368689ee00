import { join, resolve } from 'node:path'
import { cloudFormation } from '../../aws/quotas.ts'
import { narrowing } from '../../compare/narrowing.ts'
import { unusedByTemplate } from '../../diagnostics/catalogue/cannot-answer/arguments.ts'
import {
  hubWithoutMembers,
  largeTemplate,
  noConfig,
  notAHub,
} from '../../diagnostics/catalogue/cannot-answer/stage.ts'
import { byPlace, isError } from '../../diagnostics/diagnostic.ts'
import { costOf } from '../../plan/cost.ts'
import { type Difference, differenceOf } from '../../plan/difference.ts'
import type { Manifest } from '../../plan/manifest.ts'
import { type MemberTemplate, memberTemplate } from '../../plan/member-template.ts'
import { plan as planOf } from '../../plan/plan.ts'
import { planBefore } from '../../project/plan-before.ts'
import { planDiagnostics, stageOf } from '../../project/plan-problems.ts'
import { loadProject, type Project } from '../../project/project.ts'
import { refutedRules } from '../../project/refuted-rules.ts'
import { rulePaths } from '../arguments.ts'
import { command } from '../command.ts'
import { exit } from '../exit.ts'
import { prettyDiagnostics, tally } from '../format/pretty-diagnostics.ts'
import { prettyDifference } from '../format/pretty-difference.ts'
import { prettyPlan } from '../format/pretty-plan.ts'
import { flag, type OptionValues, projectOptions, text } from '../options.ts'
import { findingsOf, nothingFound, type Outcome } from '../outcome.ts'
import { refuseBroken } from '../refuse-broken.ts'
import { palette, type Terminal } from '../terminal.ts'

const options = {
  ...projectOptions,
  stage: text('stage', 'the stage in tripline.yaml (default: the only one)'),
  against: text('plan', 'compare with a plan in a file, or at a git revision'),
  memberTemplate: flag('write the CloudFormation template for the members of a hub'),
  verbose: flag('list every rule, resource and pattern'),
}

type Options = OptionValues<typeof options>

/** Shows what a deployment creates, where and why; against an older plan, what it changes. */
export const plan = command({
  name: 'plan',
  description:
    'Show the AWS resources of a stage and their cost, or the detections that a change would lose',
  arguments: [rulePaths],
  options,
  examples: [
    'tripline plan --stage production',
    'tripline plan --stage production --verbose | less',
    'tripline plan --stage production --format json --output plan.json',
    'tripline plan --stage production --against main',
    'tripline plan --stage security --member-template --output member.json',
  ],
  run: ([paths], options, terminal) => planStage(paths, options, terminal),
})

function planStage(paths: readonly string[], options: Options, terminal: Terminal): Outcome {
  refuseUnused(options)
  const project = loadProject(paths, options.config, terminal)
  refuseBroken(project, terminal)
  if (project.config === undefined) throw noConfig()
  const stage = stageOf(options.stage, project)
  const { manifest, problems } = planOf({
    config: project.config.envelope,
    rules: project.rules.map(({ rule }) => rule),
    exceptions: project.exceptions.map(({ exception }) => exception),
    stage,
  })
  const diagnostics = [
    ...refutedRules(project.rules),
    ...planDiagnostics(problems, project),
  ].toSorted(byPlace)
  const diagnosticText = prettyDiagnostics(diagnostics, project, terminal)
  const findings = findingsOf(diagnostics)
  if (manifest === undefined || diagnostics.some(isError))
    return {
      ...nothingFound,
      exit: exit.no,
      pretty: `${diagnosticText}${palette(terminal).error('✗')} ${tally(diagnostics)}: nothing can be deployed\n`,
      data: { stage, problems: diagnostics },
      rows: diagnostics,
      findings,
    }
  if (options.memberTemplate) return templateOf(manifest)
  const isVerbose = options.verbose ?? false
  const difference = compare(manifest, paths, options, project, terminal)
  return {
    ...nothingFound,
    findings,
    exit: difference === undefined || difference.lost.length === 0 ? exit.yes : exit.no,
    pretty: [
      diagnosticText,
      difference === undefined
        ? prettyPlan(
            manifest,
            costOf(manifest),
            { isVerbose, warningCount: diagnostics.length },
            terminal,
          )
        : prettyDifference(difference, { against: options.against ?? '', isVerbose }, terminal),
    ].join(''),
    data: difference === undefined ? manifest : { manifest, difference },
    rows: difference === undefined ? manifest.rules : difference.lost,
  }
}

/** Refuses options that the member template would ignore. */
function refuseUnused({ memberTemplate, verbose, against }: Options): void {
  const unused = verbose ? '--verbose' : against === undefined ? undefined : '--against'
  if (memberTemplate && unused !== undefined) throw unusedByTemplate(unused)
}

function compare(
  manifest: Manifest,
  paths: readonly string[],
  { against, config }: Options,
  { root }: Project,
  terminal: Terminal,
): Difference | undefined {
  if (against === undefined) return undefined
  const configFile =
    config === undefined ? join(root, 'tripline.yaml') : resolve(terminal.cwd, config)
  const before = planBefore({ against, stage: manifest.stage, paths, root, configFile }, terminal)
  return differenceOf(before, manifest, narrowing)
}

/** The member template as JSON in every output format, because CloudFormation reads it directly. */
function templateOf(manifest: Manifest): Outcome {
  if (manifest.topology.kind !== 'hub') throw notAHub(manifest.stage)
  if (manifest.topology.members.length === 0) throw hubWithoutMembers()
  const template = memberTemplate(manifest)
  refuseLarge(template)
  return {
    ...nothingFound,
    pretty: `${JSON.stringify(template, null, 2)}\n`,
    data: template,
    rows: [template],
  }
}

function refuseLarge(template: MemberTemplate): void {
  const count = Object.keys(template.Resources).length
  const bytes = Buffer.byteLength(JSON.stringify(template, null, 2))
  if (count > cloudFormation.resources || bytes > cloudFormation.templateBytes)
    throw largeTemplate({ resources: count, bytes }, cloudFormation)
}
