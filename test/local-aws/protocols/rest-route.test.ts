import * as s3 from '@aws-sdk/client-s3'
import { expect, test } from 'vitest'
import { readModel } from '../../../packages/local-aws/protocols/model.ts'
import { pathLabels, routeOf } from '../../../packages/local-aws/protocols/rest-route.ts'

const model = readModel(s3)

const request = (line: string) => {
  const [method = '', url = ''] = line.split(' ')
  const [path = '', search = ''] = url.split('?')
  return {
    method,
    path,
    query: new URLSearchParams(search),
    headers: {},
    body: Buffer.alloc(0),
  }
}

test.each([
  ['GET /?x-id=ListBuckets', 'ListBuckets'],
  ['PUT /b', 'CreateBucket'],
  ['PUT /b/', 'CreateBucket'],
  ['HEAD /b', 'HeadBucket'],
  ['GET /b?list-type=2', 'ListObjectsV2'],
  ['GET /b', 'ListObjects'],
  ['GET /b?policy', 'GetBucketPolicy'],
  ['GET /b?publicAccessBlock=', 'GetPublicAccessBlock'],
  ['PUT /b/k?x-id=PutObject', 'PutObject'],
  ['PUT /b/k/with/more?x-id=CopyObject', 'CopyObject'],
  ['PUT /b/k?partNumber=1&uploadId=u&x-id=UploadPart', 'UploadPart'],
  ['POST /b?delete', 'DeleteObjects'],
  ['PATCH /b', undefined],
  ['POST /', undefined],
])('%s is %s', (line, operation) => {
  expect(routeOf(request(line), model)).toBe(operation)
})

test('bucket and key, decoded', () => {
  const operation = model.operations.get('GetObject')
  if (operation === undefined) throw new Error('S3 without GetObject')
  const labels = pathLabels(request('GET /b/a%20b/%C3%BC%2Fc?x-id=GetObject'), operation)
  expect([...labels]).toEqual([
    ['Bucket', 'b'],
    ['Key', 'a b/ü/c'],
  ])
  expect(pathLabels(request('GET /b/%ff'), operation).get('Key')).toBe('%ff')
})
