/** Publishes alerts to channels, which are SNS topics. An alert is sent when SNS accepted it. */
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
 * By default the SDK retries every request without an answer. SNS may have accepted such a message, and
 * people would get it twice. A connection that was closed while the function was frozen looks the same,
 * so each message has a connection of its own.
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
    const inTime = AbortSignal.any([signal(), AbortSignal.timeout(maxWaitMs)])
    for (let attempt = 1; ; attempt++) {
      try {
        await client(regionOf(topic)).send(command, { abortSignal: inTime })
        return
      } catch (error) {
        if (attempt === maxAttempts || !isNotAccepted(error)) throw error
        await setTimeout(Math.random() * 100 * 2 ** attempt, undefined, { signal: inTime })
      }
    }
  },
})

/** A topic that hangs must leave time for the others. */
const maxWaitMs = 8000

/** SNS answered that it did not accept the message now, or was never reached. */
const isNotAccepted = (error: unknown): boolean =>
  error instanceof Error &&
  (/^(?:Throttl|TooManyRequests|RequestLimitExceeded|KMSThrottling)/.test(error.name) ||
    ('code' in error && /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN)$/.test(String(error.code))))

/** `arn:aws:sns:<region>:…` */
const regionOf = (arn: string): string => arn.split(':')[3] ?? ''
