/**
 * Announces events of a rule that EventBridge delivers as well (`via: both`). `detect` announced the
 * delivered events minutes ago. Events that EventBridge lost are announced here. Both functions use the
 * same memory and make the same alert, so each event is announced once.
 */
import type { DeployedRule } from '../../ir/rule.ts'
import { decide } from '../alert-decision.ts'
import { type Delivery, type Outgoing, outgoingOf } from '../deliver.ts'
import { type DueAlert, documentOf } from '../due-alert.ts'
import type { MemoryWorld } from '../ports.ts'
import type { LoggedEvent } from './bursts.ts'
import { assertSent } from './outbox.ts'

interface World extends MemoryWorld {
  readonly deliver: (alerts: readonly Outgoing[]) => Promise<readonly Delivery[]>
}

/** Throws where anything was not decided or not sent: all of it may be repeated, and nothing is doubled. */
export async function announceAsDetect(
  rule: DeployedRule,
  events: readonly LoggedEvent[],
  world: World,
): Promise<readonly Outgoing[]> {
  const matches = events.map(({ event, id }) => ({ rule, event, messages: [id] }))
  const { due, undecided } = await decide(matches, world)
  const alerts = due.map((each) => outgoing(each, world.nowMs()))
  assertSent(await world.deliver(alerts))
  const [first] = undecided
  if (first !== undefined) throw new Error(first.why)
  return alerts
}

function outgoing(due: DueAlert, nowMs: number): Outgoing {
  const { rule } = due
  const noResponse = rule.respond.length > 0 ? ' No response was requested.' : ''
  const note = `Found in the trail's log. EventBridge has not delivered this event.${noResponse}`
  const alert = documentOf(due, new Date(nowMs).toISOString(), [note])
  return outgoingOf(rule, alert)
}
