import { inEnvelope } from '../../aws/envelope.ts'
import { backendNoun, backendsFor } from '../../backends/backends.ts'
import type { CompiledRule } from '../../compile.ts'
import { firesForNothing } from '../../diagnostics/catalogue/results.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { plural } from '../../diagnostics/plural.ts'
import { visible } from '../../diagnostics/render.ts'
import { withFields } from '../../engine/rule-test.ts'
import type { Event } from '../../ir/event.ts'
import { testEventIn } from '../../project/event-files.ts'
import { loadProject, type Project } from '../../project/project.ts'
import { flawFound } from '../../project/refuted-rules.ts'
import type { Proof } from '../../prove/proof.ts'
import { prove as proveRule } from '../../prove/proofs.ts'
import { rulePaths } from '../arguments.ts'
import { command } from '../command.ts'
import { compileProblems } from '../compile-problems.ts'
import { exit } from '../exit.ts'
import { prettyDiagnostics } from '../format/pretty-diagnostics.ts'
import { ruleTraceLines } from '../format/pretty-rule-trace.ts'
import { flag, type OptionValues, projectOptions } from '../options.ts'
import { type Case, findingsOf, type Outcome } from '../outcome.ts'
import { progressLine } from '../progress.ts'
import { refuseBroken } from '../refuse-broken.ts'
import { type Palette, palette, type Terminal } from '../terminal.ts'

const options = {
  ...projectOptions,
  verbose: flag('also show each proof, with its number of events'),
}

type Options = OptionValues<typeof options>

/** Proves that the compiled form of each rule fires for the same events as the rule. */
export const prove = command({
  name: 'prove',
  description: 'Prove that the compiled rules fire for the same events as the rules',
  arguments: [rulePaths],
  options,
  examples: ['tripline prove', 'tripline prove rules/network --verbose'],
  run: ([paths], options, terminal) => proveRules(paths, options, terminal),
})

interface Proven extends CompiledRule {
  /** The proofs for the backends of the rule's `via`; none if the rule cannot be compiled. */
  readonly proofs: readonly Claim[]
  readonly diagnostic: Diagnostic | undefined
}

interface Claim {
  /** `event pattern`, `metric filter`, … */
  readonly what: string
  readonly proof: Proof
}

function proveRules(paths: readonly string[], options: Options, terminal: Terminal): Outcome {
  const project = loadProject(paths, options.config, terminal)
  refuseBroken(project, terminal)
  const line = progressLine(terminal)
  const proven = project.rules.map((compiled, index): Proven => {
    const done = `prove: ${index} of ${project.rules.length} rules`
    line.show(done)
    const proofs = claimsOf(compiled, samplesOf(compiled, project), (eventCount) =>
      line.show(`${done}, ${count(eventCount)} events of ${compiled.rule.id}`),
    )
    const [refused] = compileProblems(compiled)
    const complaints = proofs.map((claim) => complaint(compiled, claim))
    const diagnostic = refused ?? complaints.find((each) => each !== undefined)
    return { ...compiled, proofs, diagnostic }
  })
  line.clear()
  const failed = proven.filter(({ diagnostic }) => diagnostic !== undefined)
  const all = proven.flatMap(({ proofs }) => proofs.map(({ proof }) => proof))
  const eventCount = all.reduce((sum, proof) => sum + proof.eventCount, 0)
  const exactCount = all.filter(({ claim }) => claim === 'exact').length
  const paint = palette(terminal)
  return {
    exit: failed.length > 0 ? exit.no : exit.yes,
    pretty: [
      ...(options.verbose
        ? proven.filter(({ diagnostic }) => !diagnostic).map((each) => provenText(each, paint))
        : []),
      ...failed.map((each) => failedText(each, project, paint, terminal)),
      `${failed.length > 0 ? paint.error('✗') : paint.good('✓')} ${plural(proven.length, 'rule')} on ${plural(eventCount, 'event')}: ${exactCount} exact, ${all.length - exactCount} with a residual, ${failed.length} failed\n`,
    ].join(''),
    data: { rules: proven.map(rowOf), eventCount },
    rows: proven.map(rowOf),
    findings: findingsOf(failed.flatMap(({ diagnostic }) => diagnostic ?? [])),
    cases: proven.map(caseOf),
  }
}

/** The test events of the rule: they look real, and their outcome is known. */
function samplesOf({ rule, file }: CompiledRule, project: Project): Event[] {
  const tested = rule.tests.flatMap(({ events }) => events)
  return tested.flatMap((each) => {
    const read = testEventIn(each, file, project)
    return read.ok ? [withFields(read.json, each.with, inEnvelope)] : []
  })
}

/** The claims to prove of a rule, for the backends of its `via`. */
const claimsOf = (
  { rule }: CompiledRule,
  samples: readonly Event[],
  progress: (eventCount: number) => void,
): Claim[] =>
  backendsFor(rule.via)
    .map((name) => ({
      what: backendNoun(name),
      proof: proveRule(name, rule, samples, undefined, progress),
    }))
    .filter(({ proof }) => proof.claim !== 'refused')

function complaint({ idSpan }: CompiledRule, { what, proof }: Claim): Diagnostic | undefined {
  const { flaw, firingCount } = proof
  if (flaw !== undefined) return flawFound(what, flaw, idSpan)
  return firingCount === 0 ? firesForNothing(idSpan) : undefined
}

const count = (number: number): string => number.toLocaleString('en-US')

const provenText = ({ rule, proofs }: Proven, paint: Palette): string =>
  proofs
    .map(({ what, proof: { claim, eventCount, firingCount, residualCount, residual } }) => {
      const rest = claim === 'exact' ? 'exact' : `the residual drops ${count(residualCount)}`
      const why = residual.map((reason) => `    ${paint.faint(reason)}\n`).join('')
      return `${paint.good('✓')} ${rule.id}  ${what}: the rule fires for ${count(firingCount)} of ${plural(eventCount, 'event')}; ${rest}\n${why}`
    })
    .join('')

function failedText(each: Proven, project: Project, paint: Palette, terminal: Terminal): string {
  const { rule, proofs, diagnostic } = each
  if (diagnostic === undefined) return ''
  const head = prettyDiagnostics([diagnostic], project, terminal).trimEnd()
  const flaw = proofs.map(({ proof }) => proof.flaw).find((found) => found !== undefined)
  if (flaw === undefined || flaw.kind === 'invalid')
    return `${head}\n${flaw ? `    ${flaw.pattern}\n` : ''}\n`
  const lines = [
    `smallest event: ${visible(JSON.stringify(flaw.event.record))}`,
    ...ruleTraceLines(rule, flaw.event, project, paint),
  ]
  return `${head}\n${lines.map((text) => `    ${text}\n`).join('')}\n`
}

const rowOf = ({ rule, file, proofs, diagnostic }: Proven) => ({
  rule: rule.id,
  file,
  proven: diagnostic === undefined,
  proofs: proofs.map(({ what, proof: { rule: _, flaw, ...proof } }) => ({
    what,
    ...proof,
    flaw: flaw ?? null,
  })),
})

const caseOf = ({ rule, file, diagnostic }: Proven): Case => ({
  suite: 'prove',
  name: rule.id,
  file,
  result: diagnostic ? 'failed' : 'passed',
  detail: diagnostic?.message,
})
