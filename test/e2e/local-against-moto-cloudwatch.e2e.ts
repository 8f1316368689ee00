import * as commands from '@aws-sdk/client-cloudwatch'
import { cloudwatch } from '../../packages/local-aws/services/cloudwatch/cloudwatch.ts'
import { cloudWatchDeviations } from '../support/moto-deviations-plumbing.ts'
import { cloudWatchCases } from './differential/cloudwatch-cases.ts'
import { compareWithMoto } from './differential/compare.ts'

compareWithMoto({
  service: cloudwatch,
  commands,
  client: (endpoint, credentials) =>
    new commands.CloudWatchClient({ endpoint, credentials, region: 'us-east-1', maxAttempts: 1 }),
  cases: cloudWatchCases,
  deviations: cloudWatchDeviations,
})
