/**
 * Events of a rule that EventBridge watches for as well (`via: both`). What it delivered was told by
 * `detect` minutes ago; what it lost is told here. Both go through the same memory and arrive at the
 * same alert, so that each event is told once, whoever is first.
 */
import type { DeployedRule } from '../../ir/rule.ts'
import { decide } from '../alert-decision.ts'
import type { Delivery, Outgoing } from '../deliver.ts'
import { type Due, documentOf } from '../due-alert.ts'
import type { MemoryWorld } from '../ports.ts'
import type { LoggedEvent } from './bursts.ts'
import { mustBeSent } from './outbox.ts'

interface World extends MemoryWorld {
  readonly deliver: (alerts: readonly Outgoing[]) => Promise<readonly Delivery[]>
}

/** Throws where anything was not decided or not sent: everything may be done again without being doubled. */
export async function tellAsDetect(
  rule: DeployedRule,
  seen: readonly LoggedEvent[],
  world: World,
): Promise<readonly Outgoing[]> {
  const matches = seen.map(({ event, id }) => ({ rule, event, messages: [id] }))
  const { due, undecided } = await decide(matches, world)
  const alerts = due.map((each) => outgoing(each, world.nowMs()))
  mustBeSent(await world.deliver(alerts))
  const [first] = undecided
  if (first !== undefined) throw new Error(first.why)
  return alerts
}

function outgoing(due: Due, nowMs: number): Outgoing {
  const { rule } = due
  const unasked = rule.respond.length > 0 ? ' No responder was asked.' : ''
  const note = `Found in the trail's log: EventBridge had not delivered it by then.${unasked}`
  const alert = documentOf(due, new Date(nowMs).toISOString(), [note])
  const audience = rule.status === 'staged' ? 'nobody' : 'people'
  return { alert, notify: rule.notify ?? null, audience }
}
