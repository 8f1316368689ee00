/**
 * Passes on what people answer: handles the queue `answers`. src/respond/contract/answers.ts makes
 * the decisions.
 */
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { passOn } from '../src/respond/contract/answers.ts'
import { load } from '../src/respond/contract/store.ts'
import { handleMessages } from './support/batch.ts'
import { settings } from './support/environment.ts'
import { invocation } from './support/invocation.ts'
import { log } from './support/metrics.ts'
import { once } from './support/once.ts'
import { responderQueues, sqs } from './world/queues.ts'
import { responses } from './world/responses.ts'

const clock = invocation()

const world = once(() => {
  const store = responses(clock)
  const queues = responderQueues(settings<Record<string, string>>('RESPONDER_QUEUES'), {
    client: sqs,
    signal: clock.signal,
  })
  return {
    load: (id: string) => load(store, id),
    send: (responder: Parameters<typeof queues.send>[0], message: object) =>
      queues.send(responder, JSON.stringify(message)),
  }
})

export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  clock.begin(context)
  return await handleMessages(event, { clock, work })
}

async function work({ messageId, body, attributes }: SQSRecord): Promise<void> {
  log('info', await passOn(body, attributes.SenderId ?? '', world()), { messageId })
}
