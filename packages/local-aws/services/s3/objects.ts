/**
 * Operations on objects, as far as trails, evidence and thefts need them. There are no versions.
 */
import type { GetObjectCommandOutput } from '@aws-sdk/client-s3'
import { AwsError } from '../../errors.ts'
import { page } from '../../paging.ts'
import { bucketOf, type S3Operations, type StoredObject, storeObject } from './memory.ts'

export const objects = {
  PutObject: (input, call) => {
    const { Bucket, Key, Body, ContentType, ContentEncoding, Metadata, ChecksumCRC32 } = input
    const body: unknown = Body ?? Buffer.alloc(0)
    const encoding = ContentEncoding?.replace(/aws-chunked,?/, '')
    const { etag } = storeObject(bucketOf(call, Bucket), {
      key: Key,
      // The body from the wire is bytes.
      body: body as Uint8Array,
      storedAt: call.now,
      contentType: ContentType ?? 'application/octet-stream',
      ...(encoding && { contentEncoding: encoding }),
      ...(ChecksumCRC32 !== undefined && { checksum: ChecksumCRC32 }),
      metadata: Metadata ?? {},
    })
    return {
      ETag: etag,
      ServerSideEncryption: 'AES256',
      ...(ChecksumCRC32 !== undefined && { ChecksumCRC32 }),
    }
  },

  GetObject: ({ Bucket, Key, ChecksumMode }, call) => {
    const object = bucketOf(call, Bucket).objects.get(Key)
    if (object === undefined) {
      throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404)
    }
    return {
      ...headersOf(object),
      ...(ChecksumMode === 'ENABLED' &&
        object.checksum !== undefined && { ChecksumCRC32: object.checksum }),
      Body: object.body as unknown as Payload,
    }
  },

  HeadObject: ({ Bucket, Key }, call) => {
    const object = bucketOf(call, Bucket).objects.get(Key)
    if (object === undefined) throw new AwsError('NotFound', 'Not Found', 404)
    return headersOf(object)
  },

  DeleteObject: ({ Bucket, Key }, call) => {
    bucketOf(call, Bucket).objects.delete(Key)
    return {}
  },

  ListObjectsV2: (input, call) => {
    const { Bucket, Prefix = '', Delimiter, MaxKeys = 1000, ContinuationToken, StartAfter } = input
    const entries = entriesOf(bucketOf(call, Bucket).objects.values(), Prefix, Delimiter)
    const found = page(
      entries.filter(({ name }) => StartAfter === undefined || name > StartAfter),
      ({ name }) => name,
      MaxKeys,
      ContinuationToken,
    )
    if (found === undefined) {
      throw new AwsError('InvalidArgument', 'The continuation token provided is incorrect')
    }
    const { items, next } = found
    return {
      Name: Bucket,
      Prefix,
      MaxKeys,
      KeyCount: items.length,
      IsTruncated: next !== undefined,
      ...(Delimiter !== undefined && { Delimiter }),
      ...(ContinuationToken !== undefined && { ContinuationToken }),
      ...(StartAfter !== undefined && { StartAfter }),
      ...(next !== undefined && { NextContinuationToken: next }),
      Contents: items.flatMap(({ object }) => (object ? [inList(object)] : [])),
      CommonPrefixes: items.flatMap(({ object, name }) => (object ? [] : [{ Prefix: name }])),
    }
  },
} satisfies S3Operations

/** The SDK's type of a body, which has its own reading methods. */
type Payload = NonNullable<GetObjectCommandOutput['Body']>

const headersOf = (object: StoredObject) => ({
  ETag: object.etag,
  LastModified: object.storedAt,
  ContentLength: object.body.length,
  ContentType: object.contentType,
  ...(object.contentEncoding !== undefined && { ContentEncoding: object.contentEncoding }),
  Metadata: { ...object.metadata },
  AcceptRanges: 'bytes',
  ServerSideEncryption: 'AES256' as const,
})

const inList = ({ key, storedAt, etag, body, checksum }: StoredObject) => ({
  Key: key,
  LastModified: storedAt,
  ETag: etag,
  Size: body.length,
  StorageClass: 'STANDARD' as const,
  ...(checksum !== undefined && { ChecksumAlgorithm: ['CRC32' as const] }),
})

interface Entry {
  readonly name: string
  /** Undefined for a common prefix, which stands for several keys. */
  readonly object?: StoredObject
}

function entriesOf(
  all: Iterable<StoredObject>,
  prefix: string,
  delimiter: string | undefined,
): readonly Entry[] {
  const entries = new Map<string, Entry>()
  for (const object of all) {
    if (!object.key.startsWith(prefix)) continue
    const end = delimiter ? object.key.indexOf(delimiter, prefix.length) : -1
    const name = end < 0 ? object.key : object.key.slice(0, end + (delimiter?.length ?? 0))
    entries.set(name, end < 0 ? { name, object } : { name })
  }
  return [...entries.values()]
}
