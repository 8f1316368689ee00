/** Playing function `detect` and the queues around it, as Lambda, SQS and people do. */
import { expect } from 'vitest'
import type { Outcome } from '../../packages/local-aws/lambda/sandbox.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import type { Rule } from '../../src/ir/rule.ts'
import { type Call, eventOf, ruleFor } from '../detect/rules.ts'
import { recordsOf, type Scene } from './detect-account.ts'

export const batchOf = (bodies: readonly (JsonObject | string)[]) =>
  bodies.map((body, index) => ({
    MessageId: `message-${index}`,
    Body: typeof body === 'string' ? body : JSON.stringify(body),
  }))

export const done = { kind: 'response', body: { batchItemFailures: [] } }
export const failing = (...messages: string[]) => ({
  kind: 'response',
  body: { batchItemFailures: messages.map((itemIdentifier) => ({ itemIdentifier })) },
})

export type Batch = ReturnType<typeof batchOf>

/** One delivery of messages to a new process, and what it wrote. */
export async function deliver(
  scene: Scene,
  batch: Batch,
  laterMs = 0,
): Promise<{ outcome: Outcome; lines: Record<string, unknown>[] }> {
  const process = await scene.start('detect', laterMs, false)
  const outcome = await process.invoke(recordsOf(await scene.receive(batch)))
  await process.close()
  const written = process
    .written()
    .split('\n')
    .filter((line) => line.startsWith('{'))
  return { outcome, lines: written.map((line) => JSON.parse(line) as Record<string, unknown>) }
}

/** Lets function `receipts` note what SNS took. */
export async function pump(scene: Scene): Promise<void> {
  const taken = await scene.take('receipts')
  if (taken.length === 0) return
  const receipts = await scene.start('receipts', 0, false)
  expect(await receipts.invoke(recordsOf(await scene.receive(taken)))).toEqual(done)
  await receipts.close()
}

export const heard = async (scene: Scene) =>
  (await scene.take('heard')).map(({ Body: body = '', MessageAttributes: attributes = {} }) => ({
    channel: attributes.channel?.StringValue ?? '',
    alert: attributes.alert?.StringValue ?? '',
    status: attributes.status?.StringValue ?? '',
    rule: attributes.rule?.StringValue ?? '',
    body,
  }))

export const rule = (...parts: Parameters<typeof ruleFor>): Rule => ({
  ...ruleFor(...parts),
  tests: [],
})

const nowMs = Date.now()
export const call = (number: number, more: Partial<Call> = {}): JsonObject =>
  eventOf({
    eventName: 'Test',
    number,
    atMs: nowMs - 600_000 + 1000 * number,
    who: 'ann',
    what: 'x',
    ...more,
  })
