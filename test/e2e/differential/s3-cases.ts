/** Buckets and objects, as far as attacks and trails need them. */
import type { Script } from '../../support/differential.ts'

const Bucket = 'tripline-differential'
const all = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
}
const share = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::123456789012:root' },
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${Bucket}/*`,
    },
  ],
})

export const s3Cases: Readonly<Record<string, Script>> = {
  'buckets come and go': async (call) => {
    await call('CreateBucket', { Bucket })
    await call('CreateBucket', { Bucket: 'x' })
    await call('CreateBucket', {
      Bucket: 'elsewhere',
      CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
    })
    await call('HeadBucket', { Bucket })
    await call('HeadBucket', { Bucket: 'no-such-bucket' })
    await call('GetBucketLocation', { Bucket })
    await call('GetBucketAcl', { Bucket })
    await call('ListBuckets')
    await call('PutObject', { Bucket, Key: 'a', Body: 'one' })
    await call('DeleteBucket', { Bucket })
    await call('DeleteObject', { Bucket, Key: 'a' })
    await call('DeleteBucket', { Bucket })
    await call('DeleteBucket', { Bucket })
    await call('ListBuckets')
  },

  'public access': async (call) => {
    const PublicAccessBlockConfiguration = { ...all, BlockPublicPolicy: false }
    await call('CreateBucket', { Bucket })
    await call('PutPublicAccessBlock', { Bucket, PublicAccessBlockConfiguration })
    await call('GetPublicAccessBlock', { Bucket })
    await call('PutPublicAccessBlock', { Bucket, PublicAccessBlockConfiguration: all })
    await call('GetPublicAccessBlock', { Bucket })
    await call('DeletePublicAccessBlock', { Bucket })
    await call('GetPublicAccessBlock', { Bucket })
    await call('GetPublicAccessBlock', { Bucket: 'no-such-bucket' })
    await call('PutPublicAccessBlock', {
      Bucket: 'no-such-bucket',
      PublicAccessBlockConfiguration: all,
    })
  },

  'public access of a new bucket': async (call) => {
    await call('CreateBucket', { Bucket })
    await call('GetPublicAccessBlock', { Bucket })
  },

  policies: async (call) => {
    await call('CreateBucket', { Bucket })
    await call('GetBucketPolicy', { Bucket })
    await call('PutBucketPolicy', { Bucket, Policy: share })
    await call('GetBucketPolicy', { Bucket })
    await call('DeleteBucketPolicy', { Bucket })
    await call('GetBucketPolicy', { Bucket })
    await call('PutBucketPolicy', { Bucket: 'no-such-bucket', Policy: share })
  },

  versioning: async (call) => {
    await call('CreateBucket', { Bucket })
    await call('GetBucketVersioning', { Bucket })
    await call('PutBucketVersioning', { Bucket, VersioningConfiguration: { Status: 'Enabled' } })
    await call('GetBucketVersioning', { Bucket })
    await call('PutBucketVersioning', { Bucket, VersioningConfiguration: { Status: 'Suspended' } })
    await call('GetBucketVersioning', { Bucket })
  },

  objects: async (call) => {
    const Key = 'AWSLogs/a file+with (signs)/ü.json'
    await call('CreateBucket', { Bucket })
    await call('PutObject', {
      Bucket,
      Key,
      Body: 'hello',
      ContentType: 'application/json',
      Metadata: { who: 'me' },
    })
    await call('GetObject', { Bucket, Key })
    await call('HeadObject', { Bucket, Key })
    await call('GetObject', { Bucket, Key: 'none' })
    await call('HeadObject', { Bucket, Key: 'none' })
    await call('GetObject', { Bucket: 'no-such-bucket', Key })
    await call('DeleteObject', { Bucket, Key })
    await call('DeleteObject', { Bucket, Key })
    await call('GetObject', { Bucket, Key })
  },

  'objects in pages': async (call) => {
    await call('CreateBucket', { Bucket })
    for (const Key of ['a/1', 'a/2', 'b/1', 'c'])
      await call('PutObject', { Bucket, Key, Body: Key })
    const first = await call('ListObjectsV2', { Bucket, MaxKeys: 3 })
    await call('ListObjectsV2', {
      Bucket,
      MaxKeys: 3,
      ContinuationToken: first.NextContinuationToken,
    })
    await call('ListObjectsV2', { Bucket, Prefix: 'a/' })
    await call('ListObjectsV2', { Bucket, Delimiter: '/' })
    await call('ListObjectsV2', { Bucket, StartAfter: 'a/2' })
    await call('ListObjectsV2', { Bucket: 'no-such-bucket' })
  },
}
