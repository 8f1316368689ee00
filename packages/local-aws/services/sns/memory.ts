/** The topics of a region, and what reached people. */
import { type Cloud, perCloud, perRegion } from '../../accounts.ts'
import { parseArn, regionOf } from '../../delivery/arn.ts'
import type { Delivery, Subscription, Topic } from './topic.ts'

/** By ARN. */
export const topicsOf = perRegion(() => new Map<string, Topic>())

/** What every e-mail, SMS, web hook and function subscription was sent, the oldest first. */
export const inboxOf = perCloud((): Delivery[] => [])

export function topicByArn(cloud: Cloud, arn: string): Topic | undefined {
  const parsed = parseArn(arn)
  if (parsed?.service !== 'sns') return undefined
  const region = regionOf(cloud, parsed)
  return region && topicsOf(region).get(arn)
}

/** The ARN of a subscription is its topic's and one part more. */
export function subscriptionByArn(cloud: Cloud, arn: string): Subscription | undefined {
  return topicByArn(cloud, arn.replace(/:[^:]*$/, ''))?.subscriptions.get(arn)
}
