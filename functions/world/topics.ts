/** Channels: SNS topics. A message is sent when SNS took it, whoever reads it then. */
import { setTimeout } from 'node:timers/promises'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { snsMessage } from '../../src/alert/rendered.ts'
import type { Topics } from '../../src/detect/ports.ts'
import { maxAttempts } from './attempts.ts'

export interface TopicsConfig {
  /** For topics of a region; a channel may be a topic that was there before, anywhere. */
  readonly client: (region: string) => SNSClient
  readonly signal: () => AbortSignal
}

const clients = new Map<string, SNSClient>()

/**
 * The SDK tries again whatever it got no answer to. SNS may have taken a message that it did not
 * answer, and people would get it twice. And a connection that was closed while the function was
 * frozen looks like one, so each message has a connection of its own.
 */
export const unrepeated = {
  maxAttempts: 1,
  requestHandler: { httpsAgent: { keepAlive: false }, httpAgent: { keepAlive: false } },
}

/** One client for each region. */
export function sns(region: string): SNSClient {
  const client = clients.get(region) ?? new SNSClient({ region, ...unrepeated })
  clients.set(region, client)
  return client
}

export const topics = ({ client, signal }: TopicsConfig): Topics => ({
  publish: async ({ topic, rendered, attributes }) => {
    const command = new PublishCommand({
      TopicArn: topic,
      ...snsMessage(rendered),
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [
          name,
          { DataType: 'String', StringValue: value },
        ]),
      ),
    })
    const inTime = AbortSignal.any([signal(), AbortSignal.timeout(patienceMs)])
    for (let attempt = 1; ; attempt++) {
      try {
        await client(regionOf(topic)).send(command, { abortSignal: inTime })
        return
      } catch (error) {
        if (attempt === maxAttempts || !isUntaken(error)) throw error
        await setTimeout(Math.random() * 100 * 2 ** attempt, undefined, { signal: inTime })
      }
    }
  },
})

/** One topic that hangs must leave time for the others. */
const patienceMs = 8000

/** SNS said that it did not take the message now, or never heard of it. */
const isUntaken = (error: unknown): boolean =>
  error instanceof Error &&
  (/^(?:Throttl|TooManyRequests|RequestLimitExceeded|KMSThrottling)/.test(error.name) ||
    ('code' in error && /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN)$/.test(String(error.code))))

/** `arn:aws:sns:<region>:…` */
const regionOf = (arn: string): string => arn.split(':')[3] ?? ''
