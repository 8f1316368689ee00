/** Tags an EventBridge rule, the harmless write of the heartbeat. */
import { EventBridgeClient, TagResourceCommand } from '@aws-sdk/client-eventbridge'
import type { Beat } from '../heartbeat/beat.ts'

/** A region that hangs must not stop the function from reporting it. */
const patienceMs = 15_000

/**
 * CloudTrail records the call as a management event and as a write. The nonce is in the tag and in
 * the user agent: services may hide tag values in their records, and the user agent is recorded
 * unchanged.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/logging-using-cloudtrail.html
 */
export const tags =
  () =>
  async ({ region, rule, key, nonce }: Beat): Promise<void> => {
    const client = new EventBridgeClient({
      region,
      customUserAgent: [['tripline-heartbeat', nonce]],
    })
    try {
      await client.send(
        new TagResourceCommand({ ResourceARN: rule, Tags: [{ Key: key, Value: nonce }] }),
        { abortSignal: AbortSignal.timeout(patienceMs) },
      )
    } finally {
      client.destroy()
    }
  }
