import { noRules } from '../../diagnostics/catalogue/cannot-answer/rules.ts'
import type { Code } from '../../diagnostics/codes.ts'
import { type Diagnostic, isError } from '../../diagnostics/diagnostic.ts'
import { plural } from '../../diagnostics/plural.ts'
import { visible } from '../../diagnostics/render.ts'
import { loadProject, type Project } from '../../project/project.ts'
import { rulePaths } from '../arguments.ts'
import { command } from '../command.ts'
import { exit } from '../exit.ts'
import { prettyDiagnostics } from '../format/pretty-diagnostics.ts'
import { ruleTraceLines } from '../format/pretty-rule-trace.ts'
import { flag, type OptionValues, projectOptions } from '../options.ts'
import { type Case, findingsOf, type Outcome } from '../outcome.ts'
import { refuseBroken } from '../refuse-broken.ts'
import { type Palette, palette, type Terminal } from '../terminal.ts'
import { idleMemory, type Result, runRuleTests } from '../test/run-rule-tests.ts'
import { updateTitle, type WrittenTitle } from '../test/update-titles.ts'

const options = {
  ...projectOptions,
  verbose: flag('also show passed tests'),
  update: flag('write the title of an alert into the tests of each rule that states none'),
}

type Options = OptionValues<typeof options>

/** Runs the tests of the rules. A rule needs one test that fires and one that stays quiet. */
export const test = command({
  name: 'test',
  description: 'Run the tests of the rules, and explain each failure',
  arguments: [rulePaths],
  options,
  examples: [
    'tripline test',
    'tripline test rules/logging/trail-stopped.yaml --verbose',
    'tripline test --update',
    'tripline test --junit report.xml',
  ],
  run: ([paths], options, terminal) => testRules(paths, options, terminal),
})

/** Warnings that are failures here: nothing else shows what such a rule does. */
const untested: readonly Code[] = ['untested-rule', 'untested-memory']

function testRules(paths: readonly string[], options: Options, terminal: Terminal): Outcome {
  const project = loadProject(paths, options.config, terminal)
  if (options.update) refuseBroken(project, terminal)
  const paint = palette(terminal)
  const tested = project.rules.map((rule) => ({ rule, results: runRuleTests(rule, project) }))
  const results = tested.flatMap((each) => each.results)
  const written = options.update
    ? tested.flatMap((each) => updateTitle(each.results, project) ?? [])
    : []
  const problems = [
    ...project.diagnostics.filter((each) => isError(each) || untested.includes(each.code)),
    ...tested.flatMap((each) => idleMemory(each.rule, each.results) ?? []),
  ]
  if (project.rules.length + problems.length === 0) throw noRules()
  const failures = results.filter(({ result }) => result === 'failed')
  const skipped = results.filter(({ result }) => result === 'skipped')
  const passed = results.length - failures.length - skipped.length
  const failed = failures.length + problems.length > 0
  const diagnostics = [...problems, ...failures.flatMap(({ diagnostic }) => diagnostic ?? [])]
  return {
    exit: failed ? exit.no : exit.yes,
    pretty: [
      ...(options.verbose
        ? results.filter(({ result }) => result === 'passed').map((each) => passedLine(each, paint))
        : []),
      ...skipped.map(
        ({ rule, test: { name } }) =>
          `${paint.warning('-')} ${rule.id}  skipped, the rule is disabled: ${visible(name)}\n`,
      ),
      ...written.map(writtenLine),
      prettyDiagnostics(problems, project, terminal),
      ...failures.map((each) => failureText(each, project, paint, terminal)),
      `${failed ? paint.error('✗') : paint.good('✓')} ${plural(project.rules.length, 'rule')}: ${passed} passed, ${failures.length} failed, ${skipped.length} skipped${problems.length > 0 ? `, ${plural(problems.length, 'problem')}` : ''}\n`,
    ].join(''),
    data: {
      passed,
      failed: failures.length,
      skipped: skipped.length,
      tests: results.map(rowOf),
      problems,
      ...(options.update && { written }),
    },
    rows: [...results.map(rowOf), ...problems],
    findings: findingsOf(diagnostics),
    cases: [...results.map(caseOf), ...problems.map(problemCase)],
  }
}

const passedLine = ({ rule, test: { fires, name } }: Result, paint: Palette): string =>
  `${paint.good('✓')} ${rule.id}  ${fires ? 'fires' : 'quiet'}: ${visible(name)}\n`

const writtenLine = ({ file, line, title }: WrittenTitle): string =>
  `wrote ${visible(file)}:${line}  ${visible(title)}\n`

function failureText(each: Result, project: Project, paint: Palette, terminal: Terminal): string {
  const { rule, test: tested, run, diagnostic } = each
  if (diagnostic === undefined) return ''
  const head = prettyDiagnostics([diagnostic], project, terminal).trimEnd()
  const [event] = run?.events ?? []
  const isAboutMatch = tested.fires !== (run?.matchedCount ?? 0) > 0
  if (event === undefined || tested.isHistory || !isAboutMatch) return `${head}\n\n`
  return `${head}\n${ruleTraceLines(rule, event, project, paint)
    .map((line) => `    ${line}\n`)
    .join('')}\n`
}

const rowOf = ({ rule, file, test: { name, fires }, result, diagnostic }: Result) => ({
  rule: rule.id,
  file,
  test: name,
  expected: fires ? 'fires' : 'quiet',
  result,
  ...(diagnostic && { line: diagnostic.span.start.line, message: diagnostic.message }),
})

const caseOf = ({ rule, file, test: { name, fires }, result, diagnostic }: Result): Case => ({
  suite: rule.id,
  name: `${fires ? 'fires' : 'quiet'}: ${name}`,
  file,
  result,
  detail: diagnostic?.message ?? (result === 'skipped' ? 'the rule is disabled' : undefined),
})

const problemCase = ({ code, message, span }: Diagnostic): Case => ({
  suite: span.file,
  name: code,
  file: span.file,
  result: 'failed',
  detail: message,
})
