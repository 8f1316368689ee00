/** Stores buckets. Their names are unique across all accounts and regions. */
import { createHash } from 'node:crypto'
import type { PublicAccessBlockConfiguration } from '@aws-sdk/client-s3'
import { type Account, type Cloud, perAccount, perCloud } from '../../accounts.ts'
import type { Call, OperationsOf } from '../../call.ts'
import { AwsError } from '../../errors.ts'

export type S3Operations = OperationsOf<typeof import('@aws-sdk/client-s3')>

export interface Bucket {
  readonly name: string
  /** Account id. */
  readonly owner: string
  readonly region: string
  readonly createdAt: Date
  readonly objects: Map<string, StoredObject>
  policy?: string
  publicAccessBlock?: PublicAccessBlock
  versioning?: 'Enabled' | 'Suspended'
}

export interface StoredObject {
  readonly key: string
  readonly body: Uint8Array
  readonly etag: string
  readonly storedAt: Date
  readonly contentType: string
  readonly contentEncoding?: string
  /** CRC32 in base64, as the client sent it. */
  readonly checksum?: string
  readonly metadata: Readonly<Record<string, string>>
}

export type PublicAccessBlock = Readonly<
  Record<
    'BlockPublicAcls' | 'IgnorePublicAcls' | 'BlockPublicPolicy' | 'RestrictPublicBuckets',
    boolean
  >
>

export const bucketsOf: (cloud: Cloud) => Map<string, Bucket> = perCloud(() => new Map())

/** The public access block of an account; undefined until it is set. */
export const accountBlockOf: (account: Account) => { block?: PublicAccessBlock } = perAccount(
  () => ({}),
)

export function bucketOf(call: Call, name: string): Bucket {
  const found = bucketsOf(call.cloud).get(name)
  if (found === undefined) {
    throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404)
  }
  return found
}

/** The public access block from an input; absent settings are off. */
export const blockFrom = (given: PublicAccessBlockConfiguration): PublicAccessBlock => ({
  BlockPublicAcls: given.BlockPublicAcls ?? false,
  IgnorePublicAcls: given.IgnorePublicAcls ?? false,
  BlockPublicPolicy: given.BlockPublicPolicy ?? false,
  RestrictPublicBuckets: given.RestrictPublicBuckets ?? false,
})

export const noBlock = (): AwsError =>
  new AwsError(
    'NoSuchPublicAccessBlockConfiguration',
    'The public access block configuration was not found',
    404,
  )

/** Stores an object that an AWS service writes by itself: without a call and a record. */
export function storeObject(bucket: Bucket, object: Omit<StoredObject, 'etag'>): StoredObject {
  const stored = {
    ...object,
    etag: `"${createHash('md5').update(object.body).digest('hex')}"`,
  }
  bucket.objects.set(object.key, stored)
  return stored
}

/** The canonical id of an account in S3, which reveals nothing about it. */
export const canonicalId = (accountId: string): string =>
  createHash('sha256').update(`canonical user ${accountId}`).digest('hex')
