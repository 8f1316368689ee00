/**
 * The SDK's own clients as judges: whatever they write we read, whatever we write they read. Values
 * are drawn from the schemas of the operations, no network is between.
 */
import { Readable } from 'node:stream'
import * as cloudtrail from '@aws-sdk/client-cloudtrail'
import * as cloudwatch from '@aws-sdk/client-cloudwatch'
import * as logs from '@aws-sdk/client-cloudwatch-logs'
import * as ec2 from '@aws-sdk/client-ec2'
import * as eventbridge from '@aws-sdk/client-eventbridge'
import * as iam from '@aws-sdk/client-iam'
import * as s3 from '@aws-sdk/client-s3'
import * as s3Control from '@aws-sdk/client-s3-control'
import * as sns from '@aws-sdk/client-sns'
import * as sqs from '@aws-sdk/client-sqs'
import * as sts from '@aws-sdk/client-sts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ProtocolName } from '../../../packages/local-aws/call.ts'
import { members, readModel, type Shape } from '../../../packages/local-aws/protocols/model.ts'
import type { WireRequest } from '../../../packages/local-aws/protocols/protocol.ts'
import { protocols } from '../../../packages/local-aws/protocols/protocols.ts'
import { probe } from '../../probes/probe.ts'

type Fields = Readonly<Record<string, unknown>>

// biome-ignore lint/suspicious/noExplicitAny: one table for the clients of all services
type Package = any

const spoken: readonly (readonly [ProtocolName, string, Package, string, readonly string[]])[] = [
  ['query', 'IAM', iam, 'IAMClient', ['CreateRole', 'GetAccountAuthorizationDetails', 'ListUsers']],
  ['query', 'STS', sts, 'STSClient', ['AssumeRole']],
  ['query', 'SNS', sns, 'SNSClient', ['Publish', 'SetTopicAttributes', 'GetTopicAttributes']],
  [
    ...(['ec2Query', 'EC2', ec2, 'EC2Client'] as const),
    ['AuthorizeSecurityGroupIngress', 'DescribeSecurityGroups', 'ModifySecurityGroupRules'],
  ],
  ['json1.0', 'SQS', sqs, 'SQSClient', ['SetQueueAttributes', 'ReceiveMessage']],
  ['json1.0', 'CloudWatch', cloudwatch, 'CloudWatchClient', ['PutMetricAlarm', 'DescribeAlarms']],
  [
    ...(['json1.1', 'CloudTrail', cloudtrail, 'CloudTrailClient'] as const),
    ['CreateTrail', 'PutEventSelectors', 'LookupEvents'],
  ],
  ['json1.1', 'EventBridge', eventbridge, 'EventBridgeClient', ['PutRule', 'ListTargetsByRule']],
  ['json1.1', 'Logs', logs, 'CloudWatchLogsClient', ['PutMetricFilter', 'DescribeMetricFilters']],
  [
    ...(['restXml', 'S3', s3, 'S3Client'] as const),
    ['PutPublicAccessBlock', 'PutBucketVersioning', 'ListObjectsV2', 'GetBucketAcl'],
  ],
  [
    ...(['restXml', 'S3 Control', s3Control, 'S3ControlClient'] as const),
    ['PutPublicAccessBlock', 'GetPublicAccessBlock'],
  ],
]

const cases = spoken.flatMap(([protocol, service, client, name, operations]) =>
  operations.map((operation) => ({ protocol, service, client, name, operation })),
)

describe.each(cases)('$service $operation', ({ protocol, client, name, operation }) => {
  const model = readModel(client)
  const shape = model.operations.get(operation)
  if (shape === undefined) throw new Error(`${name} has no ${operation}`)
  const speaks = protocols[protocol]
  const send = async (input: Fields, output: Fields) => {
    let seen: { name: string | undefined; input: unknown } | undefined
    const handle = async (request: Request) => {
      const wire = wireOf(request)
      seen = { name: speaks.operationName(wire, model), input: speaks.decode(wire, shape) }
      const answer = { requestId: 'r', namespace: model.namespace }
      const { status, headers, body } = speaks.encode(output, shape, answer)
      return { response: { statusCode: status, headers, body: Readable.from([Buffer.from(body)]) } }
    }
    const sender = new client[name]({
      endpoint: 'http://local.localhost',
      forcePathStyle: true,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      maxAttempts: 1,
      requestHandler: { handle },
    })
    const { $metadata: _, ...got } = await sender.send(new client[`${operation}Command`](input))
    return { seen, got }
  }

  test('is understood both ways', async () => {
    const inputs = fc.record({ ...fixed(shape.input), value: structure(shape.input, 4) })
    await fc.assert(
      fc.asyncProperty(inputs, structure(shape.output, 4), async ({ value, ...bound }, output) => {
        const input = { ...(value as Fields), ...bound }
        const { seen, got } = await send(input, output as Fields)
        expect(seen?.name).toBe(operation)
        expect(tidy(seen?.input)).toMatchObject(tidy(input) as object)
        expect(tidy(got)).toEqual(tidy(output))
      }),
      probe('local-aws/protocols/round-trip/operations', { short: 20, long: 1000 }),
    )
  })
})

interface Request {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string | string[] | null>>
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | undefined
}

const wireOf = ({ method, path, query, headers, body }: Request): WireRequest => ({
  method,
  path,
  query: new URLSearchParams(
    Object.entries(query).map(([key, value]): [string, string] => [key, String(value ?? '')]),
  ),
  headers: Object.fromEntries(
    Object.entries(headers).map(([key, value]) => [key.toLowerCase(), value]),
  ),
  body: Buffer.from(body ?? ''),
})

/** Members that are no free text: the client looks into them before it sends. */
const fixed = (input: Shape) => {
  const names = new Set(members(input).map(([name]) => name))
  return {
    ...(names.has('Bucket') && { Bucket: fc.constant('a-bucket') }),
    ...(names.has('AccountId') && { AccountId: fc.constant('111122223333') }),
    ...(names.has('QueueUrl') && { QueueUrl: fc.constant('http://local.localhost/q') }),
    ...(names.has('ChecksumAlgorithm') && { ChecksumAlgorithm: fc.constant('CRC32') }),
  }
}

const hostile = ['<&>"\'', 'ü 𝄞', 'a b+c', '%7B%22', '{"a":1}', 'true', '0', 'x\n\ty', '']

const text = fc.oneof(
  fc.constantFrom(...hostile.slice(0, -1)),
  fc.string({ minLength: 1 }).map((random) => `a${random.replace(/[^ -~]/g, '')}z`),
)

/** Left to the client, or checked by it against something else. */
const leftOut = /^(?:ContentMD5|Checksum|MessageStructure|MD5|Messages$|ExpectedBucketOwner$)/

function structure(shape: Shape, depth: number): fc.Arbitrary<unknown> {
  const parts = members(shape).flatMap(([name, member]) => {
    const { idempotencyToken, httpHeader } = member.getMergedTraits()
    if (idempotencyToken || httpHeader || leftOut.test(name)) return []
    const value = drawn(member, depth - 1)
    return value === undefined ? [] : [[name, value] as const]
  })
  if (parts.length === 0) return fc.constant({})
  return fc
    .subarray([...parts], { minLength: 1 })
    .chain((some) => fc.record(Object.fromEntries(some)))
}

function drawn(shape: Shape, depth: number): fc.Arbitrary<unknown> | undefined {
  if (shape.isStructSchema() || shape.isListSchema() || shape.isMapSchema()) {
    if (depth <= 0) return undefined
  }
  if (shape.isStructSchema()) {
    return shape.isUnionSchema() || shape.isDocumentSchema() ? undefined : structure(shape, depth)
  }
  if (shape.isListSchema()) {
    const item = drawn(shape.getValueSchema(), depth)
    return item && fc.array(item, { minLength: 1, maxLength: 3 })
  }
  if (shape.isMapSchema()) {
    const value = drawn(shape.getValueSchema(), depth)
    return value && fc.dictionary(text, value, { minKeys: 1, maxKeys: 3 })
  }
  if (shape.isBooleanSchema()) return fc.boolean()
  if (shape.isNumericSchema()) return fc.integer({ min: -1000, max: 100_000 })
  if (shape.isTimestampSchema()) {
    return fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => new Date(seconds * 1000))
  }
  if (shape.isBlobSchema()) return fc.uint8Array({ minLength: 1, maxLength: 9 })
  return shape.isStringSchema() ? text : undefined
}

/** A structure without members and a list without items are nothing on the wire. */
function tidy(value: unknown): unknown {
  if (value instanceof Date) return value
  if (value instanceof Uint8Array) return [...value]
  if (Array.isArray(value)) return value.map(tidy)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, tidy(item)] as const)
      .filter(([, item]) => item !== undefined && !isNothing(item)),
  )
}

const isNothing = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !(value instanceof Date) &&
  Object.keys(value).length === 0
