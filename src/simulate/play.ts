/** Plays one scenario on a local account: its people act, Tripline answers, and all of it is written down. */
import type { AlertDocument } from '../alert/document.ts'
import { inEnvelope } from '../aws/envelope.ts'
import type { Event } from '../ir/event.ts'
import type { JsonObject } from '../ir/json.ts'
import type { Exception, Rule } from '../ir/rule.ts'
import type { Scenario, Step } from '../rule/schema/scenario.ts'
import { type Miss, missesOf } from './expectations.ts'
import { startLocal } from './local.ts'
import { type Deployment, deploymentFor } from './plan.ts'
import { Stage } from './scenario-run.ts'
import { startSdk } from './sdk.ts'

/** What happens, as it happens. */
export type Moment =
  | { readonly kind: 'ready'; readonly resourceCount: number; readonly ruleCount: number }
  | {
      readonly kind: 'step'
      readonly step: Step
      readonly at: Date
      readonly refused: string | undefined
    }
  | { readonly kind: 'alert'; readonly alert: Sent; readonly afterMs: number | undefined }
  | {
      readonly kind: 'change'
      readonly what: string
      readonly before: string
      readonly after: string
    }

/** An alert and what each listener got. */
export interface Sent {
  readonly document: AlertDocument
  readonly mail: string
  readonly phone: string
}

export interface Played {
  readonly scenario: Scenario
  readonly deployment: Deployment
  /** Everything that was recorded from the first step on. */
  readonly events: readonly Event[]
  /** What the people of the scenario call with. */
  readonly actorKeys: ReadonlySet<string>
  readonly sent: readonly Sent[]
  readonly misses: readonly Miss[]
  /** Ids of processes of a local account that was killed before it could clear up. */
  readonly killed: readonly number[]
}

export interface Playing {
  readonly scenario: Scenario
  readonly rules: readonly Rule[]
  readonly exceptions: readonly Exception[]
  readonly tell: (moment: Moment) => void
  /** Brings an account up; the local one, unless a test has another. */
  readonly start?: typeof startLocal
}

const longAgo = '2026-10-14T03:10:00Z'

export async function play(playing: Playing): Promise<Played> {
  const { scenario, rules, exceptions, start = startLocal } = playing
  const deployment = deploymentFor(scenario, rules, exceptions)
  const records: JsonObject[] = []
  const local = await start({
    accounts: [deployment.manifest.account],
    startAt: new Date(scenario.startsAt ?? longAgo),
    onRecord: (record) => void records.push(record as unknown as JsonObject),
  })
  const sdk = startSdk()
  try {
    const stage = new Stage(playing, deployment, local, sdk)
    await stage.prepare()
    // What was done to set the scene is no part of the story.
    records.length = 0
    await stage.act()
    const misses = await missesOf(scenario, stage.sent, (asked) => stage.ask(asked))
    return {
      scenario,
      deployment,
      events: [...records, ...stage.injected].map((record) => inEnvelope(record as never) as Event),
      actorKeys: stage.actorKeys(),
      sent: stage.sent,
      misses: [...stage.misses, ...misses],
      killed: local.killed,
    }
  } finally {
    sdk.close()
    await local.stop()
  }
}
