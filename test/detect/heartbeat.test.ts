/** The dead-man's switch on its way back, in every form in which CloudTrail may record it. */
import { describe, expect, test } from 'vitest'
import { detect } from '../../src/detect/detect.ts'
import type { JsonObject } from '../../src/ir/json.ts'
import { eventOf, ruleFor } from './rules.ts'
import { heartbeatRole, testWorld } from './world.ts'

const messages = (...bodies: JsonObject[]) =>
  bodies.map((body, index) => ({ id: `m${index}`, body: JSON.stringify(body) }))

const call = (number: number): JsonObject =>
  eventOf({
    eventName: 'Test',
    number,
    atMs: Date.parse('2026-11-20T08:00:00Z'),
    who: 'ann',
    what: 'x',
  })

describe('a heartbeat', () => {
  const beat = (issuer: string, tag = 'tripline:heartbeat'): JsonObject => ({
    ...call(1),
    source: 'aws.events',
    detail: {
      eventID: 'b',
      eventName: 'TagResource',
      eventSource: 'events.amazonaws.com',
      userIdentity: {
        type: 'AssumedRole',
        sessionContext: { sessionIssuer: { type: 'Role', arn: issuer } },
      },
      requestParameters: {
        resourceARN: 'arn:aws:events:eu-west-3:111122223333:rule/tripline-test-heartbeat',
        tags: [{ key: tag, value: `${Date.parse('2026-11-20T11:59:58.500Z')}-k3jd8sk2` }],
      },
    },
  })
  const tagging = ruleFor('tagging', 'TagResource')

  test('is measured and not judged', async () => {
    const kept = testWorld([tagging])
    const report = await detect(messages(beat(heartbeatRole)), kept.world)
    expect(report.heartbeats).toEqual([{ account: null, region: 'eu-west-3', latencyMs: 1500 }])
    expect(report.eventCount).toBe(0)
    expect(kept.sent).toEqual([])
  })

  const nonce = `${Date.parse('2026-11-20T11:59:58.500Z')}-k3jd8sk2`
  const changed = (change: JsonObject): JsonObject => {
    const { detail, ...envelope } = beat(heartbeatRole)
    return { ...envelope, detail: { ...(detail as JsonObject), ...change } }
  }
  const userAgent = `aws-sdk-js/3.1169.0 ua/2.1 tripline-heartbeat/${nonce} os/linux`

  test.each<[string, JsonObject]>([
    [
      'as a list of Key and Value',
      { requestParameters: { tags: [{ Key: 'tripline:heartbeat', Value: nonce }] } },
    ],
    ['under Tags', { requestParameters: { Tags: [{ key: 'tripline:heartbeat', value: nonce }] } }],
    ['as a map', { requestParameters: { tags: { 'tripline:heartbeat': nonce } } }],
    ['hidden', { requestParameters: { tags: 'HIDDEN_DUE_TO_SECURITY_REASONS' }, userAgent }],
    [
      'its value hidden',
      { requestParameters: { tags: [{ key: 'tripline:heartbeat', value: '***' }] }, userAgent },
    ],
    ['left out', { requestParameters: null, userAgent }],
  ])('is known whether its tag is recorded %s', async (_, change) => {
    const kept = testWorld([tagging])
    const report = await detect(messages(changed(change)), kept.world)
    expect(report.heartbeats).toEqual([{ account: null, region: 'eu-west-3', latencyMs: 1500 }])
    expect(kept.sent).toEqual([])
  })

  test('of a member of the hub is that member’s, and says when it was due', async () => {
    const kept = testWorld([tagging])
    const member = beat('arn:aws:iam::444455556666:role/tripline-test-heartbeat')
    const requestParameters = {
      tags: [{ key: 'tripline:heartbeat', value: '2026-11-20T11:59:00Z' }],
    }
    const detail = { ...(member.detail as JsonObject), requestParameters }
    const report = await detect(
      messages({ ...member, account: '444455556666', detail }, { ...member, detail }),
      kept.world,
    )
    expect(report.heartbeats).toEqual([
      { account: '444455556666', region: 'eu-west-3', latencyMs: 60_000 },
    ])
    expect(report.eventCount).toBe(1)
  })

  test('by anybody else is an event like any other', async () => {
    const kept = testWorld([tagging])
    const report = await detect(
      messages(
        beat('arn:aws:iam::111122223333:role/mallory'),
        {
          ...beat('arn:aws:iam::111122223333:role/mallory'),
          detail: {
            ...(beat('arn:aws:iam::111122223333:role/mallory').detail as JsonObject),
            userAgent,
          },
        },
        beat(heartbeatRole, 'other'),
      ),
      kept.world,
    )
    expect(report.heartbeats).toEqual([])
    expect(report.eventCount).toBe(3)
    expect(kept.sent).toHaveLength(1)
  })
})
