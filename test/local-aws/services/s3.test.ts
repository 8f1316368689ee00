import { Readable } from 'node:stream'
import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { probe } from '../../probes/probe.ts'
import { at, codeOf, openDesk, other } from '../../simulate/desk.ts'

const Bucket = 'evidence'

async function openS3() {
  const desk = await openDesk()
  const s3 = new S3Client(at(desk, desk.root, 'us-east-1'))
  await s3.send(new CreateBucketCommand({ Bucket }))
  return { desk, s3 }
}

const policy = (Principal: unknown) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal, Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` },
    ],
  })

test('bytes come back as they went, whole or in chunks, under any key', async () => {
  const { s3 } = await openS3()
  const key = fc
    .string({ minLength: 1, unit: 'grapheme' })
    .filter((text) => !/^[./\s]|\/|\.\.|\0/.test(text))
  await fc.assert(
    fc.asyncProperty(
      key,
      fc.uint8Array({ maxLength: 300 }),
      fc.boolean(),
      async (Key, bytes, inChunks) => {
        const Body = inChunks ? Readable.from([Buffer.from(bytes)]) : bytes
        await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentLength: bytes.length }))
        const got = await s3.send(new GetObjectCommand({ Bucket, Key }))
        expect(await got.Body?.transformToByteArray()).toEqual(bytes)
      },
    ),
    probe('local-aws/services/s3/bytes', { short: 60, long: 12_000 }),
  )
})

test('a policy for everybody is refused until the block is taken away', async () => {
  const { s3 } = await openS3()
  const put = (Policy: string) => codeOf(s3.send(new PutBucketPolicyCommand({ Bucket, Policy })))
  expect(await put(policy('*'))).toBe('AccessDenied')
  expect(await put(policy({ AWS: ['*'] }))).toBe('AccessDenied')
  expect(await put(policy({ AWS: `arn:aws:iam::${other}:root` }))).toBe('no error')
  await s3.send(new DeletePublicAccessBlockCommand({ Bucket }))
  expect(await put(policy('*'))).toBe('no error')
  expect((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(policy('*'))
  expect(await put('no policy')).toBe('MalformedPolicy')
})

test('names of buckets are one for all accounts, and their owner can be asked for', async () => {
  const { desk, s3 } = await openS3()
  const others = new S3Client(at(desk, desk.otherRoot, 'us-east-1'))
  expect(await codeOf(others.send(new CreateBucketCommand({ Bucket })))).toBe('BucketAlreadyExists')
  expect(await codeOf(s3.send(new CreateBucketCommand({ Bucket })))).toBe('BucketAlreadyOwnedByYou')
  const list = (ExpectedBucketOwner: string) =>
    codeOf(s3.send(new ListObjectsV2Command({ Bucket, ExpectedBucketOwner })))
  expect([await list('111122223333'), await list(other)]).toEqual(['no error', 'AccessDenied'])
})

test('what others do to a bucket its owner hears of', async () => {
  const { desk } = await openS3()
  const others = new S3Client(at(desk, desk.otherRoot, 'us-east-1'))
  await others.send(new PutObjectCommand({ Bucket, Key: 'left-behind', Body: 'x' }))
  expect(desk.records.slice(-2).map(({ recipientAccountId }) => recipientAccountId)).toEqual([
    other,
    '111122223333',
  ])
})
