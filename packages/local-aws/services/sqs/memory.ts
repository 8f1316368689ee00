/** Stores the queues of a region, and gives other services access to them. */
import { type Cloud, perRegion } from '../../accounts.ts'
import { parseArn, regionOf } from '../../delivery/arn.ts'
import type { AttributeValue } from './message-digest.ts'
import { type Message, type Queue, receive, redrivePolicy, send } from './queue.ts'

/** Queues by name. */
export const queuesOf = perRegion(() => new Map<string, Queue>())

export function queueByArn(cloud: Cloud, arn: string): Queue | undefined {
  const parsed = parseArn(arn)
  if (parsed?.service !== 'sqs') return undefined
  const region = regionOf(cloud, parsed)
  return region && queuesOf(region).get(parsed.resource)
}

/** Receives messages. Those received too often go to the dead-letter queue. */
export function receiveFrom(
  cloud: Cloud,
  queue: Queue,
  wanted: { readonly max: number; readonly visibilityMs: number },
): Message[] {
  const policy = redrivePolicy(queue)
  const deadLetters = policy && queueByArn(cloud, policy.deadLetterTargetArn)
  return receive(queue, wanted, cloud.clock.now().getTime(), deadLetters)
}

/** Sends a message from an AWS service. `service` is its principal. */
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
