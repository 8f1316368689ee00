import { byPlace, type Diagnostic, isError } from '../../diagnostics/diagnostic.ts'
import { plural } from '../../diagnostics/plural.ts'
import { lint } from '../../lint/lint.ts'
import { readApiCatalogue } from '../../project/api-calls.ts'
import { isInPack } from '../../project/packs.ts'
import { loadProject, type Project } from '../../project/project.ts'
import { rulePaths } from '../arguments.ts'
import { command } from '../command.ts'
import { compileProblems } from '../compile-problems.ts'
import { exit } from '../exit.ts'
import { prettyDiagnostics, tally } from '../format/pretty-diagnostics.ts'
import { flag, type OptionValues, projectOptions } from '../options.ts'
import { type Case, findingsOf, type Outcome } from '../outcome.ts'
import { type Palette, palette, type Terminal } from '../terminal.ts'

const options = {
  ...projectOptions,
  strict: flag('count warnings as errors'),
  notes: flag('also show notes about shipped rules'),
}

type Options = OptionValues<typeof options>

/** Reports every problem of every rule file at once. */
export const validate = command({
  name: 'validate',
  description: 'Check rules and exceptions, and report every problem with its line',
  arguments: [rulePaths],
  options,
  examples: [
    'tripline validate',
    'tripline validate rules/team --strict',
    'tripline validate --notes',
    'tripline validate --format sarif --output rules.sarif',
  ],
  run: ([paths], options, terminal) => validateRules(paths, options, terminal),
})

function validateRules(paths: readonly string[], options: Options, terminal: Terminal): Outcome {
  const loaded = loadProject(paths, options.config, terminal)
  const found = findings(loaded)
  // A contradictory rule cannot be compiled either; only the contradiction is reported, which
  // explains more.
  const impossible = new Set(
    found.filter(({ code }) => code === 'never-matches').map(({ span }) => span.file),
  )
  const uncompiled = loaded.rules
    .filter(({ file }) => !impossible.has(file))
    .flatMap(compileProblems)
  const project = {
    ...loaded,
    diagnostics: [...loaded.diagnostics, ...uncompiled, ...found].sort(byPlace),
  }
  const { diagnostics, rules, exceptions } = project
  const shown = options.notes
    ? diagnostics
    : diagnostics.filter((each) => !isNoteOfPack(each, project))
  const valid = !diagnostics.some(
    (diagnostic) => isError(diagnostic) || (options.strict && diagnostic.level === 'warning'),
  )
  const paint = palette(terminal)
  const faults = diagnostics.filter(({ level }) => level !== 'note')
  const noteCount = shown.length - faults.length
  const summary = valid
    ? `${paint.good('✓')} ${[
        plural(rules.length, 'valid rule'),
        ...(exceptions.length > 0 ? [plural(exceptions.length, 'exception')] : []),
        ...(shown.length > 0 ? [tally(shown)] : []),
      ].join(', ')}\n`
    : `${paint.error('✗')} ${tally(faults)} in ${plural(new Set(faults.map(({ span }) => span.file)).size, 'file')}${noteCount > 0 ? `, ${plural(noteCount, 'note')}` : ''}\n`
  return {
    exit: valid ? exit.yes : exit.no,
    pretty: [
      prettyDiagnostics(shown, project, terminal),
      summary,
      hiddenText(diagnostics.length - shown.length, paint),
    ].join(''),
    data: {
      valid,
      rules: rules.map(({ rule, file }) => ({ id: rule.id, file, severity: rule.severity })),
      diagnostics,
    },
    rows: diagnostics,
    findings: findingsOf(diagnostics),
    cases: casesOf(project),
  }
}

/** Whether it is a note about a rule of a pack. The user does not edit such a rule. */
const isNoteOfPack = ({ level, span }: Diagnostic, { cwd }: Project): boolean =>
  level === 'note' && isInPack(span.file, cwd)

const hiddenText = (count: number, paint: Palette): string =>
  count === 0
    ? ''
    : `${paint.faint(`${plural(count, 'note')} about shipped rules ${count === 1 ? 'is hidden; --notes shows it' : 'are hidden; --notes shows them'}`)}\n`

/** The lint findings of rules that have no errors. */
function findings({ rules, origins }: Project): readonly Diagnostic[] {
  return lint(rules, readApiCatalogue(), (part) => origins.get(part)?.span)
}

/** One case for each file that was read. */
function casesOf({ rules, exceptions, diagnostics }: Project): Case[] {
  const files = [...rules, ...exceptions].map(({ file }) => file)
  const all = new Set([...files, ...diagnostics.map(({ span }) => span.file)])
  return [...all].sort().map((file) => {
    const errors = diagnostics.filter(
      (diagnostic) => diagnostic.span.file === file && isError(diagnostic),
    )
    const detail = errors.map(
      ({ code, message, span }) => `${code}: ${message} (line ${span.start.line})`,
    )
    return {
      suite: 'validate',
      name: file,
      file,
      result: errors.length > 0 ? 'failed' : 'passed',
      detail: errors.length > 0 ? detail.join('\n') : undefined,
    }
  })
}
