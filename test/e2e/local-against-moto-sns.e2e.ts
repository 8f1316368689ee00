import * as commands from '@aws-sdk/client-sns'
import { sns } from '../../packages/local-aws/services/sns/sns.ts'
import { snsDeviations } from '../support/moto-deviations-plumbing.ts'
import { compareWithMoto } from './differential/compare.ts'
import { snsCases } from './differential/sns-cases.ts'

compareWithMoto({
  service: sns,
  commands,
  client: (endpoint, credentials) =>
    new commands.SNSClient({ endpoint, credentials, region: 'us-east-1', maxAttempts: 1 }),
  cases: snsCases,
  deviations: snsDeviations,
})
