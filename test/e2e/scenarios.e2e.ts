/** Every shipped scenario, on the local account and with its state in moto: the same alerts, the same end. */
import { globSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compile } from '../../src/compile.ts'
import { readScenario } from '../../src/rule/read-scenario.ts'
import type { Scenario } from '../../src/rule/schema/scenario.ts'
import { startLocal } from '../../src/simulate/local.ts'
import { defaultAccount } from '../../src/simulate/plan.ts'
import { play } from '../../src/simulate/play.ts'
import type { ScenarioResult } from '../../src/simulate/scenario-result.ts'
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
let moto: Moto

beforeAll(async () => {
  moto = await startMoto()
})
afterAll(() => {
  moto.stop()
  process.stdout.write(
    `scenarios: ${ran.local.length} on the local account, ${ran.moto.length} on moto\n`,
  )
  // A scenario that did not run is a scenario that failed.
  expect(ran).toEqual({ local: files, moto: files })
})

function scenarioIn(file: string): Scenario {
  const { scenario, diagnostics } = readScenario(file, readFileSync(file, 'utf8'))
  if (scenario === undefined) throw new Error(JSON.stringify(diagnostics))
  return scenario
}

function played(scenario: Scenario, start: typeof startLocal): Promise<ScenarioResult> {
  return play({
    scenario,
    rules: rules
      .filter(
        ({ rule, file }) => !file.startsWith('scenarios/') || scenario.rules?.includes(rule.id),
      )
      .map(({ rule }) => rule),
    exceptions: [],
    onMoment: () => {},
    start,
  })
}

const told = ({ sent }: ScenarioResult) =>
  sent.map(({ document: { rule, severity, status, count, response, event, actor } }) => ({
    rule,
    severity,
    status,
    count,
    event: event.name,
    actor: actor?.name,
    response: response && { state: response.state, steps: response.steps.length },
  }))

test.each(files)('%s', async (file) => {
  // moto dates what it is told by the machine's clock, and nothing may be done before it is recorded.
  const startsAt = new Date(Date.now() - 6 * 3_600_000).toISOString().replace(/\.\d+/, '')
  const scenario = { ...scenarioIn(file), startsAt }
  const local = await played(scenario, startLocal)
  ran.local.push(file)
  expect(local.misses).toEqual([])
  await fetch(`${moto.url}/moto-api/reset`, { method: 'POST' })
  const services = await servicesOnMoto(moto.url, scenario.account ?? defaultAccount)
  const onMoto = await played(scenario, (options) => startLocal({ ...options, services }))
  ran.moto.push(file)
  expect(onMoto.misses).toEqual([])
  expect(told(onMoto)).toEqual(told(local))
})
