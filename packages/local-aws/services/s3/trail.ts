/**
 * The records of S3's calls: with older names, the subresource as an empty parameter, and the
 * document as it was sent.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
 */
import { dataEventTypes } from '../../../../src/aws/data-events.ts'
import type { JsonObject } from '../../../../src/ir/json.ts'
import type { Call, TrailHabits } from '../../call.ts'
import { bucketsOf } from './memory.ts'

const eventNames: Readonly<Record<string, string>> = {
  GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
  PutPublicAccessBlock: 'PutBucketPublicAccessBlock',
  DeletePublicAccessBlock: 'DeleteBucketPublicAccessBlock',
  ListObjectsV2: 'ListObjects',
}

const subresources: Readonly<Record<string, string>> = {
  GetPublicAccessBlock: 'publicAccessBlock',
  PutPublicAccessBlock: 'publicAccessBlock',
  DeletePublicAccessBlock: 'publicAccessBlock',
  GetBucketPolicy: 'policy',
  PutBucketPolicy: 'policy',
  DeleteBucketPolicy: 'policy',
  GetBucketVersioning: 'versioning',
  PutBucketVersioning: 'versioning',
  GetBucketAcl: 'acl',
  GetBucketLocation: 'location',
}

/** Bodies that the record contains, by member of the input. */
const documents = ['PublicAccessBlockConfiguration', 'VersioningConfiguration'] as const

const xmlns = 'http://s3.amazonaws.com/doc/2006-03-01/'

interface Input {
  readonly Bucket?: string
  readonly Key?: string
  readonly Prefix?: string
  readonly Policy?: string
}

const eventName = (operation: string): string => eventNames[operation] ?? operation

const isData = (operation: string): boolean =>
  dataEventTypes.get('s3.amazonaws.com')?.has(eventName(operation)) ?? false

const hostOf = ({ Bucket }: Input, call: Call): string =>
  Bucket === undefined ? call.host : `${Bucket}.${call.host}`

export const s3Trail: TrailHabits = {
  eventName,
  category: (operation) => (isData(operation) ? 'data' : 'management'),

  requestParameters: (_fields, input, call) => {
    const { Bucket, Key, Prefix, Policy } = input as Input
    const subresource = subresources[call.operation]
    return {
      ...(Bucket !== undefined && { bucketName: Bucket }),
      Host: hostOf(input, call),
      ...(Key !== undefined && { key: Key }),
      ...(Prefix !== undefined && { prefix: Prefix }),
      ...(Policy !== undefined && { bucketPolicy: parsed(Policy) }),
      ...(subresource !== undefined && { [subresource]: '' }),
      ...documentOf(input),
    }
  },

  responseElements: (_fields, _output, { operation }) =>
    operation === 'PutObject' ? { 'x-amz-server-side-encryption': 'AES256' } : null,

  more: (input, call) => ({
    userAgent: `[${call.userAgent}]`,
    additionalEventData: s3Data(call),
    resources: resourcesOf(input, call),
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: hostOf(input, call),
    },
  }),

  /** The owner of a bucket gets a copy of the records of other accounts' calls. */
  sharedWith: ({ Bucket }: Input, call) => {
    const owner = bucketsOf(call.cloud).get(Bucket ?? '')?.owner
    return owner === undefined ? [] : [owner]
  },
}

/** The additional data in every record of S3. */
export const s3Data = (call: Call): JsonObject => ({
  SignatureVersion: 'SigV4',
  CipherSuite: 'TLS_AES_128_GCM_SHA256',
  bytesTransferredIn: 0,
  AuthenticationMethod: 'AuthHeader',
  'x-amz-id-2': Buffer.from(call.requestId.repeat(2)).toString('base64'),
  bytesTransferredOut: 0,
})

function documentOf(input: object): JsonObject {
  for (const name of documents) {
    const given = (input as Readonly<Record<string, JsonObject | undefined>>)[name]
    if (given !== undefined) return { [name]: { xmlns, ...given } }
  }
  return {}
}

function parsed(policy: string): JsonObject | string {
  try {
    return JSON.parse(policy)
  } catch {
    return policy
  }
}

function resourcesOf({ Bucket, Key }: Input, call: Call): readonly JsonObject[] {
  if (Bucket === undefined) return []
  const arn = `arn:aws:s3:::${Bucket}`
  const accountId = bucketsOf(call.cloud).get(Bucket)?.owner ?? call.account.id
  return [
    ...(Key === undefined ? [] : [{ type: 'AWS::S3::Object', ARN: `${arn}/${Key}` }]),
    { accountId, type: 'AWS::S3::Bucket', ARN: arn },
  ]
}
