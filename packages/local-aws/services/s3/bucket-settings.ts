/** Operations on the settings of a bucket: policy, public access block, versioning, access list. */
import { AwsError } from '../../errors.ts'
import {
  accountBlockOf,
  blockFrom,
  bucketOf,
  canonicalId,
  noBlock,
  type S3Operations,
} from './memory.ts'

export const bucketSettings = {
  GetBucketPolicy: ({ Bucket }, call) => {
    const { policy } = bucketOf(call, Bucket)
    if (policy === undefined) {
      throw new AwsError('NoSuchBucketPolicy', 'The bucket policy does not exist', 404)
    }
    return { Policy: policy }
  },

  PutBucketPolicy: ({ Bucket, Policy }, call) => {
    const bucket = bucketOf(call, Bucket)
    const statements = statementsOf(Policy)
    const accountBlock = accountBlockOf(call.account).block
    const isBlocked = bucket.publicAccessBlock?.BlockPublicPolicy || accountBlock?.BlockPublicPolicy
    if (isBlocked && statements.some(isPublic)) {
      throw new AwsError(
        'AccessDenied',
        'User is not authorized to perform: s3:PutBucketPolicy because public policies are ' +
          'prevented by the BlockPublicPolicy setting in S3 Block Public Access.',
        403,
      )
    }
    bucket.policy = Policy
  },

  DeleteBucketPolicy: ({ Bucket }, call) => {
    delete bucketOf(call, Bucket).policy
  },

  GetPublicAccessBlock: ({ Bucket }, call) => {
    const { publicAccessBlock } = bucketOf(call, Bucket)
    if (publicAccessBlock === undefined) throw noBlock()
    return { PublicAccessBlockConfiguration: publicAccessBlock }
  },

  PutPublicAccessBlock: ({ Bucket, PublicAccessBlockConfiguration: given }, call) => {
    bucketOf(call, Bucket).publicAccessBlock = blockFrom(given)
  },

  DeletePublicAccessBlock: ({ Bucket }, call) => {
    delete bucketOf(call, Bucket).publicAccessBlock
  },

  GetBucketVersioning: ({ Bucket }, call) => {
    const { versioning } = bucketOf(call, Bucket)
    return versioning === undefined ? {} : { Status: versioning }
  },

  PutBucketVersioning: ({ Bucket, VersioningConfiguration: { Status } }, call) => {
    const bucket = bucketOf(call, Bucket)
    if (Status !== 'Enabled' && Status !== 'Suspended') {
      throw new AwsError(
        'IllegalVersioningConfigurationException',
        'The Versioning element must be specified',
      )
    }
    bucket.versioning = Status
  },

  /** Access lists are disabled on new buckets: only the owner is in them. */
  GetBucketAcl: ({ Bucket }, call) => {
    const owner = canonicalId(bucketOf(call, Bucket).owner)
    return {
      Owner: { ID: owner },
      Grants: [{ Grantee: { ID: owner, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' }],
    }
  },
} satisfies S3Operations

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function statementsOf(policy: string): readonly Fields[] {
  const malformed = new AwsError(
    'MalformedPolicy',
    "Policies must be valid JSON and the first byte must be '{'",
  )
  let document: unknown
  try {
    document = JSON.parse(policy)
  } catch {
    throw malformed
  }
  if (!isFields(document)) throw malformed
  const { Statement } = document
  const statements = Array.isArray(Statement) ? Statement : [Statement]
  if (!statements.every(isFields)) throw malformed
  for (const statement of statements) {
    if (!('Principal' in statement || 'NotPrincipal' in statement)) {
      throw new AwsError('MalformedPolicy', 'Missing required field Principal')
    }
  }
  return statements
}

/**
 * Whether a statement allows everybody without a condition; more complex cases are not detected.
 */
const isPublic = ({ Effect, Principal, Condition }: Fields): boolean =>
  Effect === 'Allow' &&
  Condition === undefined &&
  (Principal === '*' || (isFields(Principal) && [Principal.AWS].flat().includes('*')))
