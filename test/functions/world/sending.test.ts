/** Sending with the AWS SDK's own clients where AWS answers slowly, not yet, or no. */
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { SNSClient } from '@aws-sdk/client-sns'
import { SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { alertBus } from '../../../functions/world/bus.ts'
import { deadLetterQueue, responderQueues } from '../../../functions/world/queues.ts'
import { stateTable } from '../../../functions/world/state.ts'
import { topics, unrepeated } from '../../../functions/world/topics.ts'
import type { AlertDocument } from '../../../src/alert/document.ts'

interface Reply {
  readonly status: number
  readonly body: string
}

let server: Server
let replies: Reply[]
let requests: string[]

/** Answers what is left in `replies`, then nothing ever again. */
beforeAll(async () => {
  server = createServer(async (request, response) => {
    requests.push(await textOf(request))
    const reply = replies.shift()
    if (reply?.status === 0) request.socket.destroy()
    else if (reply !== undefined) response.writeHead(reply.status).end(reply.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  server.close()
  server.closeAllConnections()
})
beforeEach(() => {
  replies = []
  requests = []
})

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

const config = () => ({
  endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  region: 'us-east-1',
  credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  maxAttempts: 4,
})

const signalOf = (ms: number) => () => AbortSignal.timeout(ms)

const xml = (status: number, code: string): Reply => ({
  status,
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>as scripted</Message></Error></ErrorResponse>`,
})
const published: Reply = {
  status: 200,
  body: '<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>',
}
const json = (status: number, body: object): Reply => ({ status, body: JSON.stringify(body) })

describe('a topic', () => {
  const publication = {
    topic: 'arn:aws:sns:us-east-1:111122223333:pager',
    rendered: { subject: 'Root signed in', message: 'It did.', sms: null },
    attributes: { rule: 'root', alert: 'f00d' },
  }
  const publish = (ms: number) =>
    topics({
      client: () => new SNSClient({ ...config(), ...unrepeated }),
      signal: signalOf(ms),
    }).publish(publication)

  test('that throttles is tried again until it takes the message', async () => {
    replies = [xml(400, 'Throttling'), xml(400, 'ThrottledException'), published]
    await publish(600_000)
    expect(requests).toHaveLength(3)
    const sent = new URLSearchParams(requests.at(-1))
    expect(Object.fromEntries(sent)).toMatchObject({
      TopicArn: publication.topic,
      Message: 'It did.',
      Subject: 'Root signed in',
      'MessageAttributes.entry.2.Name': 'alert',
      'MessageAttributes.entry.2.Value.DataType': 'String',
      'MessageAttributes.entry.2.Value.StringValue': 'f00d',
    })
  })

  test('that goes on throttling is given up before the function ends', async () => {
    replies = Array.from({ length: 20 }, () => xml(400, 'Throttling'))
    const ending = new AbortController()
    const client = () => new SNSClient({ ...config(), ...unrepeated })
    const publishing = topics({ client, signal: () => ending.signal }).publish(publication)
    // The function ends after the second answer, however long that took.
    while (requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 5))
    ending.abort()
    await expect(publishing).rejects.toThrow(/as scripted|abort/)
    expect(requests.length).toBeLessThan(8)
  })

  test.each([
    ['ends the connection', { status: 0, body: '' }],
    ['fails, and does not say how far it came', xml(500, 'InternalError')],
    ['is away', { status: 503, body: '' }],
  ])('that %s may have taken the message, and is not asked again', async (_, reply) => {
    replies = [reply, published]
    await expect(publish(600_000)).rejects.toThrow()
    expect(requests).toHaveLength(1)
  })

  test('gets each message by a connection of its own: one that was closed meanwhile looks like one that failed', async () => {
    const connections: Socket[] = []
    const count = (socket: Socket): void => void connections.push(socket)
    server.on('connection', count)
    const client = new SNSClient({ ...config(), ...unrepeated })
    const { publish: publishTo } = topics({ client: () => client, signal: signalOf(600_000) })
    replies = [published, published]
    for (const _ of replies.slice()) await publishTo(publication)
    server.off('connection', count)
    expect(connections).toHaveLength(2)
  })

  test('that nobody heard of is tried again', async () => {
    const { endpoint: _, ...elsewhere } = config()
    let count = 0
    const client = () => {
      const isFirst = count++ === 0
      const endpoint = isFirst ? 'http://127.0.0.1:1' : config().endpoint
      return new SNSClient({ ...elsewhere, endpoint, ...unrepeated })
    }
    replies = [published]
    await topics({ client, signal: signalOf(600_000) }).publish(publication)
    expect(requests).toHaveLength(1)
  })

  test('that does not answer is given up before the function ends', async () => {
    await expect(publish(300)).rejects.toThrow(/abort/i)
  })

  test('that is gone is not tried again', async () => {
    replies = [xml(404, 'NotFound')]
    await expect(publish(600_000)).rejects.toThrow(/as scripted/)
    expect(requests).toHaveLength(1)
  })
})

describe('the table', () => {
  const state = (ms: number) =>
    stateTable({
      table: 't',
      client: () => new DynamoDBClient(config()),
      nowMs: () => 0,
      signal: signalOf(ms),
    })
  const throttled = json(400, {
    __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
    message: 'as scripted',
  })

  test('that throttles is tried again', async () => {
    replies = [throttled, throttled, json(200, {})]
    expect(await state(600_000).load('a')).toBeUndefined()
    expect(requests).toHaveLength(3)
  })

  test('that goes on throttling fails what it was asked: a failed write is no lost race', async () => {
    replies = Array.from({ length: 20 }, () => throttled)
    const saved = state(600_000).save('a', { about: '', head: '{}', blocks: [] }, undefined, 1000)
    await expect(saved).rejects.toThrow('as scripted')
  })
})

describe('the bus', () => {
  const alert = { version: 1, id: 'f00d' } as AlertDocument
  const bus = () =>
    alertBus({ bus: 'b', client: () => new EventBridgeClient(config()), signal: signalOf(600_000) })

  test('that refuses the entry of a call that succeeds is heard', async () => {
    replies = [
      json(200, {
        FailedEntryCount: 1,
        Entries: [{ ErrorCode: 'InternalFailure', ErrorMessage: 'no' }],
      }),
    ]
    await expect(bus().put('tripline.alert', alert)).rejects.toThrow('InternalFailure: no')
  })
})

describe('a queue', () => {
  const sqs = {
    client: () => new SQSClient({ ...config(), md5: false }),
    signal: signalOf(600_000),
  }
  const taken = json(200, { MessageId: '1' })

  test('of a responder that is not deployed is an error that says so', async () => {
    await expect(responderQueues({}, sqs).send('rollback-iam', '{}')).rejects.toThrow(
      'responder rollback-iam has no queue',
    )
    expect(requests).toEqual([])
  })

  test('of the dead gets the message with its reason, also an empty one', async () => {
    replies = [taken, taken]
    const deadLetter = deadLetterQueue('http://q', sqs)
    await deadLetter({ id: 'm1', body: '{' }, 'the body is not JSON')
    await deadLetter({ id: 'm2', body: '' }, 'the body is not JSON')
    const bodies = requests.map((text) => JSON.parse(text))
    expect(bodies).toMatchObject([
      {
        MessageBody: '{',
        MessageAttributes: {
          reason: { DataType: 'String', StringValue: 'the body is not JSON' },
          message: { DataType: 'String', StringValue: 'm1' },
        },
      },
      { MessageBody: '(an empty message)' },
    ])
  })
})
