/** Statements that keep the bucket of a trail to CloudTrail: a file in it is what CloudTrail wrote. */
import type { Manifest } from '../manifest.ts'
import { denyOthers } from './deny.ts'
import { onlyDeployRole } from './guards.ts'
import type { Statement } from './statement.ts'

/** Calls that write an object. Replication from another bucket has a permission of its own. */
const writeObjects = ['s3:PutObject', 's3:ReplicateObject']

/** Calls that delete objects, or end what protects them. */
const changeObjects = [
  's3:BypassGovernanceRetention',
  's3:DeleteObject',
  's3:DeleteObjectVersion',
  's3:PutObjectLegalHold',
  's3:PutObjectRetention',
  's3:ReplicateDelete',
]

/**
 * Calls that change the bucket. Expiry, replication and notifications are settings of the bucket, and
 * a removed or redirected file is never read.
 */
const changeBucket = [
  's3:DeleteBucket',
  's3:DeleteBucketPolicy',
  's3:PutBucketLogging',
  's3:PutBucketNotification',
  's3:PutBucketObjectLockConfiguration',
  's3:PutBucketOwnershipControls',
  's3:PutBucketPolicy',
  's3:PutBucketPublicAccessBlock',
  's3:PutBucketVersioning',
  's3:PutEncryptionConfiguration',
  's3:PutLifecycleConfiguration',
  's3:PutReplicationConfiguration',
]

/**
 * Nobody but CloudTrail writes files: it is the only service that the policy allows. Only the
 * deploying role deletes them or changes the bucket, if tripline.yaml names that role. The root user
 * may delete the policy, whatever it denies.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/list_amazons3.html
 */
export const guardTrailBucket = (manifest: Manifest, bucket: string): readonly Statement[] => [
  denyOthers('OnlyCloudTrailWrites', writeObjects, `${bucket}/*`, []),
  ...onlyDeployRole(manifest, [...changeObjects, ...changeBucket], [bucket, `${bucket}/*`]),
]
