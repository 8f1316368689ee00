/** CloudTrail's event history and AWS Config's, through the SDK's real clients. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { configHistory } from '../../../functions/world/config-history.ts'
import { type LookupQuestion, lookup } from '../../../functions/world/lookup.ts'
import { type ScriptedEndpoint, startScriptedEndpoint } from '../../support/scripted-endpoint.ts'

let endpoint: ScriptedEndpoint

beforeAll(async () => {
  endpoint = await startScriptedEndpoint()
})
afterAll(() => endpoint.close())

const atMs = Date.UTC(2026, 10, 21, 3, 0, 0)

/** A clock that moves only when somebody waits. */
function clock() {
  const made = { nowMs: Date.now(), waits: [] as number[] }
  const pause = async (ms: number): Promise<void> => {
    made.waits.push(ms)
    made.nowMs += ms
  }
  return { made, config: { nowMs: () => made.nowMs, pause } }
}

const question = (region: string, deadlineMs: number): LookupQuestion => ({
  region,
  resource: 'customer-invoices',
  untilMs: atMs,
  nextToken: undefined,
  deadlineMs,
})

test('the records of a resource, and where more of them are', async () => {
  const { made, config } = clock()
  const record = { eventName: 'PutBucketAcl', readOnly: false }
  endpoint.script(() => ({
    kind: 'answer',
    body: {
      Events: [{ CloudTrailEvent: JSON.stringify(record) }, { CloudTrailEvent: '{"cut' }, {}],
      NextToken: 'more',
    },
  }))
  const page = await lookup(config)(question('eu-west-1', made.nowMs + 600_000))
  expect(page).toEqual({ records: [record], nextToken: 'more' })
  expect(endpoint.received[0]?.operation).toContain('LookupEvents')
  expect(endpoint.received[0]?.body).toMatchObject({
    LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: 'customer-invoices' }],
    EndTime: atMs / 1000,
    MaxResults: 50,
  })
})

test('two calls a second in one region, whoever asks, and no waiting between regions', async () => {
  const { made, config } = clock()
  endpoint.script(() => ({ kind: 'answer', body: { Events: [] } }))
  const deadlineMs = made.nowMs + 60_000
  for (let round = 0; round < 3; round++) await lookup(config)(question('eu-central-1', deadlineMs))
  expect(made.waits).toEqual([500, 500])
  await lookup(config)(question('eu-north-1', deadlineMs))
  expect(made.waits).toHaveLength(2)
})

test('nobody waits longer than an answer is of use', async () => {
  const { made, config } = clock()
  endpoint.script(() => ({ kind: 'answer', body: { Events: [] } }))
  const deadlineMs = made.nowMs + 200
  await lookup(config)(question('sa-east-1', deadlineMs))
  await expect(lookup(config)(question('sa-east-1', deadlineMs))).rejects.toThrow('no time left')
})

test('configuration items with what is JSON in them read, and the names of the resource', async () => {
  endpoint.script(() => ({
    kind: 'answer',
    body: {
      configurationItems: [
        {
          resourceId: 'AIDAEXAMPLE',
          resourceName: 'build-bot',
          arn: 'arn:aws:iam::111122223333:user/build-bot',
          configuration: '{"userName":"build-bot"}',
          configurationItemCaptureTime: atMs / 1000,
        },
        { resourceName: 'build-bot', configuration: 'not json' },
      ],
    },
  }))
  const nowMs = () => Date.now()
  const history = await configHistory({ nowMs })({
    region: 'eu-west-1',
    resourceType: 'AWS::IAM::User',
    resourceId: 'AIDAEXAMPLE',
    untilMs: atMs,
    deadlineMs: Date.now() + 600_000,
  })
  expect(history.names).toEqual(['build-bot', 'arn:aws:iam::111122223333:user/build-bot'])
  expect(history.items).toMatchObject([
    {
      configuration: { userName: 'build-bot' },
      configurationItemCaptureTime: '2026-11-21T03:00:00.000Z',
    },
    { configuration: 'not json' },
  ])
  expect(endpoint.received[0]?.body).toMatchObject({ chronologicalOrder: 'Reverse', limit: 2 })
})

test('an AWS Config that does not answer throws in time', async () => {
  endpoint.script(() => ({ kind: 'silence' }))
  const history = configHistory({ nowMs: () => Date.now() })
  const read = history({
    region: 'eu-west-1',
    resourceType: 'AWS::S3::Bucket',
    resourceId: 'x',
    untilMs: atMs,
    deadlineMs: Date.now() + 100,
  })
  await expect(read).rejects.toThrow()
})
