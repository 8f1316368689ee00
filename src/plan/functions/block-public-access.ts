/** The responder `block-public-access`. */
import { allow } from '../policy/statement.ts'
import { responderFunction } from './responder.ts'

export const blockPublicAccess = responderFunction({
  name: 'block-public-access',
  description: 'Blocks public access to S3 again',
  taking: ({ partition }) => [
    // PutPublicAccessBlock is also the permission for DeletePublicAccessBlock.
    allow(
      [
        's3:GetBucketAcl',
        's3:GetBucketPolicy',
        's3:GetBucketPublicAccessBlock',
        's3:PutBucketPublicAccessBlock',
      ],
      [`arn:${partition}:s3:::*`],
    ),
    allow(['s3:GetAccountPublicAccessBlock', 's3:PutAccountPublicAccessBlock'], ['*']),
  ],
  // The same call switches a setting off. IAM cannot distinguish the two.
  giving: () => [],
})
