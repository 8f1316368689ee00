/**
 * Services that may send messages to a queue. Functions and people send with permissions of their
 * own.
 */
import { defaultRegions } from '../../aws/regions.ts'
import { regionOfArn } from '../arns.ts'
import type { Manifest } from '../manifest.ts'
import { allowService, type Statement } from './statement.ts'

/** EventBridge, for targets of these rules. `rules` are ARNs that may contain `*`. */
export const fromRules = (queueArn: string, rules: readonly string[]): Statement =>
  allowService('events.amazonaws.com', 'sqs:SendMessage', queueArn, rules)

/** SNS, for subscriptions to these topics, given by ARN. Returns no statement without a topic. */
export const fromTopics = (
  manifest: Manifest,
  queueArn: string,
  topics: readonly string[],
): readonly Statement[] =>
  topics.length === 0
    ? []
    : [allowService(snsPrincipals(manifest, topics), 'sqs:SendMessage', queueArn, topics)]

/**
 * The service principals of SNS. A topic in an opt-in region delivers to another region under a
 * principal of its own.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-cross-region-delivery.html
 */
function snsPrincipals({ partition, home }: Manifest, topics: readonly string[]): string[] {
  const optIn = [...topics.map(regionOfArn), home]
    .filter((region) => topics.some((topic) => regionOfArn(topic) !== home) && region !== '')
    .filter((region) => !defaultRegions(partition).includes(region))
    .map((region) => `sns.${region}.amazonaws.com`)
  return [...new Set(['sns.amazonaws.com', ...optIn])]
}
