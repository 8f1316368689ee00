/** Plays the scenarios of `simulate` and collects their results. */
import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import {
  brokenScenario,
  noScenario,
  noScenarios,
} from '../../diagnostics/catalogue/cannot-answer/scenarios.ts'
import { plural } from '../../diagnostics/plural.ts'
import { render } from '../../diagnostics/render.ts'
import { loadProject, type Project } from '../../project/project.ts'
import { statOf } from '../../project/stat-of.ts'
import { reportHtml } from '../../report/report.ts'
import { readScenario } from '../../rule/read-scenario.ts'
import type { Scenario } from '../../rule/schema/scenario.ts'
import { play } from '../../simulate/play.ts'
import { reportOf } from '../../simulate/report.ts'
import type { ScenarioResult } from '../../simulate/scenario-result.ts'
import { exit } from '../exit.ts'
import { wrapped } from '../format/page.ts'
import { endText, momentText } from '../format/pretty-story.ts'
import type { Case, Outcome } from '../outcome.ts'
import { refuseBroken } from '../refuse-broken.ts'
import { palette, type Terminal } from '../terminal.ts'
import { writeTo } from '../write-to.ts'

export interface PlayOptions {
  readonly config?: string
  readonly rules?: readonly string[]
  /** The file for the HTML report. */
  readonly report?: string
  readonly format?: string
  readonly output?: string
}

/**
 * Plays scenarios on an AWS account in this process, and reports whether each came out as expected.
 */
export async function playScenarios(
  names: readonly string[],
  options: PlayOptions,
  terminal: Terminal,
): Promise<Outcome> {
  const project = loadProject(options.rules ?? rulePaths(terminal), options.config, terminal)
  refuseBroken(project, terminal)
  const files = scenarioFiles(names, project, terminal)
  const scenarios = files.map((file) => ({ file, scenario: scenarioIn(file, terminal) }))
  const paint = palette(terminal)
  const isWatched = (options.format ?? 'pretty') === 'pretty' && options.output === undefined
  const print = (text: string) => (isWatched ? terminal.out(text) : undefined)
  const played: ScenarioResult[] = []
  for (const { scenario } of scenarios) {
    print(`${paint.strong(scenario.title)}\n${wrapped(scenario.about.trim()).join('\n')}\n\n`)
    const done = await play({
      scenario,
      rules: project.rules
        .filter(
          ({ rule, file }) => !file.startsWith(ofScenarios) || scenario.rules?.includes(rule.id),
        )
        .map(({ rule }) => rule),
      exceptions: project.exceptions.map(({ exception }) => exception),
      onMoment: (moment) => print(momentText(moment, paint)),
    })
    if (done.killed.length > 0)
      terminal.err(`removed the files of a killed simulation (process ${done.killed.join(', ')})\n`)
    print(`\n${endText(done, paint)}\n`)
    played.push(done)
  }
  if (options.report !== undefined)
    writeTo(options.report, reportHtml(reportOf(played, terminal.now)), terminal)
  const missed = played.filter(({ misses }) => misses.length > 0)
  const summary = `${plural(played.length, 'scenario')}: ${played.length - missed.length} as expected, ${missed.length} not as expected\n`
  return {
    exit: missed.length === 0 ? exit.yes : exit.no,
    pretty: isWatched
      ? summary
      : `${played.map((each) => endText(each, paint)).join('')}${summary}`,
    data: { scenarios: played.map((each, at) => plainPlayed(each, files[at] ?? '', terminal)) },
    rows: played.map((each, at) => plainPlayed(each, files[at] ?? '', terminal)),
    findings: [],
    cases: played.map((each, at) => caseOf(each, files[at] ?? '', terminal)),
  }
}

/** The folder of rules that only scenarios use. */
const ofScenarios = join('scenarios', 'rules')
const rulePaths = ({ cwd }: Terminal): string[] =>
  statOf(join(cwd, ofScenarios))?.isDirectory() ? ['rules', ofScenarios] : ['rules']

/**
 * The files of scenarios. A name is a file of the project's `scenarios` folder without its
 * extension, or a path.
 */
function scenarioFiles(
  names: readonly string[],
  { root }: Project,
  { cwd }: Terminal,
): readonly string[] {
  const folder = join(root, 'scenarios')
  const all = globSync('*.{yaml,yml}', { cwd: folder })
    .sort()
    .map((file) => join(folder, file))
  if (names.length === 0) {
    if (all.length === 0) throw noScenarios(relative(cwd, folder))
    return all
  }
  return names.map((name) => {
    const known = all.find((file) => basename(file).replace(/\.ya?ml$/, '') === name)
    if (known !== undefined) return known
    const file = resolve(cwd, name)
    if (statOf(file)?.isFile()) return file
    throw noScenario(
      name,
      all.map((each) => basename(each).replace(/\.ya?ml$/, '')),
    )
  })
}

function scenarioIn(file: string, terminal: Terminal): Scenario {
  const text = readFileSync(file, 'utf8')
  const shown = relative(terminal.cwd, file)
  const { scenario, diagnostics } = readScenario(shown, text)
  if (scenario !== undefined) return scenario
  const lines = text.split('\n')
  const problems = diagnostics.map((each) =>
    render(each, (_, line) => lines[line - 1], palette(terminal)),
  )
  terminal.err(`${problems.join('\n\n')}\n\n`)
  throw brokenScenario(shown, diagnostics.length)
}

const plainPlayed = (
  { scenario, sent, misses }: ScenarioResult,
  file: string,
  { cwd }: Terminal,
) => ({
  scenario: scenario.title,
  file: relative(cwd, file),
  asExpected: misses.length === 0,
  misses: misses.map(({ what }) => what),
  alerts: sent.map(({ document }) => document),
})

const caseOf = ({ misses }: ScenarioResult, file: string, { cwd }: Terminal): Case => ({
  suite: 'simulate',
  name: basename(dirname(file)) === 'scenarios' ? basename(file) : file,
  file: relative(cwd, file),
  result: misses.length === 0 ? 'passed' : 'failed',
  detail: misses.length === 0 ? undefined : misses.map(({ what }) => what).join('\n'),
})
