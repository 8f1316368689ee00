/** An emulated account that SST can deploy to: its bootstrap is there, because over plain HTTP the emulator refuses SST's own. */
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import type { Moto } from '../moto.ts'

export const assets = 'sst-asset-test'

/** Credentials and endpoint for every client that is made without its own. */
export function useMoto({ url }: Moto): void {
  process.env.AWS_ENDPOINT_URL = url
  process.env.AWS_ACCESS_KEY_ID = 'test'
  process.env.AWS_SECRET_ACCESS_KEY = 'test'
  process.env.AWS_EC2_METADATA_DISABLED = 'true'
}

export async function prepareAccount(region: string, logGroup: string): Promise<void> {
  const s3 = new S3Client({ region, forcePathStyle: true })
  const CreateBucketConfiguration = { LocationConstraint: region as 'eu-west-1' }
  for (const Bucket of [assets, 'sst-state-test'])
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }))
  const value = { version: 99, asset: assets, state: 'sst-state-test' }
  await putParameter(region, '/sst/bootstrap', JSON.stringify(value))
  await new CloudWatchLogsClient({ region }).send(
    new CreateLogGroupCommand({ logGroupName: logGroup }),
  )
}

/** The project has no other use for a client of SSM. */
async function putParameter(region: string, Name: string, Value: string): Promise<void> {
  const credential = `Credential=test/20260101/${region}/ssm/aws4_request`
  const response = await fetch(process.env.AWS_ENDPOINT_URL ?? '', {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=host, Signature=none`,
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AmazonSSM.PutParameter',
    },
    body: JSON.stringify({ Name, Value, Type: 'String' }),
  })
  if (!response.ok) throw new Error(`PutParameter: ${response.status} ${await response.text()}`)
}
