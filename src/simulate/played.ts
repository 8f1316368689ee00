/** A scenario that is played, and what came of it. */
import type { AlertDocument } from '../alert/document.ts'
import type { Event } from '../ir/event.ts'
import type { Exception, Rule } from '../ir/rule.ts'
import type { Scenario, Step } from '../rule/schema/scenario.ts'
import type { startLocal } from './local.ts'
import type { Deployment } from './plan.ts'

export interface Playing {
  readonly scenario: Scenario
  readonly rules: readonly Rule[]
  readonly exceptions: readonly Exception[]
  readonly tell: (moment: Moment) => void
  /** Brings an account up; the local one, unless a test has another. */
  readonly start?: typeof startLocal
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

/** Something that is not as it was expected, as a sentence. */
export interface Miss {
  readonly what: string
}
