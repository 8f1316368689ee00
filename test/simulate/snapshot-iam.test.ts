/** The history of IAM, deployed: its queue waits for long runs, and what fails does not wait for that. */
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Local } from '../../src/simulate/local.ts'
import { withResponders } from '../infra/manifests.ts'
import { startLocal } from '../support/start-local.ts'
import { account, home, manifest, ruleset } from './stage.ts'

let local: Local
beforeAll(async () => {
  local = await startLocal({ accounts: [account], startAt: new Date('2026-11-21T08:00:00Z') })
  const operators = [`arn:aws:iam::${account}:root`]
  await local.deploy(withResponders({ ...manifest, operators }, 'rollback-iam'), ruleset)
  await local.drain()
})
afterAll(() => local.stop())

const queue = (name: string) => `${local.endpoint}/${account}/tripline-test-${name}`

test('a message that fails comes again after three minutes, four times', async () => {
  const sqs = new SQSClient(local.config(local.root(account), home))
  const startedMs = local.cloud.clock.now().getTime()
  const name = 'tripline-test-snapshot-iam'
  const before = local.runner.invocations.length
  await sqs.send(new SendMessageCommand({ QueueUrl: queue('snapshot-iam'), MessageBody: '{}' }))
  await local.drain()
  const runs = local.runner.invocations.slice(before).filter((run) => run.function === name)
  const minutes = runs.map(({ at }) => Math.round((Date.parse(at) - startedMs) / 60_000))
  expect(minutes).toEqual([0, 3, 6, 9, 12])
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: queue('snapshot-iam-dead'),
      AttributeNames: ['ApproximateNumberOfMessages'],
    }),
  )
  expect(Attributes).toEqual({ ApproximateNumberOfMessages: '1' })
})
