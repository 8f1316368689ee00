/** Reads a scenario file, and reports every problem at its place. */

import { notAMapping } from '../diagnostics/catalogue/file.ts'
import {
  idleStep,
  severalActions,
  stepWithoutActor,
  unknownActor,
} from '../diagnostics/catalogue/values.ts'
import { type Diagnostic, type Span, startOf } from '../diagnostics/diagnostic.ts'
import { nodeAt, nounFor } from '../diagnostics/node.ts'
import { readEnvelope } from './read-envelope.ts'
import { type Scenario, type Step, scenarioSchema } from './schema/scenario.ts'
import { readYaml } from './yaml.ts'

export interface ReadScenario {
  /** Undefined if there is any diagnostic. */
  readonly scenario: Scenario | undefined
  readonly diagnostics: readonly Diagnostic[]
}

const doings = ['call', 'signIn', 'event', 'wait'] as const

export function readScenario(file: string, text: string): ReadScenario {
  const { root, diagnostics: yamlProblems } = readYaml(file, text)
  const diagnostics = [...yamlProblems]
  const report = (diagnostic: Diagnostic) => void diagnostics.push(diagnostic)
  if (root === undefined) return { scenario: undefined, diagnostics }
  if (root.kind !== 'map') {
    report(notAMapping(nounFor(root), 'title', root.span))
    return { scenario: undefined, diagnostics }
  }
  const scenario = readEnvelope(scenarioSchema, root, 'a scenario', report)
  if (scenario === undefined) return { scenario: undefined, diagnostics }
  const spanAt = (...keys: (string | number)[]) => nodeAt(root, keys)?.span ?? startOf(file)
  for (const [index, step] of scenario.steps.entries()) {
    const problem = problemOf(step, scenario, spanAt('steps', index))
    if (problem !== undefined) report(problem)
  }
  for (const [index, { by }] of (scenario.given ?? []).entries()) {
    const problem = actorProblem(by, scenario, spanAt('given', index, 'by'))
    if (problem !== undefined) report(problem)
  }
  return { scenario: diagnostics.length === 0 ? scenario : undefined, diagnostics }
}

function problemOf(step: Step, scenario: Scenario, span: Span): Diagnostic | undefined {
  const done = doings.filter((key) => step[key] !== undefined)
  if (done.length === 0) return idleStep(doings, span)
  if (done.length > 1) return severalActions(done, span)
  const needsActor = step.call !== undefined || step.signIn !== undefined
  if (needsActor && step.by === undefined) return stepWithoutActor(span)
  return actorProblem(step.by, scenario, span)
}

const actorProblem = (
  by: string | undefined,
  { actors }: Scenario,
  span: Span,
): Diagnostic | undefined =>
  by === undefined || Object.hasOwn(actors, by)
    ? undefined
    : unknownActor(by, Object.keys(actors), span)
