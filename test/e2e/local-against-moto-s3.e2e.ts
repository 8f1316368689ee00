import * as commands from '@aws-sdk/client-s3'
import { s3 } from '../../packages/local-aws/services/s3/s3.ts'
import { s3Deviations } from '../support/moto-deviations.ts'
import { compareWithMoto } from './differential/compare.ts'
import { s3Cases } from './differential/s3-cases.ts'

compareWithMoto({
  service: s3,
  commands,
  client: (endpoint, credentials) =>
    new commands.S3Client({ endpoint, credentials, region: 'us-east-1', maxAttempts: 1 }),
  cases: s3Cases,
  deviations: s3Deviations,
})
