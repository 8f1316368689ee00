import { inEnvelope } from '../../aws/envelope.ts'
import type { CompiledRule } from '../../compile.ts'
import { noRules } from '../../diagnostics/catalogue/cannot-answer/rules.ts'
import { badEventFile } from '../../diagnostics/catalogue/event-file.ts'
import { failingTest } from '../../diagnostics/catalogue/results.ts'
import { type Diagnostic, isError } from '../../diagnostics/diagnostic.ts'
import { plural } from '../../diagnostics/plural.ts'
import { visible } from '../../diagnostics/render.ts'
import { testHolds, withFields } from '../../engine/rule-test.ts'
import type { Event } from '../../ir/event.ts'
import type { Rule, RuleTest } from '../../ir/rule.ts'
import { readTestEvent } from '../../project/event-files.ts'
import { loadProject, type Project } from '../../project/project.ts'
import { rulePaths } from '../arguments.ts'
import { command } from '../command.ts'
import { exit } from '../exit.ts'
import { prettyDiagnostics } from '../format/pretty-diagnostics.ts'
import { ruleTraceLines } from '../format/pretty-rule-trace.ts'
import { flag, type OptionValues, projectOptions } from '../options.ts'
import { type Case, findingsOf, type Outcome } from '../outcome.ts'
import { type Palette, palette, type Terminal } from '../terminal.ts'

const options = { ...projectOptions, verbose: flag('also show passed tests') }

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
    'tripline test --junit report.xml',
  ],
  run: ([paths], options, terminal) => testRules(paths, options, terminal),
})

interface Result {
  readonly rule: Rule
  readonly file: string
  readonly test: RuleTest
  readonly result: Case['result']
  readonly event: Event | undefined
  readonly diagnostic: Diagnostic | undefined
}

function testRules(paths: readonly string[], options: Options, terminal: Terminal): Outcome {
  const project = loadProject(paths, options.config, terminal)
  const paint = palette(terminal)
  const results = project.rules.flatMap((rule) => runTests(rule, project))
  const problems = project.diagnostics.filter(
    (each) => isError(each) || each.code === 'untested-rule',
  )
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
    },
    rows: [...results.map(rowOf), ...problems],
    findings: findingsOf(diagnostics),
    cases: [...results.map(caseOf), ...problems.map(problemCase)],
  }
}

function runTests({ rule, file }: CompiledRule, project: Project): Result[] {
  return rule.tests.map((each): Result => {
    const base = { rule, file, test: each }
    if (rule.status === 'disabled')
      return { ...base, result: 'skipped', event: undefined, diagnostic: undefined }
    const span = project.origins.get(each)?.span
    const read =
      'inline' in each.event
        ? { ok: true as const, json: each.event.inline }
        : readTestEvent(each.event.file, file, project)
    if (span === undefined) throw new Error('a test without a place')
    if (!read.ok) {
      const name = 'file' in each.event ? each.event.file : ''
      return {
        ...base,
        result: 'failed',
        event: undefined,
        diagnostic: badEventFile(name, read.problem, read.guess, span),
      }
    }
    const event = withFields(read.json, each.with, inEnvelope)
    const holds = testHolds(rule, each, event)
    return {
      ...base,
      result: holds ? 'passed' : 'failed',
      event,
      diagnostic: holds ? undefined : failingTest(each.name, each.fires, span),
    }
  })
}

const passedLine = ({ rule, test: { fires, name } }: Result, paint: Palette): string =>
  `${paint.good('✓')} ${rule.id}  ${fires ? 'fires' : 'quiet'}: ${visible(name)}\n`

function failureText(each: Result, project: Project, paint: Palette, terminal: Terminal): string {
  const { rule, event, diagnostic } = each
  if (diagnostic === undefined) return ''
  const head = prettyDiagnostics([diagnostic], project, terminal).trimEnd()
  if (event === undefined) return `${head}\n\n`
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
