/**
 * Makes the plan for an event: reads all that is known, and reads again where the reads contradict
 * each other.
 */
import type { ResponderEvent } from './event.ts'
import { settleMs } from './follow.ts'
import { NotYet, type PastView, type ResponderWorld } from './ports.ts'
import {
  type Facets,
  type Final,
  isNoPlan,
  type Plan,
  type Responder,
  type Target,
} from './responder.ts'

/** How often one invocation reads; after that the message waits for its next delivery. */
const looks = 3
const betweenLooksMs = 2_000

/** The question of a plan. */
export interface PlanRequest {
  readonly event: ResponderEvent
  readonly target: Target
  readonly view: PastView
  /** When the response was requested, in milliseconds since 1970: reads may lag behind that time. */
  readonly sentMs: number
  /** The facets that were read before; by default the target is read now. */
  readonly seen?: Facets
}

/** The answer of the responder, with the facets that it was asked about. */
interface Settled {
  readonly answer: Plan | Final
  readonly seen: Facets
}

/** Throws `NotYet` while the reads are unsettled. */
export async function settledPlan<Past>(
  responder: Responder<Past>,
  world: ResponderWorld<Past>,
  { event, target, view, sentMs, seen }: PlanRequest,
): Promise<Settled> {
  const settledMs = Math.max(Date.parse(event.at), sentMs) + settleMs
  for (let look = 1; ; look++) {
    const past = await world.past(target, event, view)
    const live = seen ?? (await world.live(target))
    const answer = responder.plan({ event, target, past, live })
    if (!isNoPlan(answer) || answer.kind !== 'unsettled') return { answer, seen: live }
    const { otherwise, why } = answer
    if (world.nowMs() > settledMs) return { answer: { kind: otherwise, why }, seen: live }
    if (look === looks) throw new NotYet(why)
    await world.sleep(betweenLooksMs)
  }
}
