/** Operations on buckets: create, list, delete. */
import { AwsError } from '../../errors.ts'
import { page } from '../../paging.ts'
import { type Bucket, bucketOf, bucketsOf, canonicalId, type S3Operations } from './memory.ts'

export const buckets = {
  CreateBucket: ({ Bucket: name, CreateBucketConfiguration }, call) => {
    const known = bucketsOf(call.cloud)
    refuseBadName(name)
    const region = CreateBucketConfiguration?.LocationConstraint ?? 'us-east-1'
    // Only us-east-1 creates buckets in other regions.
    if (region !== call.region.name && call.region.name !== 'us-east-1') {
      throw new AwsError(
        'IllegalLocationConstraintException',
        `The ${region === 'us-east-1' ? 'unspecified' : region} location constraint is incompatible ` +
          'for the region specific endpoint this request was sent to.',
      )
    }
    const existing = known.get(name)
    if (existing?.owner === call.account.id) {
      throw new AwsError(
        'BucketAlreadyOwnedByYou',
        'Your previous request to create the named bucket succeeded and you already own it.',
        409,
      )
    }
    if (existing !== undefined) {
      throw new AwsError(
        'BucketAlreadyExists',
        'The requested bucket name is not available. The bucket namespace is shared by all users ' +
          'of the system. Please select a different name and try again.',
        409,
      )
    }
    const bucket: Bucket = {
      name,
      owner: call.account.id,
      region,
      createdAt: call.now,
      objects: new Map(),
      // New buckets block public access since April 2023:
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
      publicAccessBlock: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: true,
      },
    }
    known.set(name, bucket)
    return { Location: region === 'us-east-1' ? `/${name}` : `http://${name}.s3.amazonaws.com/` }
  },

  DeleteBucket: ({ Bucket: name }, call) => {
    if (bucketOf(call, name).objects.size > 0) {
      throw new AwsError('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409)
    }
    bucketsOf(call.cloud).delete(name)
  },

  HeadBucket: ({ Bucket: name }, call) => ({ BucketRegion: bucketOf(call, name).region }),

  ListBuckets: ({ Prefix = '', MaxBuckets = 10_000, ContinuationToken }, call) => {
    const own = [...bucketsOf(call.cloud).values()].filter(
      ({ owner, name }) => owner === call.account.id && name.startsWith(Prefix),
    )
    const found = page(own, ({ name }) => name, MaxBuckets, ContinuationToken)
    if (found === undefined) {
      throw new AwsError('InvalidArgument', 'The continuation token provided is incorrect')
    }
    return {
      Buckets: found.items.map(({ name, createdAt }) => ({ Name: name, CreationDate: createdAt })),
      Owner: { ID: canonicalId(call.account.id) },
      ...(found.next !== undefined && { ContinuationToken: found.next }),
      ...(Prefix !== '' && { Prefix }),
    }
  },

  GetBucketLocation: ({ Bucket: name }, call) => {
    const { region } = bucketOf(call, name)
    // us-east-1 has no location constraint.
    return region === 'us-east-1' ? {} : { LocationConstraint: region as 'eu-west-1' }
  },
} satisfies S3Operations

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function refuseBadName(name: string): void {
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) || /\.\.|^\d+(?:\.\d+){3}$/.test(name)) {
    throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.')
  }
}
