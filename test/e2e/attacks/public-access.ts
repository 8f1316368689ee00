import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAclCommand,
  GetBucketPolicyCommand,
  GetPublicAccessBlockCommand,
  PutBucketAclCommand,
  PutBucketPolicyCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import {
  GetPublicAccessBlockCommand as GetAccountBlock,
  PutPublicAccessBlockCommand as PutAccountBlock,
  S3ControlClient,
} from '@aws-sdk/client-s3-control'
import { byName } from '../../../packages/local-aws/localhost.ts'
import type { JsonObject } from '../../../src/ir/json.ts'
import { account, clientConfig, region, resolveLocalhost } from '../responder-account.ts'
import { asBefore, type Call, orNone, plain, type Scenario } from './attack.ts'

const allOn = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
}

const bucket = (
  name: string,
  before: Partial<typeof allOn> | null,
  attack: (s3: S3Client, Bucket: string) => Promise<Omit<Call, 'source'>>,
  expected: Scenario['expected'],
): Scenario => ({
  name,
  responder: 'block-public-access',
  prepare: async (endpoint, Bucket) => {
    const s3 = new S3Client({ ...clientConfig(endpoint), forcePathStyle: true })
    const CreateBucketConfiguration = { LocationConstraint: region } as const
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }))
    if (before !== null) {
      const PublicAccessBlockConfiguration = before
      await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }))
    }
    return {
      attack: async () => ({ source: 's3', ...(await attack(s3, Bucket)) }),
      state: async () => {
        const block = await orNone(s3.send(new GetPublicAccessBlockCommand({ Bucket })))
        const policy = await orNone(s3.send(new GetBucketPolicyCommand({ Bucket })))
        const { Grants: grants = [] } = await s3.send(new GetBucketAclCommand({ Bucket }))
        return {
          block: block === null ? null : plain(block.PublicAccessBlockConfiguration ?? {}),
          policy: policy?.Policy ?? null,
          grants: grants.map(({ Grantee }) => Grantee?.URI ?? 'the owner'),
        }
      },
    }
  },
  expected,
})

const xmlns = 'http://s3.amazonaws.com/doc/2006-03-01/'

const publicPolicy = (Bucket: string): JsonObject => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${Bucket}/*`,
    },
  ],
})

const accountBlock: Scenario = {
  name: "the account's block is weakened",
  responder: 'block-public-access',
  prepare: async (endpoint) => {
    resolveLocalhost()
    const s3 = new S3ControlClient({ ...clientConfig(byName(endpoint)), maxAttempts: 1 })
    const put = (PublicAccessBlockConfiguration: Partial<typeof allOn>) =>
      s3.send(new PutAccountBlock({ AccountId: account, PublicAccessBlockConfiguration }))
    await put(allOn)
    return {
      attack: async () => {
        await put({ ...allOn, RestrictPublicBuckets: false })
        return {
          source: 's3',
          name: 'PutAccountPublicAccessBlock',
          request: {
            Host: `${account}.s3-control.${region}.amazonaws.com`,
            publicAccessBlock: '',
            PublicAccessBlockConfiguration: { xmlns, ...allOn, RestrictPublicBuckets: false },
          },
        }
      },
      state: async () => {
        const answer = await s3.send(new GetAccountBlock({ AccountId: account }))
        return plain(answer.PublicAccessBlockConfiguration ?? {})
      },
    }
  },
  expected: asBefore,
}

export const publications: readonly Scenario[] = [
  bucket(
    "a bucket's block is deleted",
    allOn,
    async (s3, Bucket) => {
      await s3.send(new DeletePublicAccessBlockCommand({ Bucket }))
      return {
        name: 'DeleteBucketPublicAccessBlock',
        request: { bucketName: Bucket, publicAccessBlock: '' },
      }
    },
    asBefore,
  ),
  bucket(
    "a bucket's block is weakened",
    allOn,
    async (s3, Bucket) => {
      const PublicAccessBlockConfiguration = { BlockPublicAcls: true, IgnorePublicAcls: true }
      await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }))
      return {
        name: 'PutBucketPublicAccessBlock',
        request: {
          bucketName: Bucket,
          publicAccessBlock: '',
          PublicAccessBlockConfiguration: {
            xmlns,
            ...PublicAccessBlockConfiguration,
            BlockPublicPolicy: 'false',
            RestrictPublicBuckets: false,
          },
        },
      }
    },
    asBefore,
  ),
  bucket(
    'a policy lets everybody read',
    { BlockPublicAcls: true },
    async (s3, Bucket) => {
      const policy = publicPolicy(Bucket)
      await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify(policy) }))
      return {
        name: 'PutBucketPolicy',
        request: { bucketName: Bucket, policy: '', bucketPolicy: policy },
      }
    },
    (_, attacked) => ({
      ...(attacked as JsonObject),
      block: { ...allOn, IgnorePublicAcls: false },
    }),
  ),
  bucket(
    'an access list lets everybody read',
    null,
    async (s3, Bucket) => {
      await s3.send(new PutBucketAclCommand({ Bucket, ACL: 'public-read' }))
      return {
        name: 'PutBucketAcl',
        request: { bucketName: Bucket, acl: '', 'x-amz-acl': 'public-read' },
      }
    },
    (_, attacked) => ({
      ...(attacked as JsonObject),
      block: { ...allOn, BlockPublicPolicy: false, RestrictPublicBuckets: false },
    }),
  ),
  accountBlock,
]
