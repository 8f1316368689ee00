/** Reads a scenario file, and reports every problem at its place. */

import { badValue } from '../diagnostics/catalogue/envelope.ts'
import { notAMapping } from '../diagnostics/catalogue/file.ts'
import { type Diagnostic, startOf } from '../diagnostics/diagnostic.ts'
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
    const problem = problemOf(step, scenario)
    if (problem !== undefined) report(badValue('step', problem, spanAt('steps', index)))
  }
  for (const [index, { by }] of (scenario.given ?? []).entries()) {
    if (by !== undefined && !Object.hasOwn(scenario.actors, by))
      report(badValue('by', nobody(by, scenario), spanAt('given', index, 'by')))
  }
  return { scenario: diagnostics.length === 0 ? scenario : undefined, diagnostics }
}

/** The problem with a step, completing "`step` …", or undefined. */
function problemOf(step: Step, scenario: Scenario): string | undefined {
  const done = doings.filter((key) => step[key] !== undefined)
  if (done.length !== 1)
    return `does ${done.length === 0 ? 'nothing' : done.join(' and ')}: give it one of ${doings.join(', ')}`
  const needsActor = step.call !== undefined || step.signIn !== undefined
  if (needsActor && step.by === undefined) return 'needs `by`: who does it'
  if (step.by !== undefined && !Object.hasOwn(scenario.actors, step.by))
    return nobody(step.by, scenario)
  return undefined
}

const nobody = (by: string, { actors }: Scenario): string =>
  `names \`${by}\`, who is none of its actors: ${Object.keys(actors).join(', ') || 'there are none'}`
