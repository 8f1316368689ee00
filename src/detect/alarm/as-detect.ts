/**
 * Events of a rule that EventBridge watches for as well (`via: both`). What it delivered was told by
 * `detect` minutes ago; what it lost is told here. Both go through the same memory and arrive at the
 * same alert, so that each event is told once, whoever is first.
 */
import { documentFor } from '../../alert/document-for.ts'
import type { DeployedRule } from '../../ir/rule.ts'
import { type Due, decide } from '../decide.ts'
import type { Delivery, Outgoing } from '../deliver.ts'
import type { MemoryWorld } from '../ports.ts'
import { mustBeSent } from './outbox.ts'
import type { Seen } from './signals.ts'

interface World extends MemoryWorld {
  readonly deliver: (alerts: readonly Outgoing[]) => Promise<readonly Delivery[]>
}

/** Throws where anything was not decided or not sent: everything may be done again without being doubled. */
export async function tellAsDetect(
  rule: DeployedRule,
  seen: readonly Seen[],
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
  const { rule, samples } = due
  const unasked = rule.respond.length > 0 ? ' No responder was asked.' : ''
  const alert = documentFor({
    ...due,
    samples: samples.map(({ record }) => record),
    detectedAt: new Date(nowMs).toISOString(),
    notes: [`Found in the trail's log: EventBridge had not delivered it by then.${unasked}`],
  })
  const audience = rule.status === 'staged' ? 'nobody' : 'people'
  return { alert, notify: rule.notify ?? null, audience }
}
