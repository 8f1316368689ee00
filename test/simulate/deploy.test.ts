/** A deployment in the local account, from an attacker's call to the message on a phone. */

import { gunzipSync } from 'node:zlib'
import {
  CloudTrailClient,
  DescribeTrailsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { groupsOf } from '../../packages/local-aws/services/logs/group.ts'
import type { Local } from '../../src/simulate/local.ts'
import { startLocal } from '../support/start-local.ts'
import { account, home, manifest, ruleset } from './stage.ts'

let local: Local

beforeEach(async () => {
  local = await startLocal({ accounts: [account], startAt: new Date('2026-11-21T08:00:00Z') })
  await local.deploy(manifest, ruleset)
})
afterEach(() => local.stop())

const trailName = 'organization-trail'
const cloudTrail = (region = home) =>
  new CloudTrailClient(local.config(local.root(account), region))

const stop = () => cloudTrail().send(new StopLoggingCommand({ Name: trailName }))
const start = () => cloudTrail().send(new StartLoggingCommand({ Name: trailName }))

async function messagesIn(name: string): Promise<number> {
  const sqs = new SQSClient(local.config(local.root(account), home))
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: `${local.endpoint}/${account}/tripline-test-${name}`,
      AttributeNames: ['ApproximateNumberOfMessages'],
    }),
  )
  return Number(Attributes.ApproximateNumberOfMessages)
}

const alerts = () =>
  local.inbox().map(({ endpoint, attributes }) => ({ endpoint, rule: attributes.rule }))

const alert = { endpoint: '+4915112345678', rule: 'trail-stopped' }

test('the call that stops the trail is the last it records, and reaches a phone once', async () => {
  await stop()
  await stop()
  await local.drain()
  expect(alerts()).toEqual([alert])
  const [{ message = '', attributes = {} } = {}] = local.inbox()
  expect(message).toContain(`StopLogging of trail ${trailName} in ${account}`)
  expect(attributes).toMatchObject({ severity: 'critical', account, region: home, status: 'new' })
  const { invocations } = local.runner
  expect(invocations.map(({ function: name }) => name)).toEqual([
    'tripline-test-detect',
    'tripline-test-receipts',
  ])
  expect(invocations.map(({ outcome }) => outcome.kind)).toEqual(['response', 'response'])
})

test('functions see the driven time, and calls carry their own roles', async () => {
  const eightAm = Date.parse('2026-11-21T08:00:00Z')
  await local.advance(30 * 86_400_000)
  await stop()
  await local.drain()
  const place = local.cloud.accounts.get(account)?.region(home)
  const group = place && groupsOf(place).get('/aws/lambda/tripline-test-detect')
  const metrics = group?.events.map(({ message }) => JSON.parse(message)).find(({ _aws }) => _aws)
  const at = metrics._aws.Timestamp - eightAm - 30 * 86_400_000
  expect(at).toBeGreaterThanOrEqual(0)
  expect(at).toBeLessThan(600_000)
  expect(alerts()).toEqual([alert])
})

test('without a trail nothing arrives', async () => {
  await stop()
  await local.drain()
  await start()
  await local.drain()
  const before = local.inbox().length
  await stop()
  await cloudTrail('us-east-1').send(new DescribeTrailsCommand({}))
  await local.drain()
  // The second stop is seen: the trail was on again, and the alert is of the same group.
  expect(local.inbox()).toHaveLength(before)
  expect(
    local.runner.invocations.filter(({ function: name }) => name.endsWith('detect')),
  ).toHaveLength(2)
})

test('a function that dies is started again, and the message comes back', async () => {
  await stop()
  const detect = local.runner.find('tripline-test-detect')
  const killing = setInterval(() => {
    if (local.runner.invocations.length === 0) detect.kill()
  }, 5)
  await local.drain()
  clearInterval(killing)
  const outcomes = local.runner.invocations
    .filter(({ function: name }) => name.endsWith('detect'))
    .map(({ outcome }) => outcome.kind)
  expect(outcomes[0]).not.toBe('response')
  expect(outcomes.at(-1)).toBe('response')
  expect(alerts()).toEqual([alert])
})

test('a message that a function cannot take goes to the dead letters in the end', async () => {
  const detect = local.runner.find('tripline-test-detect')
  await stop()
  const killing = setInterval(() => detect.kill(), 2)
  await local.drain()
  clearInterval(killing)
  expect(await messagesIn('events-dead')).toBe(1)
  expect(local.inbox()).toEqual([])
})

test('the trail writes files where CloudTrail would', async () => {
  await stop()
  await local.drain()
  const s3 = new S3Client({ ...local.config(local.root(account), home), forcePathStyle: true })
  const Bucket = `${trailName}-${account}`
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }))
  const keys = Contents.map(({ Key = '' }) => Key).filter((key) => key.includes(`/${home}/`))
  expect(keys[0]).toMatch(
    new RegExp(
      `^AWSLogs/${account}/CloudTrail/${home}/2026/11/21/${account}_CloudTrail_${home}_20261121T08\\d\\dZ_[A-Z2-7]{16}\\.json\\.gz$`,
    ),
  )
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: keys[0] }))
  const { Records } = JSON.parse(gunzipSync((await Body?.transformToByteArray()) ?? '').toString())
  expect(Records.at(-1)).toMatchObject({ eventName: 'StopLogging', recipientAccountId: account })
})

test('an event that AWS would send by itself can be put in', async () => {
  local.inject({
    id: '1',
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.cloudtrail',
    account,
    time: '2026-11-21T08:00:00Z',
    region: 'us-east-1',
    detail: {
      eventID: '11111111-2222-4333-8444-555555555555',
      eventTime: '2026-11-21T08:00:00Z',
      eventSource: 'cloudtrail.amazonaws.com',
      eventName: 'DeleteTrail',
      eventType: 'AwsApiCall',
      awsRegion: 'us-east-1',
      recipientAccountId: account,
      requestParameters: { name: 'other' },
      userIdentity: { type: 'Root', accountId: account, arn: `arn:aws:iam::${account}:root` },
    },
  })
  await local.drain()
  expect(alerts()).toEqual([alert])
  expect(() => local.inject({ id: '1' })).toThrow('an event needs id, detail-type')
})
