/** Stores the topics of a region, and the messages that reached people. */
import { type Cloud, perCloud, perRegion } from '../../accounts.ts'
import { parseArn, regionOf } from '../../delivery/arn.ts'
import type { Delivery, Subscription, Topic } from './topic.ts'

/** Topics by ARN. */
export const topicsOf = perRegion(() => new Map<string, Topic>())

/** The messages to every e-mail, SMS, web hook and function subscription, the oldest first. */
export const inboxOf = perCloud((): Delivery[] => [])

export function topicByArn(cloud: Cloud, arn: string): Topic | undefined {
  const parsed = parseArn(arn)
  if (parsed?.service !== 'sns') return undefined
  const region = regionOf(cloud, parsed)
  return region && topicsOf(region).get(arn)
}

/** The subscription of an ARN, which is its topic's ARN plus one part. */
export function subscriptionByArn(cloud: Cloud, arn: string): Subscription | undefined {
  return topicByArn(cloud, arn.replace(/:[^:]*$/, ''))?.subscriptions.get(arn)
}
