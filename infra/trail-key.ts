/** The key that encrypts the trail's files. */
import * as aws from '@pulumi/aws'
import { arnOf, trailArn } from '../src/plan/arns.ts'
import type { NewTrail } from '../src/plan/manifest/trail.ts'
import type { Manifest } from '../src/plan/manifest.ts'
import { policy } from '../src/plan/policy/statement.ts'

/**
 * CloudTrail may encrypt with it, for this trail only. The IAM policies of the account decide who
 * may decrypt.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export function makeTrailKey(manifest: Manifest, trail: NewTrail): aws.kms.Key {
  const { partition, account, prefix, protect } = manifest
  const forThisTrail = { 'aws:SourceArn': trailArn(manifest, trail) }
  const cloudTrail = { Service: 'cloudtrail.amazonaws.com' }
  const key = new aws.kms.Key(
    'trail-key',
    {
      region: trail.region,
      description: `Files of the trail ${trail.name}`,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: policy([
        {
          Sid: 'AccountDecides',
          Effect: 'Allow',
          Principal: { AWS: arnOf(manifest, 'iam', '', 'root') },
          Action: 'kms:*',
          Resource: '*',
        },
        {
          Sid: 'TrailEncrypts',
          Effect: 'Allow',
          Principal: cloudTrail,
          Action: 'kms:GenerateDataKey*',
          Resource: '*',
          Condition: {
            StringEquals: forThisTrail,
            StringLike: {
              'kms:EncryptionContext:aws:cloudtrail:arn': `arn:${partition}:cloudtrail:*:${account}:trail/*`,
            },
          },
        },
        {
          Sid: 'TrailDescribes',
          Effect: 'Allow',
          Principal: cloudTrail,
          Action: 'kms:DescribeKey',
          Resource: '*',
          Condition: { StringEquals: forThisTrail },
        },
      ]),
    },
    // Without the key, the files that remain cannot be read.
    { retainOnDelete: protect },
  )
  new aws.kms.Alias('trail-key-alias', {
    region: trail.region,
    name: `alias/${prefix}-trail`,
    targetKeyId: key.keyId,
  })
  return key
}
