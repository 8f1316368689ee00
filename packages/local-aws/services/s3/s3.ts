/** S3: buckets, their settings, and objects. */
import type { Operation, Service } from '../../call.ts'
import { AwsError } from '../../errors.ts'
import { bucketSettings } from './bucket-settings.ts'
import { buckets } from './buckets.ts'
import { s3Demands } from './demands.ts'
import { bucketsOf } from './memory.ts'
import { objects } from './objects.ts'
import { s3Trail } from './trail.ts'

export const s3: Service = {
  signingName: 's3',
  eventSource: 's3.amazonaws.com',
  protocol: 'restXml',
  isGlobal: false,
  model: () => import('@aws-sdk/client-s3'),
  operations: Object.fromEntries(
    Object.entries<Operation>({ ...buckets, ...bucketSettings, ...objects }).map(([name, run]) => [
      name,
      heedOwner(run),
    ]),
  ),
  demands: s3Demands,
  trail: s3Trail,
}

interface BucketInput {
  readonly Bucket?: string
  readonly ExpectedBucketOwner?: string
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html */
function heedOwner(run: Operation): Operation {
  return (input: BucketInput, call) => {
    const { Bucket = '', ExpectedBucketOwner: expected } = input
    const owner = bucketsOf(call.cloud).get(Bucket)?.owner
    if (expected !== undefined && owner !== undefined && owner !== expected) {
      throw new AwsError('AccessDenied', 'Access Denied', 403)
    }
    return run(input, call)
  }
}
