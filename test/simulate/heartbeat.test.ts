/** The dead-man's switch in a deployment: beats arrive, and their absence is told past our own functions. */
import {
  CloudTrailClient,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Local } from '../../src/simulate/local.ts'
import { account, heartbeatRule, standalone } from '../infra/manifests.ts'
import { startLocal } from '../support/start-local.ts'
import { home, ruleset } from './stage.ts'

const beat = (region: string) => ({
  ...heartbeatRule(region),
  pattern: JSON.stringify({
    source: ['aws.events'],
    detail: {
      eventName: ['TagResource'],
      userIdentity: {
        sessionContext: { sessionIssuer: { userName: ['tripline-test-heartbeat'] } },
      },
    },
  }),
})

const manifest = { ...standalone, eventRules: [beat(home), beat('us-east-1')] }
const quarterMs = 15 * 60_000

let local: Local
beforeAll(async () => {
  local = await startLocal({ accounts: [account], startAt: new Date('2026-11-21T08:00:00Z') })
  await local.deploy(manifest, ruleset)
})
afterAll(() => local.stop())

/** One heartbeat after the other, each with time to arrive. */
async function quarters(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    await local.drain()
    await local.advance(quarterMs)
  }
  await local.drain()
}

async function states(): Promise<Record<string, string | undefined>> {
  const watch = new CloudWatchClient(local.config(local.root(account), home))
  const AlarmNamePrefix = 'tripline-test-health-heartbeat-'
  const { MetricAlarms = [] } = await watch.send(new DescribeAlarmsCommand({ AlarmNamePrefix }))
  return Object.fromEntries(
    MetricAlarms.map(({ AlarmName = '', StateValue }) => [
      AlarmName.slice(AlarmNamePrefix.length),
      StateValue,
    ]),
  )
}

const mails = () =>
  local
    .inbox()
    .filter(({ topicArn }) => topicArn.endsWith('tripline-test-health'))
    .map(({ subject = '' }) => subject)
    .filter((subject) => subject.includes('heartbeat'))

const trail = () => new CloudTrailClient(local.config(local.root(account), home))

test('every region’s beat arrives', async () => {
  await quarters(3)
  expect(await states()).toEqual({ 'eu-west-1': 'OK', 'us-east-1': 'OK' })
})

test('a trail that is off is told within three quarters of an hour, and that it is on again', async () => {
  const before = mails().length
  await trail().send(new StopLoggingCommand({ Name: 'organization-trail' }))
  await quarters(5)
  expect(await states()).toEqual({ 'eu-west-1': 'ALARM', 'us-east-1': 'ALARM' })
  expect(mails().slice(before).sort()).toEqual([
    'ALARM: "tripline-test-health-heartbeat-eu-west-1" in EU (Ireland)',
    'ALARM: "tripline-test-health-heartbeat-us-east-1" in EU (Ireland)',
  ])
  await trail().send(new StartLoggingCommand({ Name: 'organization-trail' }))
  await quarters(3)
  expect(await states()).toEqual({ 'eu-west-1': 'OK', 'us-east-1': 'OK' })
  expect(
    mails()
      .slice(before + 2)
      .sort(),
  ).toEqual([
    'OK: "tripline-test-health-heartbeat-eu-west-1" in EU (Ireland)',
    'OK: "tripline-test-health-heartbeat-us-east-1" in EU (Ireland)',
  ])
})
