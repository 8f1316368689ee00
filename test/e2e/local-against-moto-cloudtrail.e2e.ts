import * as commands from '@aws-sdk/client-cloudtrail'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { cloudtrail } from '../../packages/local-aws/services/cloudtrail/cloudtrail.ts'
import { cloudTrailDeviations } from '../support/moto-deviations.ts'
import { cloudTrailCases, trailBucket } from './differential/cloudtrail-cases.ts'
import { compareWithMoto } from './differential/compare.ts'

const region = 'us-east-1'

compareWithMoto({
  service: cloudtrail,
  commands,
  client: (endpoint, credentials) =>
    new commands.CloudTrailClient({ endpoint, credentials, region, maxAttempts: 1 }),
  given: async (endpoint, credentials) => {
    const s3 = new S3Client({ endpoint, credentials, region, forcePathStyle: true })
    await s3.send(new CreateBucketCommand({ Bucket: trailBucket }))
    s3.destroy()
  },
  cases: cloudTrailCases,
  deviations: cloudTrailDeviations,
  lacking: { LookupEvents: 'test/local-aws/services/cloudtrail.test.ts' },
})
