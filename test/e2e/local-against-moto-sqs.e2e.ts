import * as commands from '@aws-sdk/client-sqs'
import { sqs } from '../../packages/local-aws/services/sqs/sqs.ts'
import { sqsDeviations } from '../support/moto-deviations-plumbing.ts'
import { compareWithMoto } from './differential/compare.ts'
import { sqsCases } from './differential/sqs-cases.ts'

compareWithMoto({
  service: sqs,
  commands,
  client: (endpoint, credentials) =>
    new commands.SQSClient({ endpoint, credentials, region: 'us-east-1', maxAttempts: 1 }),
  cases: sqsCases,
  deviations: sqsDeviations,
  lacking: {
    StartMessageMoveTask: 'test/local-aws/services/sqs/moves.test.ts',
    ListMessageMoveTasks: 'test/local-aws/services/sqs/moves.test.ts',
  },
})
