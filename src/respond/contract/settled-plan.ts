/**
 * Makes the plan for an event: reads all that is known, and reads again where the reads contradict
 * each other.
 */
import type { ResponderEvent } from './event.ts'
import { settleMs } from './follow.ts'
import { NotYet, type ResponderWorld } from './ports.ts'
import { type Final, isNoPlan, type Plan, type Responder, type Target } from './responder.ts'

/** How often one invocation reads; after that the message waits for its next delivery. */
const looks = 3
const betweenLooksMs = 2_000

/**
 * `sentMs`: when the response was requested, in milliseconds since 1970. Every read may lag behind
 * that time, as behind the event. Throws `NotYet` while the reads are unsettled.
 */
export async function settledPlan<Past>(
  responder: Responder<Past>,
  world: ResponderWorld<Past>,
  event: ResponderEvent,
  target: Target,
  sentMs: number,
): Promise<Plan | Final> {
  const settledMs = Math.max(Date.parse(event.at), sentMs) + settleMs
  for (let look = 1; ; look++) {
    const past = await world.past(target, event)
    const live = await world.live(target)
    const answer = responder.plan({ event, target, past, live })
    if (!isNoPlan(answer) || answer.kind !== 'unsettled') return answer
    const { otherwise, why } = answer
    if (world.nowMs() > settledMs) return { kind: otherwise, why }
    if (look === looks) throw new NotYet(why)
    await world.sleep(betweenLooksMs)
  }
}
