/** Function `heartbeat` as it is deployed, against an emulator's EventBridge in two regions. */
import {
  EventBridgeClient,
  ListTagsForResourceCommand,
  PutRuleCommand,
} from '@aws-sdk/client-eventbridge'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Bundle } from '../../src/bundle/bundle.ts'
import { type Moto, startMoto } from '../support/moto.ts'
import { bundles, sandbox } from './alarm-account.ts'

let moto: Moto
let bundle: Bundle

beforeAll(async () => {
  moto = await startMoto()
  bundle = (await bundles()).heartbeat
})

afterAll(() => moto?.stop())

const clientOf = (region: string): EventBridgeClient =>
  new EventBridgeClient({
    region,
    endpoint: moto.url,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })

async function ruleIn(region: string): Promise<string> {
  const pattern = JSON.stringify({ source: ['aws.events'] })
  const rule = new PutRuleCommand({ Name: 'tripline-test-heartbeat', EventPattern: pattern })
  return (await clientOf(region).send(rule)).RuleArn ?? ''
}

async function beat(rules: Readonly<Record<string, string>>) {
  const process = await sandbox(bundle, moto.url, {
    STAGE: 'test',
    HEARTBEATS: JSON.stringify(rules),
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  })
  try {
    const outcome = await process.invoke({})
    const lines = process
      .written()
      .split('\n')
      .filter((line) => line.startsWith('{"_aws"'))
    return { outcome, metrics: lines.map((line) => JSON.parse(line)) }
  } finally {
    await process.close()
  }
}

test('the rule of each region is tagged with the time, and the next beat replaces it', async () => {
  const rules = { 'eu-west-1': await ruleIn('eu-west-1'), 'us-east-1': await ruleIn('us-east-1') }
  const beforeMs = Date.now()
  const { outcome, metrics } = await beat(rules)
  expect(outcome.kind).toBe('response')
  await beat(rules)
  for (const [region, rule] of Object.entries(rules)) {
    const listTags = new ListTagsForResourceCommand({ ResourceARN: rule })
    const { Tags: tags = [] } = await clientOf(region).send(listTags)
    expect(tags).toEqual([
      { Key: 'tripline:heartbeat', Value: expect.stringMatching(/^\d{13}-\S{8}$/) },
    ])
    expect(Number(tags[0]?.Value?.split('-')[0])).toBeGreaterThanOrEqual(beforeMs)
  }
  expect(metrics).toMatchObject([
    { region: 'eu-west-1', stage: 'test', HeartbeatSent: 1, HeartbeatFailed: 0 },
    { region: 'us-east-1', stage: 'test', HeartbeatSent: 1, HeartbeatFailed: 0 },
  ])
})

test('a region without its rule fails alone, and all of them fail the function', async () => {
  const gone = 'arn:aws:events:eu-central-1:123456789012:rule/tripline-test-heartbeat'
  const some = await beat({ 'eu-west-1': await ruleIn('eu-west-1'), 'eu-central-1': gone })
  expect(some.outcome.kind).toBe('response')
  expect(some.metrics).toMatchObject([{ HeartbeatSent: 1 }, { HeartbeatFailed: 1 }])
  const none = await beat({ 'eu-central-1': gone })
  expect(none.outcome.kind).toBe('error')
})
