import { certainEventType, contradictsName } from '../../aws/event-types.ts'
import type { CompiledRule } from '../../compile.ts'
import { badEventFile, impossibleEventType } from '../../diagnostics/catalogue/event-file.ts'
import { failingTest } from '../../diagnostics/catalogue/failing-test.ts'
import { idleHistory } from '../../diagnostics/catalogue/rule-tests.ts'
import type { Diagnostic, Span } from '../../diagnostics/diagnostic.ts'
import type { Event } from '../../ir/event.ts'
import type { Rule, RuleTest } from '../../ir/rule.ts'
import { testEventIn } from '../../project/event-files.ts'
import type { Project } from '../../project/project.ts'
import { eventsOf } from '../../replay/rule-test-events.ts'
import { runTest, type TestRun } from '../../replay/rule-test-run.ts'
import { failureOf } from '../../replay/rule-test-verdict.ts'
import type { Case } from '../outcome.ts'

export interface Result {
  readonly rule: Rule
  readonly file: string
  readonly test: RuleTest
  readonly result: Case['result']
  /** Undefined where the test did not run. */
  readonly run: TestRun | undefined
  readonly diagnostic: Diagnostic | undefined
}

/** Runs the tests of one rule. Those of a disabled rule are skipped. */
export const runRuleTests = (compiled: CompiledRule, project: Project): readonly Result[] =>
  compiled.rule.tests.map((test) => {
    const { rule, file } = compiled
    const base = { rule, file, test, run: undefined, diagnostic: undefined }
    if (rule.status === 'disabled') return { ...base, result: 'skipped' }
    const span = spanOf(test, project)
    const events = readEvents(test, file, project)
    if ('problem' in events) {
      const { name, problem, guess } = events
      return { ...base, result: 'failed', diagnostic: badEventFile(name, problem, guess, span) }
    }
    const impossible = impossibleIn(events, span)
    if (impossible !== undefined) return { ...base, result: 'failed', diagnostic: impossible }
    const run = runTest(rule, events)
    const failure = failureOf(rule, test, run)
    if (failure === undefined) return { ...base, run, result: 'passed' }
    return { ...base, run, result: 'failed', diagnostic: failingTest(test.name, failure, span) }
  })

function spanOf(test: RuleTest, project: Project): Span {
  const span = project.origins.get(test)?.span
  if (span === undefined) throw new Error('a test without a place')
  return span
}

/** Reports an event that AWS never writes: what a rule does with it shows nothing. */
function impossibleIn(events: readonly Event[], span: Span): Diagnostic | undefined {
  const [record] = events.map((event) => event.record).filter(contradictsName)
  const only = certainEventType(record?.eventName)
  return record && only !== undefined
    ? impossibleEventType(String(record.eventName), String(record.eventType), only, span)
    : undefined
}

interface Unread {
  readonly name: string
  readonly problem: string
  readonly guess: string | undefined
}

function readEvents(test: RuleTest, file: string, project: Project): readonly Event[] | Unread {
  const steps = test.events.map((step) => ({ step, read: testEventIn(step, file, project) }))
  const read = []
  for (const { step, read: found } of steps) {
    if (!found.ok) {
      const name = 'file' in step.event ? step.event.file : ''
      return { name, problem: found.problem, guess: found.guess }
    }
    read.push({ ...step, json: found.json })
  }
  return eventsOf(read)
}

/**
 * Reports a rule whose quiet histories are quiet because nothing in them matches: they do not show
 * that the memory works. `results` are those of one rule.
 */
export function idleMemory(
  { rule, idSpan }: CompiledRule,
  results: readonly Result[],
): Diagnostic | undefined {
  const memory = (['threshold', 'firstSeen'] as const).filter((key) => rule[key] !== undefined)
  const quiet = results.filter(({ test }) => test.isHistory && !test.fires)
  if (memory.length === 0 || quiet.length === 0) return undefined
  const isShown = quiet.some(({ run }) => run === undefined || run.matchedCount > run.alerts.length)
  return isShown ? undefined : idleHistory(memory, idSpan)
}
