/**
 * What calls of S3 need to be allowed: the operations and the actions have different names.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
import type { Cloud } from '../../accounts.ts'
import type { Context, Demand } from '../../authorization/authorization.ts'
import type { Call } from '../../call.ts'
import { bucketsOf } from './memory.ts'

interface Input {
  readonly Bucket?: string
  readonly Key?: string
  readonly Prefix?: string
}

const actions: Readonly<Record<string, string>> = {
  ListBuckets: 'ListAllMyBuckets',
  ListObjectsV2: 'ListBucket',
  HeadBucket: 'ListBucket',
  HeadObject: 'GetObject',
  GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
  PutPublicAccessBlock: 'PutBucketPublicAccessBlock',
  DeletePublicAccessBlock: 'PutBucketPublicAccessBlock',
}

/** An action on a bucket or on one of its objects, with the policy of the bucket. */
export function inBucket(
  cloud: Cloud,
  action: string,
  { Bucket = '', Key }: Input,
  context: Context = {},
): Demand {
  const bucket = bucketsOf(cloud).get(Bucket)
  return {
    action: `s3:${action}`,
    resource: `arn:aws:s3:::${Bucket}${Key === undefined ? '' : `/${Key}`}`,
    owner: bucket?.owner,
    policy: bucket?.policy,
    context,
  }
}

export function s3Demands(input: Input, { operation, cloud }: Call): readonly Demand[] {
  const action = actions[operation] ?? operation
  if (input.Bucket === undefined) return [{ action: `s3:${action}` }]
  const isList = action === 'ListBucket' && input.Prefix !== undefined
  return [inBucket(cloud, action, input, isList ? { 's3:prefix': input.Prefix ?? '' } : {})]
}

/** Calls of S3 Control on the public access block of an account. */
export const s3ControlDemands = (_input: object, { operation }: Call): readonly Demand[] => [
  { action: `s3:${operation === 'GetPublicAccessBlock' ? 'Get' : 'Put'}AccountPublicAccessBlock` },
]
