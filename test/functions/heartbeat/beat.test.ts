import { expect, test } from 'vitest'
import { type Beat, beatIn } from '../../../functions/heartbeat/beat.ts'
import { heartbeatIn } from '../../../src/detect/heartbeat.ts'

const rules = {
  'eu-west-1': 'arn:aws:events:eu-west-1:111122223333:rule/tripline-production-heartbeat',
  'us-east-1': 'arn:aws:events:us-east-1:111122223333:rule/tripline-production-heartbeat',
}
const atMs = Date.UTC(2026, 10, 21, 3, 0, 0)

function world(tag: (beat: Beat) => Promise<void>) {
  let serial = 0
  return { tag, nowMs: () => atMs, random: () => `r${++serial}` }
}

test('every region is called once, each with a nonce of its own', async () => {
  const beats: Beat[] = []
  const beaten = await beatIn(
    rules,
    world(async (beat) => void beats.push(beat)),
  )
  expect(beats).toEqual([
    {
      region: 'eu-west-1',
      rule: rules['eu-west-1'],
      key: 'tripline:heartbeat',
      nonce: `${atMs}-r1`,
    },
    {
      region: 'us-east-1',
      rule: rules['us-east-1'],
      key: 'tripline:heartbeat',
      nonce: `${atMs}-r2`,
    },
  ])
  expect(beaten.map(({ failure }) => failure)).toEqual([null, null])
})

test('a region that fails keeps no other from its beat', async () => {
  const called: string[] = []
  const beaten = await beatIn(
    rules,
    world(async ({ region }) => {
      if (region === 'eu-west-1') throw Object.assign(new Error('no'), { name: 'AccessDenied' })
      called.push(region)
    }),
  )
  expect(called).toEqual(['us-east-1'])
  expect(beaten).toEqual([
    { region: 'eu-west-1', failure: 'AccessDenied: no' },
    { region: 'us-east-1', failure: null },
  ])
})

test('what is called is what the way back recognises', async () => {
  const [beat] = await new Promise<Beat[]>((resolve) => {
    const beats: Beat[] = []
    void beatIn(
      { 'eu-west-1': rules['eu-west-1'] },
      world(async (one) => void beats.push(one)),
    ).then(() => resolve(beats))
  })
  const role = 'arn:aws:iam::111122223333:role/tripline-production-heartbeat'
  const record = {
    eventSource: 'events.amazonaws.com',
    eventName: 'TagResource',
    userIdentity: { type: 'AssumedRole', sessionContext: { sessionIssuer: { arn: role } } },
    requestParameters: {
      resourceARN: beat?.rule ?? '',
      tags: [{ key: beat?.key ?? '', value: beat?.nonce ?? '' }],
    },
    userAgent: `aws-sdk-js/3.1169.0 tripline-heartbeat/${beat?.nonce}`,
  }
  const envelope = { source: 'aws.events', region: 'eu-west-1' }
  expect(heartbeatIn({ record, envelope }, role, atMs + 4200)).toEqual({
    region: 'eu-west-1',
    latencyMs: 4200,
  })
})
