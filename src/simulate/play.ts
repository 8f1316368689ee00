/**
 * Plays a scenario: starts an account, deploys to it, makes the calls, and compares the outcome
 * with the expectations.
 */
import { inEnvelope } from '../aws/envelope.ts'
import type { Event } from '../ir/event.ts'
import type { JsonObject } from '../ir/json.ts'
import { missesOf } from './expectations.ts'
import { startLocal } from './local.ts'
import { deploymentFor } from './plan.ts'
import type { ScenarioResult, ScenarioSetup } from './scenario-result.ts'
import { ScenarioRun } from './scenario-run.ts'
import { startSdk } from './sdk.ts'

const longAgo = '2026-10-14T03:10:00Z'

/**
 * Plays a scenario. Throws if it cannot be deployed or prepared; unmet expectations are in the
 * result.
 */
export async function play(setup: ScenarioSetup): Promise<ScenarioResult> {
  const { scenario, rules, exceptions, start = startLocal } = setup
  const deployment = deploymentFor(scenario, rules, exceptions)
  const records: JsonObject[] = []
  const local = await start({
    accounts: [deployment.manifest.account],
    startAt: new Date(scenario.startsAt ?? longAgo),
    onRecord: (record) => void records.push(record as unknown as JsonObject),
  })
  const sdk = startSdk()
  try {
    const run = new ScenarioRun(setup, deployment, local, sdk)
    await run.prepare()
    // The calls that prepared the scenario are not part of its events.
    records.length = 0
    await run.act()
    const misses = await missesOf(scenario, run.sent, (request) => run.makeCall(request))
    return {
      scenario,
      deployment,
      events: [...records, ...run.injected].map((record) => inEnvelope(record as never) as Event),
      actorKeys: run.actorKeys(),
      sent: run.sent,
      misses: [...run.misses, ...misses],
      killed: local.killed,
    }
  } finally {
    sdk.close()
    await local.stop()
  }
}
