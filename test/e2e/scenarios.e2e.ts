/**
 * Every shipped scenario, on the local account and with its state in moto: the same alerts, the same
 * end. On the local account IAM is enforced: every role has the policies of the plan, and no others.
 */
import { globSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compile } from '../../src/compile.ts'
import type { Rule } from '../../src/ir/rule.ts'
import type { Manifest } from '../../src/plan/manifest.ts'
import {
  forwardRole,
  functionRole,
  type RolePlan,
  scheduleRole,
  trailRole,
} from '../../src/plan/roles.ts'
import { schedulesOf } from '../../src/plan/schedules.ts'
import { readScenario } from '../../src/rule/read-scenario.ts'
import type { Scenario } from '../../src/rule/schema/scenario.ts'
import { startLocal } from '../../src/simulate/local.ts'
import { defaultAccount, deploymentFor } from '../../src/simulate/plan.ts'
import { play } from '../../src/simulate/play.ts'
import type { ScenarioResult } from '../../src/simulate/scenario-result.ts'
import { startJudge } from '../iam-judge/judge.ts'
import { joined, unusedPermissions } from '../iam-judge/unused.ts'
import { unusedInScenarios } from '../iam-judge/unused-in-scenarios.ts'
import { type Moto, startMoto } from '../support/moto.ts'
import { servicesOnMoto } from '../support/on-moto.ts'
import { shippedRules } from '../support/shipped-rules.ts'

const files = globSync('scenarios/*.yaml').sort()
const sources = [
  ...shippedRules,
  ...globSync('scenarios/rules/*.yaml').map((path) => ({ path, text: readFileSync(path, 'utf8') })),
]
const { rules } = compile({ config: undefined, files: sources })
const ran: Record<'local' | 'moto', string[]> = { local: [], moto: [] }
const judge = startJudge()
let moto: Moto

beforeAll(async () => {
  moto = await startMoto()
})
afterAll(() => {
  moto.stop()
  const { asked, decided, ms } = judge.effort
  process.stdout.write(
    `scenarios: ${ran.local.length} on the local account, ${ran.moto.length} on moto; IAM was asked ` +
      `${asked} times and decided ${decided} questions in ${Math.round(ms)} ms\n`,
  )
  // A scenario that did not run is a scenario that failed.
  expect(ran).toEqual({ local: files, moto: files })
})

function scenarioIn(file: string): Scenario {
  const { scenario, diagnostics } = readScenario(file, readFileSync(file, 'utf8'))
  if (scenario === undefined) throw new Error(JSON.stringify(diagnostics))
  return scenario
}

const rulesFor = (scenario: Scenario): Rule[] =>
  rules
    .filter(({ rule, file }) => !file.startsWith('scenarios/') || scenario.rules?.includes(rule.id))
    .map(({ rule }) => rule)

function played(scenario: Scenario, start: typeof startLocal): Promise<ScenarioResult> {
  return play({
    scenario,
    rules: rulesFor(scenario),
    exceptions: [],
    onMoment: () => {},
    start,
  })
}

const alertsOf = ({ sent }: ScenarioResult) =>
  sent.map(({ document: { rule, severity, status, count, response, event, actor } }) => ({
    rule,
    severity,
    status,
    count,
    event: event.name,
    // A failed sign-in has no ARN, so its actor is a unique id, which differs between the two.
    actor: actor?.name?.replace(/AIDA\w+/, 'AIDA'),
    response: response && { state: response.state, steps: response.steps.length },
  }))

test.each(files)('%s', async (file) => {
  // moto dates what it is told by the machine's clock, and nothing may be done before it is recorded.
  const startsAt = new Date(Date.now() - 6 * 3_600_000).toISOString().replace(/\.\d+/, '')
  const scenario = { ...scenarioIn(file), startsAt }
  const { authorize } = judge
  const local = await played(scenario, (options) => startLocal({ ...options, authorize }))
  ran.local.push(file)
  expect(judge.denials).toEqual([])
  expect(local.misses).toEqual([])
  await fetch(`${moto.url}/moto-api/reset`, { method: 'POST' })
  const services = await servicesOnMoto(moto.url, scenario.account ?? defaultAccount)
  const onMoto = await played(scenario, (options) => startLocal({ ...options, services }))
  ran.moto.push(file)
  expect(onMoto.misses).toEqual([])
  expect(alertsOf(onMoto)).toEqual(alertsOf(local))
})

const rolesOf = (manifest: Manifest): RolePlan[] => [
  ...manifest.functions.map((name) => functionRole(manifest, name)),
  forwardRole(manifest),
  ...(schedulesOf(manifest).length > 0 ? [scheduleRole(manifest)] : []),
  ...(manifest.trail.kind === 'create' ? [trailRole(manifest, manifest.trail)] : []),
]

test('every permission of the plan is used by a scenario, or is listed with the reason for it', () => {
  const manifests = files.map((file) => {
    const scenario = scenarioIn(file)
    return deploymentFor(scenario, rulesFor(scenario), []).manifest
  })
  const roles = joined(manifests.flatMap(rolesOf))
  const listed = unusedInScenarios.flatMap(({ permissions }) => permissions)
  expect(unusedPermissions('tripline-simulation', roles, judge.used)).toEqual(listed.sort())
})
