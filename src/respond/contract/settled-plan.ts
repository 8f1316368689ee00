/** From an event to a plan: reads what there is to know, and again where it does not fit together yet. */
import type { ResponderEvent } from './event.ts'
import { settleMs } from './follow.ts'
import { NotYet, type ResponderWorld } from './ports.ts'
import { type Final, isNoPlan, type Plan, type Responder, type Target } from './responder.ts'

/** In one invocation; after that the message waits for its next delivery. */
const looks = 3
const betweenLooksMs = 2_000

/** `sentMs`: when we were asked; all that we look at may lag behind it, as behind the event. */
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
