/** The policy of the bucket of a trail's files. */
import { trailArn } from './arns.ts'
import type { NewTrail } from './manifest/trail.ts'
import type { Manifest } from './manifest.ts'
import { guardTrailBucket } from './policy/bucket.ts'
import { requireTls, type Statement } from './policy/statement.ts'

/** Denies requests without TLS to a bucket, given by ARN, and to its objects. */
export const bucketWithTls = (bucket: string): Statement =>
  requireTls('s3:*', [bucket, `${bucket}/*`])

/**
 * Only this trail may write, and only the deploying role may change the bucket. `owners` are the folders of its files: the account, and the id of the
 * organization, which has the files of members.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 */
export function trailBucketPolicy(
  manifest: Manifest,
  trail: Pick<NewTrail, 'name' | 'region'>,
  bucket: string,
  owners: readonly string[],
): readonly Statement[] {
  const forThisTrail = { 'aws:SourceArn': trailArn(manifest, trail) }
  const principal = { Service: 'cloudtrail.amazonaws.com' }
  return [
    bucketWithTls(bucket),
    ...guardTrailBucket(manifest, bucket),
    {
      Sid: 'TrailLooks',
      Effect: 'Allow',
      Principal: principal,
      Action: 's3:GetBucketAcl',
      Resource: bucket,
      Condition: { StringEquals: forThisTrail },
    },
    {
      Sid: 'TrailWrites',
      Effect: 'Allow',
      Principal: principal,
      Action: 's3:PutObject',
      Resource: owners.map((owner) => `${bucket}/AWSLogs/${owner}/*`),
      Condition: {
        StringEquals: { ...forThisTrail, 's3:x-amz-acl': 'bucket-owner-full-control' },
      },
    },
  ]
}
