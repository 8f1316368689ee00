/** A scenario to play, and its result. */
import type { AlertDocument } from '../alert/document.ts'
import type { Event } from '../ir/event.ts'
import type { Exception, Rule } from '../ir/rule.ts'
import type { Scenario, Step } from '../rule/schema/scenario.ts'
import type { startLocal } from './local.ts'
import type { Deployment } from './plan.ts'

/** A scenario with the rules to deploy. */
export interface ScenarioSetup {
  readonly scenario: Scenario
  readonly rules: readonly Rule[]
  readonly exceptions: readonly Exception[]
  readonly onMoment: (moment: Moment) => void
  /** Starts an account: the local one, unless a test passes another. */
  readonly start?: typeof startLocal
}

/** The result of a scenario. */
export interface ScenarioResult {
  readonly scenario: Scenario
  readonly deployment: Deployment
  /** All events that were recorded from the first step on. */
  readonly events: readonly Event[]
  /** The access keys of the scenario's actors. */
  readonly actorKeys: ReadonlySet<string>
  readonly sent: readonly Sent[]
  readonly misses: readonly Miss[]
  /** Ids of processes of a local account that was killed before it could clean up. */
  readonly killed: readonly number[]
}

/** Something that happens during a scenario, reported at once. */
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

/** An alert, with the message that each subscriber received. */
export interface Sent {
  readonly document: AlertDocument
  readonly mail: string
  readonly phone: string
}

/** An expectation that was not met, as a sentence. */
export interface Miss {
  readonly what: string
}
