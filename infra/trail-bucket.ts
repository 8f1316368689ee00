/**
 * The bucket of the trail's files, which nobody can change or delete for a year, and the bucket of
 * its access logs.
 */
import * as aws from '@pulumi/aws'
import type { Input, Output, Resource } from '@pulumi/pulumi'
import type { NewTrail } from '../src/plan/manifest/trail.ts'
import type { Manifest } from '../src/plan/manifest.ts'
import { policy, type Statement } from '../src/plan/policy/statement.ts'
import { trailBucketName } from '../src/plan/trail.ts'
import { bucketWithTls, trailBucketPolicy } from '../src/plan/trail-bucket.ts'

/** The bucket of the trail's files. */
export interface TrailBucket {
  readonly name: Output<string>
  /**
   * Resources that must exist before the trail: CloudTrail checks that it may write when the trail
   * is created.
   */
  readonly ready: readonly Resource[]
}

const lockedDays = 365
const toGlacierAfterDays = 90
const accessLogsKeptDays = 365

/** Creates the bucket of the trail's files and the bucket of its access logs. */
export function makeTrailBucket(
  manifest: Manifest,
  trail: NewTrail,
  key: aws.kms.Key,
): TrailBucket {
  const { region } = trail
  const bucket = makeBucket(manifest, trail, 'trail', { locked: true })
  const readers = makeBucket(manifest, trail, 'trail-access', { locked: false })
  const of = { region, bucket: bucket.made.bucket }
  const written = new aws.s3.BucketPolicy('trail-bucket-policy', {
    ...of,
    policy: bucketPolicy(manifest, trail, bucket.arn),
  })
  new aws.s3.BucketPolicy('trail-access-bucket-policy', {
    region,
    bucket: readers.made.bucket,
    policy: policy([bucketWithTls(readers.arn), logStatement(manifest, readers.arn, bucket.arn)]),
  })
  new aws.s3.BucketObjectLockConfiguration(
    'trail-bucket-lock',
    // The mode is governance, not compliance: with compliance nobody could undo a mistake here for
    // a year. To bypass it needs the separate permission s3:BypassGovernanceRetention.
    { ...of, rule: { defaultRetention: { mode: 'GOVERNANCE', days: lockedDays } } },
    { dependsOn: [bucket.versioned] },
  )
  encrypt('trail', of, { sseAlgorithm: 'aws:kms', kmsMasterKeyId: key.arn })
  // S3 can only encrypt its access logs with its own key.
  encrypt('trail-access', { region, bucket: readers.made.bucket }, { sseAlgorithm: 'AES256' })
  new aws.s3.BucketLogging('trail-bucket-logging', {
    ...of,
    targetBucket: readers.made.bucket,
    targetPrefix: 'trail/',
  })
  new aws.s3.BucketLifecycleConfiguration(
    'trail-bucket-lifecycle',
    {
      ...of,
      rules: [
        {
          id: 'to-glacier',
          status: 'Enabled',
          filter: { prefix: '' },
          transitions: [{ days: toGlacierAfterDays, storageClass: 'GLACIER' }],
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        },
      ],
    },
    { dependsOn: [bucket.versioned] },
  )
  new aws.s3.BucketLifecycleConfiguration('trail-access-bucket-lifecycle', {
    region,
    bucket: readers.made.bucket,
    rules: [
      {
        id: 'forget',
        status: 'Enabled',
        filter: { prefix: '' },
        expiration: { days: accessLogsKeptDays },
        noncurrentVersionExpiration: { noncurrentDays: 30 },
      },
    ],
  })
  return { name: bucket.made.bucket, ready: [written, bucket.closed] }
}

/** Bucket names are unique in the world, so account and region are part of them. */
function makeBucket(
  { partition, account, prefix, protect }: Manifest,
  { region }: NewTrail,
  id: string,
  { locked }: { readonly locked: boolean },
) {
  const name = trailBucketName({ prefix, account }, region, id)
  const made = new aws.s3.Bucket(
    `${id}-bucket`,
    { region, bucket: name, objectLockEnabled: locked },
    { retainOnDelete: protect },
  )
  const of = { region, bucket: made.bucket }
  const closed = new aws.s3.BucketPublicAccessBlock(`${id}-bucket-closed`, {
    ...of,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  })
  new aws.s3.BucketOwnershipControls(`${id}-bucket-owner`, {
    ...of,
    rule: { objectOwnership: 'BucketOwnerEnforced' },
  })
  const versioned = new aws.s3.BucketVersioning(`${id}-bucket-versions`, {
    ...of,
    versioningConfiguration: { status: 'Enabled' },
  })
  return { made, closed, versioned, arn: `arn:${partition}:s3:::${name}` }
}

function encrypt(
  id: string,
  of: { readonly region: string; readonly bucket: Output<string> },
  applyServerSideEncryptionByDefault: {
    readonly sseAlgorithm: string
    readonly kmsMasterKeyId?: Input<string>
  },
): void {
  new aws.s3.BucketServerSideEncryptionConfiguration(`${id}-bucket-encryption`, {
    ...of,
    rules: [{ applyServerSideEncryptionByDefault, bucketKeyEnabled: true }],
  })
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html */
const logStatement = (manifest: Manifest, readers: string, source: string): Statement => ({
  Sid: 'AccessLogs',
  Effect: 'Allow',
  Principal: { Service: 'logging.s3.amazonaws.com' },
  Action: 's3:PutObject',
  Resource: `${readers}/trail/*`,
  Condition: {
    ArnLike: { 'aws:SourceArn': source },
    StringEquals: { 'aws:SourceAccount': manifest.account },
  },
})

function bucketPolicy(manifest: Manifest, trail: NewTrail, bucket: string): Input<string> {
  const text = (owners: readonly string[]): string =>
    policy(trailBucketPolicy(manifest, trail, bucket, owners))
  if (!trail.organization) return text([manifest.account])
  // The files of members are under the organization's id.
  return aws.organizations
    .getOrganizationOutput()
    .id.apply((organization) => text([manifest.account, organization]))
}
