/** Which services may put messages into a queue; functions and people do it with permissions of their own. */
import { defaultRegions } from '../../aws/regions.ts'
import { regionOfArn } from '../arns.ts'
import type { Manifest } from '../manifest.ts'
import { allowService, type Statement } from './statement.ts'

/** EventBridge, for targets of these rules: ARNs, `*` in them. */
export const fromRules = (queueArn: string, rules: readonly string[]): Statement =>
  allowService('events.amazonaws.com', 'sqs:SendMessage', queueArn, rules)

/** SNS, for subscriptions to these topics: ARNs. None for no topic. */
export const fromTopics = (
  manifest: Manifest,
  queueArn: string,
  topics: readonly string[],
): readonly Statement[] =>
  topics.length === 0
    ? []
    : [allowService(snsPrincipals(manifest, topics), 'sqs:SendMessage', queueArn, topics)]

/**
 * A topic in a region that has to be opted into delivers to another one under a name of its own.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-cross-region-delivery.html
 */
function snsPrincipals({ partition, home }: Manifest, topics: readonly string[]): string[] {
  const optIn = [...topics.map(regionOfArn), home]
    .filter((region) => topics.some((topic) => regionOfArn(topic) !== home) && region !== '')
    .filter((region) => !defaultRegions(partition).includes(region))
    .map((region) => `sns.${region}.amazonaws.com`)
  return [...new Set(['sns.amazonaws.com', ...optIn])]
}
