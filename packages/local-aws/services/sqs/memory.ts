/** The queues of a region, and how the rest of the local account reaches them. */
import { type Cloud, perRegion } from '../../accounts.ts'
import { parseArn, regionOf } from '../../delivery/arn.ts'
import type { AttributeValue } from './message-digest.ts'
import { type Message, type Queue, receive, redrivePolicy, send } from './queue.ts'

/** By name. */
export const queuesOf = perRegion(() => new Map<string, Queue>())

export function queueByArn(cloud: Cloud, arn: string): Queue | undefined {
  const parsed = parseArn(arn)
  if (parsed?.service !== 'sqs') return undefined
  const region = regionOf(cloud, parsed)
  return region && queuesOf(region).get(parsed.resource)
}

/** Takes messages as a receiver does: what was received too often goes to the dead letters. */
export function receiveFrom(
  cloud: Cloud,
  queue: Queue,
  wanted: { readonly max: number; readonly visibilityMs: number },
): Message[] {
  const policy = redrivePolicy(queue)
  const deadLetters = policy && queueByArn(cloud, policy.deadLetterTargetArn)
  return receive(queue, wanted, cloud.clock.now().getTime(), deadLetters)
}

/** What a service delivers by itself. `service` is the principal it would be known by. */
export function deliverTo(
  cloud: Cloud,
  queue: Queue,
  body: string,
  service: string,
  attributes: Readonly<Record<string, AttributeValue>> = {},
): Message {
  const draft = { id: cloud.ids.uuid(), body, attributes, senderId: service }
  return send(queue, draft, cloud.clock.now().getTime())
}
