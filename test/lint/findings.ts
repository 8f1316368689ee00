/** What linting says about rules written out in a test. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { unpackCatalogue } from '../../src/aws/api-catalogue.ts'
import { compile, type SourceFile } from '../../src/compile.ts'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { lint } from '../../src/lint/lint.ts'

const file = join(import.meta.dirname, '../../src/aws/api-catalogue.json')

export const catalogue = unpackCatalogue(JSON.parse(readFileSync(file, 'utf8')))

export interface Setting {
  /** Keys of the rule besides those every rule has, as YAML: `on: insight`. */
  readonly also?: string
  /** `lists:` of tripline.yaml. */
  readonly lists?: string
}

/** A rule file of these clauses: `match:` and, where it has one, `unless:`. */
export const ruleFile = (id: string, clauses: string, { also = '' }: Setting = {}): SourceFile => ({
  path: `rules/${id}.yaml`,
  text: [
    `id: ${id}`,
    'title: A rule of a test',
    ...(/^severity:/m.test(also) ? [] : ['severity: low']),
    'why: It is tested',
    clauses.trim(),
    also,
    '',
  ].join('\n'),
})

/** The findings about one rule. Throws where it cannot be read, so that no test passes by a slip. */
export const findings = (clauses: string, setting: Setting = {}): readonly Diagnostic[] =>
  findingsAmong([ruleFile('tested', clauses, setting)], setting)

export function findingsAmong(
  files: readonly SourceFile[],
  { lists }: Setting = {},
): readonly Diagnostic[] {
  const config =
    lists === undefined ? undefined : { path: 'tripline.yaml', text: `lists:\n${lists}` }
  const { rules, diagnostics, origins } = compile({ config, files })
  const errors = diagnostics.filter(({ level }) => level === 'error')
  if (errors.length > 0 || rules.length < files.length)
    throw new Error(errors.map(({ message }) => message).join('\n'))
  return lint(rules, catalogue, (part) => origins.get(part)?.span)
}

/** `code: message = help`, which is short enough to compare. */
export const findingText = ({ code, message, help }: Diagnostic): string =>
  `${code}: ${message} = ${help}`

export const codesOf = (found: readonly Diagnostic[]): readonly string[] =>
  found.map(({ code }) => code)

/** The codes without notes: what is wrong, not what is needed. */
export const faults = (clauses: string, setting: Setting = {}): readonly string[] =>
  codesOf(findings(clauses, setting).filter(({ level }) => level !== 'note'))
