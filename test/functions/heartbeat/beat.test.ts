import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test, vi } from 'vitest'
import { type Beat, beatIn } from '../../../functions/heartbeat/beat.ts'
import { tags } from '../../../functions/world/tags.ts'
import { heartbeatIn } from '../../../src/detect/heartbeat.ts'
import type { JsonObject } from '../../../src/ir/json.ts'

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
  const tags = [{ key: beat?.key ?? '', value: beat?.nonce ?? '' }]
  expect(backFrom({ tags }, 'aws-sdk-js/3.1169.0')).toEqual({
    account: null,
    region: 'eu-west-1',
    latencyMs: 4200,
  })
})

test('the SDK sends the nonce in its user agent, by which the way back recognises it too', async () => {
  const agents: (string | undefined)[] = []
  const server = createServer((request, response) => {
    agents.push(request.headers['user-agent'])
    response.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${port}`)
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'x')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x')
  const random = () => randomBytes(6).toString('base64url')
  const world = { tag: tags(), nowMs: () => atMs, random }
  const beaten = await beatIn({ 'eu-west-1': rules['eu-west-1'] }, world)
  vi.unstubAllEnvs()
  server.close()
  expect(beaten).toEqual([{ region: 'eu-west-1', failure: null }])
  expect(backFrom(null, agents[0] ?? '')).toMatchObject({ latencyMs: 4200 })
})

function backFrom(requestParameters: JsonObject | null, userAgent: string) {
  const role = 'arn:aws:iam::111122223333:role/tripline-production-heartbeat'
  const record = {
    eventSource: 'events.amazonaws.com',
    eventName: 'TagResource',
    userIdentity: { type: 'AssumedRole', sessionContext: { sessionIssuer: { arn: role } } },
    requestParameters,
    userAgent,
  }
  const envelope = { source: 'aws.events', account: '111122223333', region: 'eu-west-1' }
  return heartbeatIn({ record, envelope }, role, atMs + 4200)
}
