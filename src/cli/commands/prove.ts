import { inEnvelope } from '../../aws/envelope.ts'
import type { CompiledRule } from '../../compile.ts'
import { unproven } from '../../diagnostics/catalogue/results.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { visible } from '../../diagnostics/render.ts'
import { withFields } from '../../engine/rule-test.ts'
import type { Event } from '../../ir/event.ts'
import { type Flaw, type Proof, prove as proveRule } from '../../prove/prove.ts'
import { readTestEvent } from '../event-files.ts'
import { exit } from '../exit.ts'
import type { Case, Outcome } from '../outcome.ts'
import { findingsOf, plural, refuseBroken, rendered } from '../print-diagnostics.ts'
import { progressLine } from '../progress.ts'
import { loadProject, type Project } from '../project.ts'
import { type Palette, palette, type Terminal } from '../terminal.ts'
import { whyLines } from './test.ts'

export interface ProveOptions {
  readonly config?: string
  /** Show the proofs that hold as well, with how many events decided each. */
  readonly verbose?: boolean
}

interface Proven extends CompiledRule {
  readonly proof: Proof
  readonly diagnostic: Diagnostic | undefined
}

/** Does what is compiled from the rules fire for the same events as the rules? */
export function prove(
  paths: readonly string[],
  options: ProveOptions,
  terminal: Terminal,
): Outcome {
  const project = loadProject(paths, options.config, terminal)
  refuseBroken(project, terminal)
  const line = progressLine(terminal)
  const proven = project.rules.map((compiled, index): Proven => {
    line.show(`prove: ${index} of ${project.rules.length} rules`)
    const proof = proveRule(compiled.rule, samplesOf(compiled, project))
    return { ...compiled, proof, diagnostic: complaint(compiled, proof) }
  })
  line.clear()
  const failed = proven.filter(({ diagnostic }) => diagnostic !== undefined)
  const eventCount = proven.reduce((sum, { proof }) => sum + proof.eventCount, 0)
  const exactCount = proven.filter(({ proof }) => proof.claim === 'exact').length
  const paint = palette(terminal)
  return {
    exit: failed.length > 0 ? exit.no : exit.yes,
    pretty: [
      ...(options.verbose
        ? proven.filter(({ diagnostic }) => !diagnostic).map((each) => provenText(each, paint))
        : []),
      ...failed.map((each) => failedText(each, project, paint, terminal)),
      `${failed.length > 0 ? paint.error('✗') : paint.good('✓')} ${plural(proven.length, 'rule')} on ${plural(eventCount, 'event')}: ${exactCount} exact, ${proven.length - exactCount} with a residual, ${failed.length} failed\n`,
    ].join(''),
    data: { rules: proven.map(rowOf), eventCount },
    rows: proven.map(rowOf),
    findings: findingsOf(failed.flatMap(({ diagnostic }) => diagnostic ?? [])),
    cases: proven.map(caseOf),
  }
}

/** The rule's own test events: real-looking, and known to fire or not. */
function samplesOf({ rule, file }: CompiledRule, project: Project): Event[] {
  return rule.tests.flatMap(({ event, with: fields }) => {
    const read =
      'inline' in event
        ? { ok: true as const, json: event.inline }
        : readTestEvent(event.file, file, project)
    return read.ok ? [withFields(read.json, fields, inEnvelope)] : []
  })
}

function complaint(
  { idSpan }: CompiledRule,
  { claim, flaw, firingCount }: Proof,
): Diagnostic | undefined {
  if (claim === 'refused') return unproven('no event can ever match it', idSpan)
  if (flaw !== undefined) return unproven(flawText(flaw), idSpan)
  return firingCount === 0
    ? unproven('it fires for none of the events derived from it', idSpan)
    : undefined
}

function flawText(flaw: Flaw): string {
  switch (flaw.kind) {
    case 'missed':
      return 'the rule fires for an event that its event pattern does not match'
    case 'excess':
      return 'its event pattern claims to be exact and matches an event that the rule does not'
    case 'invalid':
      return `EventBridge would refuse its event pattern: ${flaw.error.split('\n')[0]}`
  }
}

function provenText({ rule, proof }: Proven, paint: Palette): string {
  const { claim, eventCount, firingCount, residualCount, residual } = proof
  const rest = claim === 'exact' ? 'exact' : `residual drops ${residualCount}`
  const why = residual.map((reason) => `    ${paint.faint(reason)}\n`).join('')
  return `${paint.good('✓')} ${rule.id}  ${eventCount} events, fires for ${firingCount}, ${rest}\n${why}`
}

function failedText(each: Proven, project: Project, paint: Palette, terminal: Terminal): string {
  const { rule, proof, diagnostic } = each
  if (diagnostic === undefined) return ''
  const head = rendered([diagnostic], project, terminal).trimEnd()
  const { flaw } = proof
  if (flaw === undefined || flaw.kind === 'invalid')
    return `${head}\n${flaw ? `    ${flaw.pattern}\n` : ''}\n`
  const lines = [
    `smallest event: ${visible(JSON.stringify(flaw.event.record))}`,
    ...whyLines(rule, flaw.event, project, paint),
  ]
  return `${head}\n${lines.map((text) => `    ${text}\n`).join('')}\n`
}

const rowOf = ({ rule, file, proof }: Proven) => ({
  ...proof,
  rule: rule.id,
  file,
  flaw: proof.flaw ?? null,
})

const caseOf = ({ rule, file, diagnostic }: Proven): Case => ({
  suite: 'prove',
  name: rule.id,
  file,
  result: diagnostic ? 'failed' : 'passed',
  detail: diagnostic?.message,
})
