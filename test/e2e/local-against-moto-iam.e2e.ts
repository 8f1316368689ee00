import * as commands from '@aws-sdk/client-iam'
import { iam } from '../../packages/local-aws/services/iam/iam.ts'
import { iamDeviations } from '../support/moto-deviations.ts'
import { compareWithMoto } from './differential/compare.ts'
import { iamCases } from './differential/iam-cases.ts'

compareWithMoto({
  service: iam,
  commands,
  client: (endpoint, credentials) =>
    new commands.IAMClient({ endpoint, credentials, region: 'us-east-1', maxAttempts: 1 }),
  cases: iamCases,
  deviations: iamDeviations,
  lacking: {
    PutUserPermissionsBoundary: 'test/local-aws/services/iam.test.ts',
    DeleteUserPermissionsBoundary: 'test/local-aws/services/iam.test.ts',
  },
})
